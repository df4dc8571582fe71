package io.jtornado.httpserver;

/**
 * What a connection was waiting for when its time was up.
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum TimeoutPhase {

	/** The end of a PROXY header or TLS handshake: {@code handshakeTimeout}. */
	HANDSHAKE,
	/** The next request: {@code idle-connection-timeout}. */
	IDLE,
	/** The rest of a head: {@code header-timeout}. */
	HEADER,
	/** The rest of a body: {@code body-timeout}, {@code min-body-rate}. */
	BODY,
	/** The peer to take bytes: {@code write-timeout}. */
	WRITE,
	/** An answer for a peer that has ended its side: {@code half-close-timeout}. */
	HALF_CLOSE,
	/** The peer to notice that the connection is over. */
	CLOSE

}
