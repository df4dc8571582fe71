package io.jtornado.testing;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A test client's side of a connection: in memory or a socket. */
interface Wire {

	/** What {@link #receive} returns at the end. */
	byte[] END = {};

	void send(byte[] bytes);

	/**
	 * Waits for bytes, but no longer than this.
	 * @return at least one byte, {@link #END}, or null if nothing has come in time
	 */
	byte @Nullable [] receive(Duration atMost);

	/** Whether another request can be sent, as far as is known on this side. */
	boolean open();

	/** The client is gone. */
	void leave();

	/** What a test that has waited in vain should look at. */
	String advice();

}
