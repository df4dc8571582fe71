package io.jtornado.tcpserver;

import java.util.Locale;

/**
 * Why a connection was closed.
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum CloseReason {

	/** The peer ended it. */
	CLIENT,

	/** This side ended it, as the protocol wants. */
	SERVER,

	/** Nothing came for too long between two requests. */
	IDLE,

	/** The peer was too slow within a request. */
	TIMEOUT,

	/** The connection or what served it failed. */
	ERROR,

	/** The server is shutting down. */
	SHUTDOWN;

	/**
	 * Returns the value of the meters' tag {@code reason}.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
