package io.jtornado.tcpserver;

/**
 * Observes the connections of a server; it never steers.
 *
 * <p>
 * <b>Threading:</b> called on the loop concerned, by several loops at a time; must not
 * block. What it throws is logged.
 */
public interface TCPServerListener {

	/** A connection was accepted. */
	default void onAccepted() {
	}

	/**
	 * A connection or a request was turned away.
	 * @param reason why
	 */
	default void onRejected(RejectReason reason) {
	}

	/**
	 * A connection ended.
	 * @param reason why
	 * @param nanos how long it was open, in nanoseconds
	 */
	default void onClosed(CloseReason reason, long nanos) {
	}

}
