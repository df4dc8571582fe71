package io.jtornado.websocket;

import java.util.Arrays;

/**
 * The payload of a message, as far as it has come: of its own size when that is known and
 * reached, and before never more than twice of what there is.
 */
final class MessageBytes {

	private static final byte[] NOTHING = {};

	/** So much is taken at least, so that small pieces do not grow it often. */
	private static final int LEAST = 256;

	private final HeldMemory memory;

	private final int max;

	private byte[] octets = NOTHING;

	private int length;

	/**
	 * Creates an empty one.
	 * @param max how many bytes it may have
	 */
	MessageBytes(HeldMemory memory, int max) {
		this.memory = memory;
		this.max = max;
	}

	/**
	 * Adds bytes.
	 * @param end how long it will be at most, as far as anybody knows
	 * @throws ClientFault if that is too much
	 */
	void add(byte[] source, int from, int count, int end) {
		checkSize((long) this.length + count);
		int needed = this.length + count;
		if (needed > this.octets.length) {
			grow(needed, Math.max(needed, Math.min(end, this.max)));
		}
		System.arraycopy(source, from, this.octets, this.length, count);
		this.length = needed;
	}

	void checkSize(long size) {
		if (size > this.max) {
			throw new ClientFault(CloseCode.TOO_BIG, "message too big");
		}
	}

	private void grow(int needed, int end) {
		int room = (int) Math.min(Math.max(2L * needed, LEAST), end);
		this.memory.hold(room - this.octets.length);
		this.octets = Arrays.copyOf(this.octets, room);
	}

	byte[] octets() {
		return this.octets;
	}

	int length() {
		return this.length;
	}

	/** It is somebody else's now, or nobody's. */
	void release() {
		this.memory.release(this.octets.length);
		this.octets = NOTHING;
		this.length = 0;
	}

}
