package io.jtornado.testing;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A test client's side of a connection: in memory or a socket. */
interface Wire {

	/** What {@link #receive} returns at the end. */
	byte[] END = {};

	/** What {@link #receive} returns when the connection has broken: no end at all. */
	byte[] BROKEN = {};

	/**
	 * Sends bytes, but waits no longer than this for the server to take them.
	 * @throws AssertionError if it has not in time
	 */
	void send(byte[] bytes, Duration atMost);

	/**
	 * Waits for bytes, but no longer than this.
	 * @return at least one byte, {@link #END}, {@link #BROKEN}, or null if nothing has
	 * come in time
	 */
	byte @Nullable [] receive(Duration atMost);

	/** The client is gone. */
	void leave();

	/** What a test that has waited in vain should look at. */
	String advice();

}
