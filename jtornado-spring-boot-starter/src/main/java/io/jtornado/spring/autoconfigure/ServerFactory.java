package io.jtornado.spring.autoconfigure;

import java.util.List;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RefusalRenderer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.HTTPServerCustomizer;
import io.jtornado.web.Application;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.Ssl;

/**
 * Makes the server of each listener: all serve one application on the same loops, and all
 * are customized.
 */
final class ServerFactory {

	private final Application application;

	private final IOLoopGroup loops;

	private final List<HTTPServerCustomizer> customizers;

	private final @Nullable RefusalRenderer refusals;

	private final BundledSSL bundles;

	ServerFactory(Application application, IOLoopGroup loops, ObjectProvider<HTTPServerCustomizer> customizers,
			ObjectProvider<RefusalRenderer> refusals, BundledSSL bundles) {
		this.application = application;
		this.loops = loops;
		this.customizers = customizers.orderedStream().toList();
		this.refusals = refusals.getIfAvailable();
		this.bundles = bundles;
	}

	/**
	 * Make a server.
	 * @param options its settings
	 * @param ssl how it is secured, {@code null} if it is not
	 */
	HTTPServer create(HTTPServerOptions options, @Nullable Ssl ssl) {
		HTTPServerOptions customized = options.withRefusalRenderer(this.refusals)
			.withTcp(options.tcp().withSsl((ssl != null) ? this.bundles.options(options.name(), ssl) : null));
		for (HTTPServerCustomizer customizer : this.customizers) {
			customized = customizer.customize(customized);
		}
		HTTPServer server = new HTTPServer(this.application, this.loops, customized);
		this.customizers.forEach((customizer) -> customizer.customize(server));
		return server;
	}

}
