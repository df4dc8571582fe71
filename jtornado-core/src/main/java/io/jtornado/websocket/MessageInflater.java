package io.jtornado.websocket;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/**
 * Undoes the compression of messages, at any split, and gives out what that becomes in
 * pieces, no more of them than asked for
 * (<a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2">RFC 7692, 7.2.2</a>).
 */
final class MessageInflater {

	/** About what one holds, outside of the heap: its window and its tables. */
	static final int HELD = 48 * 1024;

	/** With which every message ended before it was cut off. */
	private static final byte[] TAIL = { 0, 0, (byte) 0xFF, (byte) 0xFF };

	private static final int WINDOW = InflateHistory.WINDOW;

	/** Each costs a copy of the window, and takes two octets to ask for. */
	private static final int MOST_ENDS = 128;

	/** Takes pieces. */
	interface Sink {

		void accept(byte[] octets, int from, int to);

		/** What was taken of this message so far: an array, and how much of it. */
		MessageBytes taken();

	}

	private final Inflater inflater;

	private final byte[] room;

	private final Sink sink;

	private final @Nullable InflateHistory history; // null: no message before counts

	/** A final block was the last thing that came. */
	private boolean atEnd;

	private int ends;

	MessageInflater(Inflater inflater, byte[] room, Sink sink, @Nullable InflateHistory history) {
		this.inflater = inflater;
		this.room = room;
		this.sink = sink;
		this.history = history;
	}

	void inflate(byte[] octets, int from, int to) {
		this.inflater.setInput(octets, from, to - from);
		this.atEnd = false;
		while (!this.atEnd) {
			int count = next();
			if (count > 0) {
				this.sink.accept(this.room, 0, count);
			}
			if (this.inflater.finished()) {
				startAnew(octets, to);
			}
			else if (count < this.room.length) {
				if (!this.inflater.needsInput()) {
					throw broken(); // it wants a dictionary
				}
				return;
			}
		}
	}

	private int next() {
		try {
			return this.inflater.inflate(this.room);
		}
		catch (DataFormatException ex) { // its text tells a client nothing it can use
			throw broken();
		}
	}

	/**
	 * Behind a block that says it is the last one, others may follow, and may refer to
	 * what came before it.
	 */
	private void startAnew(byte[] octets, int to) {
		if (++this.ends > MOST_ENDS) {
			throw broken();
		}
		int left = this.inflater.getRemaining();
		this.inflater.reset();
		tellWhatCame();
		this.inflater.setInput(octets, to - left, left);
		this.atEnd = left == 0;
	}

	private void tellWhatCame() {
		MessageBytes taken = this.sink.taken();
		if (this.history != null) {
			this.history.tell(this.inflater, taken); // goes before, zlib appends
		}
		int window = Math.min(WINDOW, taken.length());
		if (window > 0) {
			this.inflater.setDictionary(taken.octets(), taken.length() - window, window);
		}
	}

	/** The message has come whole. */
	void finish() {
		if (!this.atEnd) {
			inflate(TAIL, 0, TAIL.length);
		}
		// The octets of the message are not its to hold.
		this.inflater.setInput(TAIL, 0, 0);
	}

	/** Whether it has begun anew. */
	boolean hasEnded() {
		return this.ends > 0;
	}

	/** Bytes of windows that were copied for blocks that say they are the last. */
	int copied() {
		return this.ends * WINDOW;
	}

	private static ClientFault broken() {
		return ClientFault.data("message that cannot be inflated");
	}

}
