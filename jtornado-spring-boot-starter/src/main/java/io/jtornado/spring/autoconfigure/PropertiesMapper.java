package io.jtornado.spring.autoconfigure;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.httpserver.Timeouts;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.web.Application;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * {@link JTornadoProperties} in the core's words.
 */
final class PropertiesMapper {

	private final JTornadoProperties properties;

	PropertiesMapper(JTornadoProperties properties) {
		this.properties = properties;
	}

	HTTPServerOptions serverOptions() {
		String serverHeader = this.properties.getServerHeader();
		return HTTPServerOptions.DEFAULTS.withTcp(tcp())
			.withLimits(limits())
			.withTimeouts(timeouts())
			.withNoKeepAlive(this.properties.isNoKeepAlive())
			.withServerHeader(StringUtils.hasText(serverHeader) ? serverHeader : null);
	}

	private TCPServerOptions tcp() {
		return TCPServerOptions.DEFAULTS.withBacklog(this.properties.getBacklog())
			.withReusePort(this.properties.isReusePort())
			.withMaxConnections(this.properties.getMaxConnections());
	}

	private Limits limits() {
		return new Limits(bytes(this.properties.getMaxHeaderSize()), this.properties.getMaxHeaders(),
				bytes(this.properties.getMaxBodySize()), bytes(this.properties.getMaxBufferSize()), maxBuffered());
	}

	private long maxBuffered() {
		@Nullable DataSize maxBuffered = this.properties.getMaxBuffered();
		return (maxBuffered != null) ? maxBuffered.toBytes() : Limits.DEFAULTS.maxBuffered();
	}

	private Timeouts timeouts() {
		return new Timeouts(this.properties.getHeaderTimeout(), this.properties.getIdleConnectionTimeout(),
				this.properties.getBodyTimeout(), this.properties.getWriteTimeout(),
				this.properties.getHalfCloseTimeout(), bytes(this.properties.getMinBodyRate()));
	}

	void applyTo(Application.Builder application) {
		application.etagMaxSize(bytes(this.properties.getEtagMaxSize()))
			.serveTraceback(this.properties.isServeTraceback())
			.accessLog(this.properties.getAccessLog().isEnabled())
			.maxConcurrentBlocking(this.properties.getBlocking().getMaxConcurrent())
			.maxQueuedBlocking(this.properties.getBlocking().getMaxQueued());
	}

	private static int bytes(DataSize size) {
		return Math.toIntExact(size.toBytes());
	}

}
