package io.jtornado.tcpserver;

/**
 * Observes a server; it never steers.
 * <p>
 * <b>Threading:</b> called on the accepting loop ({@link #onAccepted},
 * {@link #onRejected} for {@link RejectReason#LIMIT} and {@link RejectReason#DRAINING})
 * or on the connection's own, by several loops at a time; must not block. What it throws
 * is logged.
 */
public interface TCPServerListener {

	/** A connection was accepted and kept. */
	default void onAccepted() {
	}

	/**
	 * A connection was turned away.
	 * @param reason why
	 */
	default void onRejected(RejectReason reason) {
	}

	/**
	 * A connection that was accepted is closed.
	 * @param reason why
	 * @param nanos how long it lived, in nanoseconds
	 */
	default void onClosed(CloseReason reason, long nanos) {
	}

}
