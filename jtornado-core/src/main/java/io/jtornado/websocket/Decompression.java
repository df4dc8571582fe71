package io.jtornado.websocket;

import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/**
 * The decoder of a session: with a context its own from the first compressed message on,
 * else one of the loop's while a message comes.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class Decompression {

	private final LoopDeflate shared;

	private final boolean context;

	private final HeldMemory memory;

	private final WebSocketStats stats;

	private @Nullable Inflater inflater;

	Decompression(LoopDeflate shared, boolean context, HeldMemory memory, WebSocketStats stats) {
		this.shared = shared;
		this.context = context;
		this.memory = memory;
		this.stats = stats;
	}

	/** A message begins. */
	MessageInflater begin(MessageInflater.Sink sink) {
		Inflater decoder = this.inflater;
		if (decoder == null) {
			this.memory.hold(MessageInflater.HELD);
			decoder = this.shared.take();
			this.inflater = decoder;
			this.stats.contextCount.increment();
		}
		return new MessageInflater(decoder, this.shared.room(), sink);
	}

	/** A message has ended. */
	void end() {
		if (!this.context) {
			close();
		}
	}

	void close() {
		Inflater decoder = this.inflater;
		if (decoder != null) {
			this.inflater = null;
			this.shared.giveBack(decoder);
			this.memory.release(MessageInflater.HELD);
			this.stats.contextCount.add(-1);
		}
	}

}
