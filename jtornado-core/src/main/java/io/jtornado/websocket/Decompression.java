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

	private @Nullable InflateHistory history; // only of clients that need one

	private MessageInflater.@Nullable Sink message; // that comes

	private @Nullable MessageInflater inflating; // that message

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
		MessageInflater begun = new MessageInflater(decoder, this.shared.room(), sink, this.history);
		this.message = sink;
		this.inflating = begun;
		return begun;
	}

	/** A message has ended. */
	void end() {
		if (this.context) {
			remember();
		}
		else {
			close();
		}
	}

	private void remember() {
		MessageInflater ended = this.inflating;
		if (ended != null && this.message != null && (this.history != null || ended.hasEnded())) {
			if (this.history == null) {
				this.memory.hold(InflateHistory.WINDOW);
				this.history = new InflateHistory();
			}
			this.history.add(this.message.taken());
		}
		this.inflating = null;
		this.message = null;
	}

	void close() {
		Inflater decoder = this.inflater;
		if (decoder != null) {
			this.inflater = null;
			this.shared.giveBack(decoder);
			this.memory.release(MessageInflater.HELD);
			this.stats.contextCount.add(-1);
		}
		if (this.history != null) {
			this.history = null;
			this.memory.release(InflateHistory.WINDOW);
		}
		this.inflating = null;
		this.message = null;
	}

}
