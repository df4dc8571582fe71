package io.jtornado.spring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import io.jtornado.http.AllowedHosts;
import io.jtornado.http.CIDR;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.tcpserver.TCPServerOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.Ssl;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * What the settings of one listener may be set to. The core refuses the same values, but
 * does not know which key they came from.
 */
final class ListenerRules {

	private static final DataSize LARGEST_HEAD = DataSize.ofKilobytes(128);

	private final ListenerProperties settings;

	private final ListenerProperties main;

	private final ValueRules rules;

	/**
	 * Create the rules of a listener.
	 * @param settings what it has for itself
	 * @param main what it has otherwise
	 * @param rules refuses
	 */
	ListenerRules(ListenerProperties settings, ListenerProperties main, ValueRules rules) {
		this.settings = settings;
		this.main = main;
		this.rules = rules;
	}

	void check() {
		this.rules.within("backlog", this.settings.getBacklog(), 1, Integer.MAX_VALUE);
		this.rules.within("maxConnections", this.settings.getMaxConnections(), 0, Integer.MAX_VALUE);
		this.rules.within("maxHeaders", this.settings.getMaxHeaders(), 1, Integer.MAX_VALUE);
		sizes();
		timeouts();
		serverHeader();
		unixSocket();
		each("trustedDownstream", this.settings.getTrustedDownstream(), CIDR::parse);
		each("allowedHosts", this.settings.getAllowedHosts(), (host) -> AllowedHosts.of(List.of(host)));
		xheaders();
		ssl();
	}

	private void sizes() {
		within("maxHeaderSize", this.settings.getMaxHeaderSize(), 1, LARGEST_HEAD.toBytes());
		within("maxBodySize", this.settings.getMaxBodySize(), 0, Integer.MAX_VALUE);
		within("maxBufferSize", this.settings.getMaxBufferSize(), 1, Integer.MAX_VALUE);
		within("minBodyRate", this.settings.getMinBodyRate(), 0, Integer.MAX_VALUE);
		within("maxBuffered", this.settings.getMaxBuffered(), 1, Long.MAX_VALUE);
	}

	private void within(String field, @Nullable DataSize value, long least, long most) {
		this.rules.within(field, (value != null) ? value.toBytes() : null, least, most);
	}

	private void timeouts() {
		timeout("handshakeTimeout", this.settings.getHandshakeTimeout());
		timeout("headerTimeout", this.settings.getHeaderTimeout());
		timeout("idleConnectionTimeout", this.settings.getIdleConnectionTimeout());
		timeout("bodyTimeout", this.settings.getBodyTimeout());
		timeout("writeTimeout", this.settings.getWriteTimeout());
		timeout("halfCloseTimeout", this.settings.getHalfCloseTimeout());
	}

	private void timeout(String field, @Nullable Duration value) {
		if (value != null && (value.isZero() || value.isNegative() || value.compareTo(ValueRules.LONGEST) > 0)) {
			this.rules.reject(field, "must be longer than nothing and at most " + ValueRules.LONGEST.toDays()
					+ "d, because every wait has an end");
		}
	}

	private void serverHeader() {
		accepted("serverHeader", this.settings.getServerHeader(), (value) -> HTTPHeaders.of("Server", value),
				(ex) -> "must be the value of a header field");
	}

	private void unixSocket() {
		accepted("unixSocket", this.settings.getUnixSocket(), Path::of, (ex) -> "must be a path: " + ex.getMessage());
		String mode = this.settings.getUnixSocketMode();
		accepted("unixSocketMode", StringUtils.hasText(mode) ? mode : null,
				TCPServerOptions.DEFAULTS::withUnixSocketMode,
				(ex) -> "must be nine letters as ls writes them, such as rw-rw----, or empty for what the umask leaves");
	}

	private void xheaders() {
		if (Boolean.TRUE.equals(effective(ListenerProperties::getXheaders))
				&& CollectionUtils.isEmpty(effective(ListenerProperties::getTrustedDownstream))) {
			this.rules.reject("xheaders",
					"needs trusted-downstream as well: say where the proxies are, such as 10.0.0.0/8,"
							+ " or anybody could give himself any address; or set xheaders to false");
		}
		else if (this.settings != this.main && effective(ListenerProperties::getXheaders) == null) {
			withoutXheaders();
		}
	}

	/** Nobody has said that they are not wanted, so they have been forgotten. */
	void withoutXheaders() {
		boolean trusted = !CollectionUtils.isEmpty(this.settings.getTrustedDownstream());
		if (trusted || !CollectionUtils.isEmpty(this.settings.getForwardedFields())) {
			this.rules.reject(trusted ? "trustedDownstream" : "forwardedFields",
					"has no effect without xheaders: set xheaders to true, or to false if that is meant");
		}
	}

	private void ssl() {
		SSLProperties ssl = this.settings.getSsl();
		if (ssl.needsBundle() && ssl.effective(this.main.getSsl()) == null
				&& !Boolean.FALSE.equals(effective((settings) -> settings.getSsl().getEnabled()))) {
			this.rules.reject("ssl.bundle",
					"must be set as well, to the name of a bundle of spring.ssl.bundle, or nothing is secured");
		}
		for (Ssl.ServerNameSslBundle named : CollectionUtils.isEmpty(ssl.getServerNameBundles())
				? List.<Ssl.ServerNameSslBundle>of() : ssl.getServerNameBundles()) {
			if (!StringUtils.hasText(named.serverName()) || !StringUtils.hasText(named.bundle())) {
				this.rules.reject("ssl.serverNameBundles", "must each have a server-name and a bundle");
			}
		}
	}

	private <T> @Nullable T effective(Function<ListenerProperties, @Nullable T> setting) {
		T own = setting.apply(this.settings);
		return (own != null) ? own : setting.apply(this.main);
	}

	private void each(String field, @Nullable List<String> values, Function<String, ?> reader) {
		if (values != null) {
			values.forEach((value) -> accepted(field, value, reader, Exception::getMessage));
		}
	}

	private void accepted(String field, @Nullable String value, Function<String, ?> reader,
			Function<IllegalArgumentException, @Nullable String> message) {
		try {
			if (value != null) {
				Object unused = reader.apply(value);
			}
		}
		catch (IllegalArgumentException ex) {
			this.rules.reject(field, String.valueOf(message.apply(ex)));
		}
	}

}
