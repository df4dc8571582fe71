package io.jtornado.spring.autoconfigure.actuate;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.spring.actuate.ManagementServer;
import io.jtornado.spring.autoconfigure.BundledSSL;
import io.jtornado.tcpserver.TCPServerOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.Ssl;

/**
 * The settings of the management listener.
 */
final class ManagementOptions {

	private final @Nullable Ssl ssl;

	private final HTTPServerOptions main;

	private final BundledSSL bundles;

	/**
	 * Create the settings.
	 * @param ssl what {@code management.server.ssl} says, {@code null} for nothing
	 * @param main the settings of the main listener
	 * @param bundles the bundles that may be named
	 */
	ManagementOptions(@Nullable Ssl ssl, HTTPServerOptions main, BundledSSL bundles) {
		this.ssl = ssl;
		this.main = main;
		this.bundles = bundles;
	}

	/**
	 * Return the settings. It is reached through the same proxies, but by any name:
	 * probes ask for addresses.
	 */
	HTTPServerOptions options() {
		TCPServerOptions tcp = TCPServerOptions.DEFAULTS.withHandshakeTimeout(this.main.tcp().handshakeTimeout())
			.withSsl(sslOptions());
		return HTTPServerOptions.DEFAULTS.withTcp(tcp)
			.withXheaders(this.main.xheaders())
			.withTrustedDownstream(this.main.trustedDownstream())
			.withForwardedFields(this.main.forwardedFields());
	}

	/**
	 * Those of the main listener if nothing is said, as in Boot's own web stacks.
	 */
	private @Nullable SSLOptions sslOptions() {
		if (this.ssl == null) {
			return this.main.tcp().ssl();
		}
		return this.ssl.isEnabled() ? this.bundles.options(ManagementServer.NAME, this.ssl) : null;
	}

}
