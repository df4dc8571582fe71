package io.jtornado.httpserver;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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

	private static final Map<ConnectionState, Set<ConnectionState>> MOVES = new EnumMap<>(Map.of(//
			READING_HEADERS, EnumSet.of(READING_BODY, HANDLING, CLOSING, CLOSED), //
			READING_BODY, EnumSet.of(HANDLING, CLOSING, CLOSED), //
			HANDLING, EnumSet.of(READING_HEADERS, CLOSING, DETACHED, CLOSED), //
			CLOSING, EnumSet.of(CLOSED), //
			DETACHED, EnumSet.noneOf(ConnectionState.class), //
			CLOSED, EnumSet.noneOf(ConnectionState.class)));

	private final int bit = 1 << ordinal();

	private int moves;

	static {
		// As masks, because every request makes two moves.
		MOVES.forEach((from, next) -> next.forEach((to) -> from.moves |= to.bit));
	}

	boolean mayMoveTo(ConnectionState next) {
		return (this.moves & next.bit) != 0;
	}

}
