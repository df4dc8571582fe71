package io.jtornado.web;

import java.util.ArrayDeque;
import java.util.Deque;

import io.jtornado.http.ContentEncoder;

/**
 * What of an answer waits to be compressed, and the encoder that takes it slice by slice.
 * <p>
 * <b>Threading:</b> confined to the request's loop.
 */
final class CodedContent {

	/** So much is compressed at once: one to two milliseconds at level 6. */
	static final int SLICE = 64 * 1024;

	private final ContentEncoder encoder;

	private final CompressionStats stats;

	private final Deque<byte[]> waiting = new ArrayDeque<>(1);

	private int position; // in the first of them

	private int length; // of all that waits

	private boolean unflushed; // the encoder may keep something back

	private boolean closed;

	CodedContent(ContentEncoder encoder, CompressionStats stats) {
		this.encoder = encoder;
		this.stats = stats;
		stats.streamCount.increment();
	}

	/** How much waits. */
	int length() {
		return this.length;
	}

	void add(byte[] bytes) {
		this.waiting.add(bytes);
		this.length = Math.addExact(this.length, bytes.length);
	}

	/**
	 * Compresses a slice, and if it is the last one, such that all can be decoded.
	 * @param end whether the body ends behind what waits
	 */
	byte[] encodeSlice(boolean end) {
		CodedOctets coded = new CodedOctets(Math.min(this.length, SLICE));
		int room = SLICE;
		while (room > 0 && this.length > 0) {
			room -= encode(room, coded);
		}
		if (this.length == 0) {
			endPiece(end, coded);
		}
		byte[] octets = coded.take();
		this.stats.givenCount.add(octets.length);
		return octets;
	}

	private int encode(int most, CodedOctets coded) {
		byte[] first = this.waiting.element();
		int count = Math.min(most, first.length - this.position);
		this.encoder.encode(first, this.position, this.position + count, coded);
		this.unflushed = true;
		this.stats.takenCount.add(count);
		this.position += count;
		this.length -= count;
		if (this.position == first.length) {
			this.waiting.remove();
			this.position = 0;
		}
		return count;
	}

	private void endPiece(boolean end, CodedOctets coded) {
		if (end) {
			this.encoder.finish(coded);
		}
		else if (this.unflushed) {
			this.encoder.flush(coded);
			this.unflushed = false;
		}
	}

	boolean closed() {
		return this.closed;
	}

	/** Drops what waits, and gives the encoder back. */
	void close() {
		this.waiting.clear();
		this.length = 0;
		if (!this.closed) {
			this.closed = true;
			this.stats.streamCount.add(-1);
			this.encoder.close();
		}
	}

}
