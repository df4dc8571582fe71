package io.jtornado.httpserver;

/**
 * Where a connection is.
 *
 * <pre>
 * READING_HEADERS --&gt; READING_BODY --&gt; HANDLING --&gt; READING_HEADERS ...
 *        |                |              |  |
 *        |                |              |  +--&gt; DETACHED
 *        +----------------+--------------+-----&gt; CLOSING --&gt; CLOSED   (and from everywhere: CLOSED)
 * </pre>
 */
enum ConnectionState {

	/** Waits for a head, or for the rest of it. */
	READING_HEADERS,
	/** Waits for the rest of a body. */
	READING_BODY,
	/** A request is with the callback; its answer is not complete. */
	HANDLING,
	/** The last answer is on its way; what still comes is thrown away. */
	CLOSING,
	/** The stream belongs to somebody else. */
	DETACHED,
	/** Over. */
	CLOSED;

	/** The arrows of the drawing. */
	boolean mayMoveTo(ConnectionState next) {
		return switch (this) {
			case READING_HEADERS -> next == READING_BODY || next == HANDLING || next == CLOSING || next == CLOSED;
			case READING_BODY -> next == HANDLING || next == CLOSING || next == CLOSED;
			case HANDLING -> next == READING_HEADERS || next == DETACHED || next == CLOSING || next == CLOSED;
			case CLOSING -> next == CLOSED;
			case DETACHED, CLOSED -> false;
		};
	}

}
