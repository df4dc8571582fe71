package io.jtornado.spring.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

import io.jtornado.http.CIDR;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.httpserver.Timeouts;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.web.Application;
import io.jtornado.web.MultipartOptions;
import io.jtornado.websocket.WebSocketOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.Ssl;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * {@link JTornadoProperties} in the core's words: what is set changes the options of the
 * level below, which are the core's defaults for the main listener, and the main
 * listener's for a further one.
 */
final class PropertiesMapper {

	private final JTornadoProperties properties;

	PropertiesMapper(JTornadoProperties properties) {
		this.properties = properties;
	}

	/**
	 * Returns the options of the main listener.
	 */
	HTTPServerOptions serverOptions() {
		return changed(HTTPServerOptions.DEFAULTS, this.properties);
	}

	/**
	 * Returns the options of a further listener.
	 * @param index its place among the further listeners
	 */
	HTTPServerOptions serverOptions(int index) {
		return changed(serverOptions(), this.properties.getListeners().get(index))
			.withName(this.properties.listenerName(index));
	}

	/**
	 * Returns how the main listener is secured, {@code null} if it is not.
	 */
	@Nullable Ssl ssl() {
		return this.properties.getSsl().effective(this.properties.getSsl());
	}

	/**
	 * Returns how a further listener is secured, {@code null} if it is not.
	 * @param index its place among the further listeners
	 */
	@Nullable Ssl ssl(int index) {
		return this.properties.getListeners().get(index).getSsl().effective(this.properties.getSsl());
	}

	private static HTTPServerOptions changed(HTTPServerOptions base, ListenerProperties settings) {
		HTTPServerOptions options = base.withTcp(changed(base.tcp(), settings))
			.withLimits(changed(base.limits(), settings))
			.withTimeouts(changed(base.timeouts(), settings));
		options = with(options, settings.getNoKeepAlive(), HTTPServerOptions::withNoKeepAlive);
		options = with(options, settings.getServerHeader(), PropertiesMapper::withServerHeader);
		options = with(options, settings.getDecompressRequest(), HTTPServerOptions::withDecompressRequest);
		options = with(options, settings.getXheaders(), HTTPServerOptions::withXheaders);
		options = with(options, settings.getTrustedDownstream(), PropertiesMapper::withTrustedDownstream);
		options = with(options, settings.getForwardedFields(), HTTPServerOptions::withForwardedFields);
		return with(options, settings.getAllowedHosts(), HTTPServerOptions::withAllowedHosts);
	}

	private static HTTPServerOptions withTrustedDownstream(HTTPServerOptions options, List<String> proxies) {
		return options.withTrustedDownstream(proxies.stream().map(CIDR::parse).toList());
	}

	private static HTTPServerOptions withServerHeader(HTTPServerOptions options, String value) {
		return options.withServerHeader(StringUtils.hasText(value) ? value : null);
	}

	private static TCPServerOptions changed(TCPServerOptions base, ListenerProperties settings) {
		TCPServerOptions options = with(base, settings.getBacklog(), TCPServerOptions::withBacklog);
		options = with(options, settings.getReusePort(), TCPServerOptions::withReusePort);
		options = with(options, settings.getHandshakeTimeout(), TCPServerOptions::withHandshakeTimeout);
		options = with(options, settings.getProxyProtocol(), TCPServerOptions::withProxyProtocol);
		options = with(options, settings.getUnixSocketMode(), PropertiesMapper::withUnixSocketMode);
		return with(options, settings.getMaxConnections(), TCPServerOptions::withMaxConnections);
	}

	private static TCPServerOptions withUnixSocketMode(TCPServerOptions options, String mode) {
		return options.withUnixSocketMode(StringUtils.hasText(mode) ? mode : null);
	}

	private static Limits changed(Limits base, ListenerProperties settings) {
		DataSize maxBuffered = settings.getMaxBuffered();
		return new Limits(either(settings.getMaxHeaderSize(), base.maxHeaderSize()),
				either(settings.getMaxHeaders(), base.maxHeaders()),
				either(settings.getMaxBodySize(), base.maxBodySize()),
				either(settings.getMaxBufferSize(), base.maxBufferSize()),
				(maxBuffered != null) ? maxBuffered.toBytes() : base.maxBuffered());
	}

	private static Timeouts changed(Timeouts base, ListenerProperties settings) {
		return new Timeouts(either(settings.getHeaderTimeout(), base.header()),
				either(settings.getIdleConnectionTimeout(), base.idle()),
				either(settings.getBodyTimeout(), base.body()), either(settings.getWriteTimeout(), base.write()),
				either(settings.getHalfCloseTimeout(), base.halfClose()),
				either(settings.getMinBodyRate(), base.minBodyRate()));
	}

	void applyTo(Application.Builder application) {
		application.cookies(new CookieOptionsMapper(this.properties).options())
			.cors(this.properties.getCors().options())
			.requestTimeout(this.properties.getRequestTimeout())
			.etagMaxSize(bytes(this.properties.getEtagMaxSize()))
			.loginUrl(this.properties.getLoginUrl())
			.debug(this.properties.isDebug())
			.accessLog(this.properties.getAccessLog().isEnabled())
			.maxConcurrentBlocking(this.properties.getBlocking().getMaxConcurrent())
			.maxQueuedBlocking(this.properties.getBlocking().getMaxQueued())
			.multipart(multipart(this.properties.getMultipart()))
			.staticFiles(new StaticFilesMapper(this.properties).files())
			.staticFileCache(this.properties.getStaticFiles().getCacheSize().toBytes())
			.staticUrlPrefix(this.properties.getStaticUrlPrefix())
			.setting(WebSocketOptions.class, this.properties.getWebsocket().options());
		if (this.properties.getServeTraceback() != null) {
			application.serveTraceback(this.properties.getServeTraceback());
		}
	}

	private static MultipartOptions multipart(MultipartProperties settings) {
		String directory = settings.getDirectory();
		return new MultipartOptions(settings.getMaxParts(), bytes(settings.getMaxPartHeaderSize()),
				bytes(settings.getMaxFieldsSize()), bytes(settings.getFileThreshold()),
				settings.getMaxStored().toBytes(), StringUtils.hasText(directory) ? Path.of(directory) : null);
	}

	private static <O, T> O with(O options, @Nullable T value, BiFunction<O, T, O> change) {
		return (value != null) ? change.apply(options, value) : options;
	}

	private static <T> T either(@Nullable T value, T base) {
		return (value != null) ? value : base;
	}

	private static int either(@Nullable DataSize size, int base) {
		return (size != null) ? bytes(size) : base;
	}

	private static int bytes(DataSize size) {
		return Math.toIntExact(size.toBytes());
	}

}
