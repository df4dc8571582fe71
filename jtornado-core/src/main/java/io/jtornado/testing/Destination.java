package io.jtornado.testing;

import java.time.Duration;

import io.jtornado.httpserver.HTTPServer;

/** Where the connections of a test client lead. */
interface Destination {

	Wire connect();

	/** Whom requests are meant for, as their Host field says. */
	String host();

	/**
	 * Moves the clock of the server.
	 * @throws IllegalStateException if it is the machine's
	 */
	void advance(Duration time);

	/**
	 * Returns the server.
	 * @throws IllegalStateException if it runs elsewhere
	 */
	HTTPServer server();

	/**
	 * Returns the loop of the server.
	 * @throws IllegalStateException if it runs by itself
	 */
	TestLoop loop();

	void close();

}
