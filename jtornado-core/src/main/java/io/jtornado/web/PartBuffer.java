package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The data of a part that is gathered in memory, all of it counted. */
final class PartBuffer {

	private static final byte[] EMPTY = {};

	/** Who counts what is held. */
	@FunctionalInterface
	interface Room {

		/** So many bytes more are held, or less; false if there is no room. */
		boolean reserve(int bytes);

	}

	private final Room room;

	private byte[] octets = EMPTY;

	private int length;

	PartBuffer(Room room) {
		this.room = room;
	}

	int length() {
		return this.length;
	}

	void append(ByteBuffer data) {
		int count = data.remaining();
		if (count > this.octets.length - this.length) {
			grow(Math.addExact(this.length, count));
		}
		data.get(this.octets, this.length, count);
		this.length += count;
	}

	private void grow(int needed) {
		int size = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * this.octets.length));
		if (!this.room.reserve(size - this.octets.length)) {
			throw HTTPException.bare(503, "Too much of requests is held").withHeader("Retry-After", "5");
		}
		this.octets = Arrays.copyOf(this.octets, size);
	}

	/** Gives the data away, which stays counted, and begins anew. */
	byte[] take() {
		byte[] taken = (this.length == this.octets.length) ? this.octets : Arrays.copyOf(this.octets, this.length);
		this.room.reserve(taken.length - this.octets.length);
		this.octets = EMPTY;
		this.length = 0;
		return taken;
	}

	/** Gives the data away to who keeps it elsewhere, and begins anew. */
	byte[] drain() {
		byte[] taken = take();
		this.room.reserve(-taken.length);
		return taken;
	}

}
