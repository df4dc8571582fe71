package io.jtornado.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;

import org.jspecify.annotations.Nullable;

/**
 * Compresses messages (<a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2.1">RFC
 * 7692, 7.2.1</a>), with an encoder of the session's own if there is a context, else with
 * that of the loop.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class MessageDeflater {

	/** About what one with a context holds, outside of the heap. */
	static final int HELD = 260 * 1024;

	/** What is larger would hold up the loop for more than ten milliseconds. */
	private static final int MOST = 256 * 1024;

	/** Of the empty block at the end, which goes without saying. */
	private static final int TAIL = 4;

	private static final byte[] NOTHING = {};

	private final LoopDeflate shared;

	private final WebSocketCompression options;

	private final boolean context;

	private final HeldMemory memory;

	private final WebSocketStats stats;

	private @Nullable Deflater own; // only with a context

	MessageDeflater(LoopDeflate shared, WebSocketCompression options, boolean context, HeldMemory memory,
			WebSocketStats stats) {
		this.shared = shared;
		this.options = options;
		this.context = context;
		this.memory = memory;
		this.stats = stats;
	}

	/** Returns a message compressed; null if it is better sent as it is. */
	byte @Nullable [] deflate(byte[] message) {
		if (message.length < Math.max(1, this.options.minSize()) || message.length > MOST) {
			return null;
		}
		Deflater deflater = this.context ? own() : this.shared.deflater(this.options.level());
		if (deflater == null) {
			return null;
		}
		byte[] deflated = deflate(deflater, message, this.shared.room());
		// With a context, what was taken in has to be sent: later messages may refer to
		// it.
		return (this.context || deflated.length < message.length) ? deflated : null;
	}

	/** The same for one that goes to others, too: without a context once for all. */
	byte @Nullable [] deflate(WebSocketMessage message) {
		return this.context ? deflate(message.payload()) : message.deflated(this.options, this::deflate);
	}

	/** Null if there is no room for one. */
	private @Nullable Deflater own() {
		if (this.own == null && this.memory.tryHold(HELD)) {
			this.own = new Deflater(this.options.level(), true);
			this.stats.contextCount.increment();
		}
		return this.own;
	}

	private static byte[] deflate(Deflater deflater, byte[] message, byte[] room) {
		byte[] octets = room;
		deflater.setInput(message);
		int length = deflater.deflate(octets, 0, octets.length, Deflater.SYNC_FLUSH);
		while (length == octets.length) {
			octets = Arrays.copyOf(octets, 2 * length);
			length += deflater.deflate(octets, length, length, Deflater.SYNC_FLUSH);
		}
		deflater.setInput(NOTHING); // the message is not the encoder's to hold
		return Arrays.copyOf(octets, length - TAIL);
	}

	void close() {
		Deflater encoder = this.own;
		if (encoder != null) {
			this.own = null;
			encoder.end();
			this.memory.release(HELD);
			this.stats.contextCount.add(-1);
		}
	}

}
