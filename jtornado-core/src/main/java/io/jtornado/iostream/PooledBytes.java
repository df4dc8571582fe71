package io.jtornado.iostream;

import java.nio.ByteBuffer;

import io.jtornado.ioloop.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that have to wait, in memory of the loop's pool that is given back with the last
 * of them. They are counted while they wait.
 */
final class PooledBytes {

	private final BufferPool pool;

	private final Counter held;

	private byte @Nullable [] bytes;

	private int from;

	private int to;

	PooledBytes(BufferPool pool, Counter held) {
		this.pool = pool;
		this.held = held;
	}

	int length() {
		return this.to - this.from;
	}

	boolean isEmpty() {
		return this.from == this.to;
	}

	/** Takes in all that is left of the source; nothing may be waiting. */
	void keep(ByteBuffer source) {
		int length = source.remaining();
		if (length > 0) {
			byte[] room = this.pool.take(length);
			source.get(room, 0, length);
			this.bytes = room;
			this.to = length;
			this.held.add(length);
		}
	}

	/** Puts out as much as there is room for. */
	void moveTo(ByteBuffer target) {
		byte[] waiting = this.bytes;
		if (waiting != null) {
			int count = Math.min(length(), target.remaining());
			target.put(waiting, this.from, count);
			skip(count);
		}
	}

	/** What waits, to be written from; {@link #skip} what was taken. */
	ByteBuffer view() {
		byte[] waiting = this.bytes;
		return (waiting != null) ? ByteBuffer.wrap(waiting, this.from, length()) : ByteBuffer.allocate(0);
	}

	void skip(int count) {
		this.from += count;
		this.held.add(-count);
		if (isEmpty()) {
			release();
		}
	}

	void release() {
		byte[] unused = this.bytes;
		if (unused != null) {
			this.bytes = null; // it is given back once, even if that fails
			this.held.add(-length());
			this.from = 0;
			this.to = 0;
			this.pool.giveBack(unused);
		}
	}

}
