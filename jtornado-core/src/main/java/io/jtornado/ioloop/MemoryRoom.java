package io.jtornado.ioloop;

import org.jspecify.annotations.Nullable;

/**
 * Room on the heap. What the JDK loses when it runs out of memory half-way, a socket it
 * has accepted or a key of a selector, is not begun unless there was room for it a moment
 * ago.
 * <p>
 * <b>Threading:</b> may be used from any thread.
 */
public final class MemoryRoom {

	/**
	 * About what accepting a connection takes. Four times as much, which has to come from
	 * main memory, made a connection per request 8 % dearer.
	 */
	private static final int OCTETS = 1024;

	/** Kept, or the compiler would leave the room out. */
	@SuppressWarnings("UnusedVariable")
	private static byte @Nullable [] room;

	private MemoryRoom() {
	}

	/** Throws OutOfMemoryError if there is not enough. */
	public static void require() {
		room = new byte[OCTETS];
	}

}
