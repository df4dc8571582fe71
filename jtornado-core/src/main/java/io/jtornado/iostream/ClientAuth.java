package io.jtornado.iostream;

/**
 * Whether a server asks its clients for certificates.
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum ClientAuth {

	/** It does not. */
	NONE,

	/**
	 * It does; a client that has none is served nevertheless, one with a bad one is not.
	 */
	WANT,

	/** It does; a client that has none fails in its handshake. */
	NEED

}
