package io.jtornado.tcpserver;

import java.util.Locale;

/**
 * Why a connection, or the request it brought, was turned away.
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum RejectReason {

	/** There are as many connections as the server may have. */
	LIMIT,

	/** There is no memory left for more. */
	MEMORY,

	/** The server is shutting down. */
	DRAINING,

	/** The peer failed to agree on a secure connection. */
	TLS,

	/** The peer is no proxy that says whom it speaks for. */
	PROXY;

	/**
	 * Returns the value of the meters' tag {@code reason}.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
