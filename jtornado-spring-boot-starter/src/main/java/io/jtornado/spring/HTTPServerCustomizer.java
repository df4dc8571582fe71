package io.jtornado.spring;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;

/**
 * Changes each {@link HTTPServer} before it listens: the main one, then that of every
 * further listener; {@link HTTPServerOptions#name()} tells which. Beans of this type are
 * called in their order, after the {@code jtornado.*} properties have been applied.
 * <p>
 * <b>Threading:</b> called once for each listener, by the thread that starts the
 * application context.
 */
@FunctionalInterface
public interface HTTPServerCustomizer {

	/**
	 * Customizes the options of the server.
	 * @param options the options so far
	 * @return the options to use, the same or others
	 */
	HTTPServerOptions customize(HTTPServerOptions options);

	/**
	 * Customizes the server, which has its options but does not listen yet; the place to
	 * add listeners.
	 * @param server the server
	 */
	default void customize(HTTPServer server) {
	}

}
