package io.jtornado.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import io.jtornado.ioloop.IOLoop;

/**
 * What the WebSockets of a loop share to compress: encoders and decoders without a
 * context, and room to work in.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class LoopDeflate {

	/** More messages than this seldom come in pieces at a time. */
	private static final int MOST_SPARE = 8;

	private static final int ROOM = 16 * 1024;

	private final byte[] room = new byte[ROOM];

	private final Deque<Inflater> spare = new ArrayDeque<>();

	private final Map<Integer, Deflater> deflaters = new HashMap<>(); // by level

	private LoopDeflate() {
	}

	static LoopDeflate of(IOLoop loop) {
		return loop.attachment(LoopDeflate.class, (any) -> new LoopDeflate());
	}

	/** For what fits into no answer; its contents last until somebody else asks. */
	byte[] room() {
		return this.room;
	}

	/** For one message, which is compressed at once. */
	Deflater deflater(int level) {
		Deflater deflater = this.deflaters.computeIfAbsent(level, (any) -> new Deflater(level, true));
		deflater.reset();
		return deflater;
	}

	/** For one message. */
	Inflater take() {
		Inflater inflater = this.spare.poll();
		return (inflater != null) ? inflater : new Inflater(true);
	}

	void giveBack(Inflater inflater) {
		if (this.spare.size() < MOST_SPARE) {
			inflater.reset();
			this.spare.push(inflater);
		}
		else {
			inflater.end();
		}
	}

}
