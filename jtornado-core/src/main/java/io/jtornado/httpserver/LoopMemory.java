package io.jtornado.httpserver;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.StreamBuffers;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of a loop hold, whichever servers they belong to: servers that
 * share loops share the memory.
 * <p>
 * <b>Threading:</b> found and read anywhere; the counters are written on the loop.
 */
final class LoopMemory {

	private final Counter reserved = new Counter();

	/** Null until a connection has come. */
	private volatile @Nullable StreamBuffers buffers;

	private LoopMemory() {
	}

	static LoopMemory of(IOLoop loop) {
		return loop.attachment(LoopMemory.class, (any) -> new LoopMemory());
	}

	void add(StreamBuffers streams) {
		this.buffers = streams;
	}

	/** Bytes for bodies. */
	Counter reserved() {
		return this.reserved;
	}

	/** What the streams hold: heads that come in pieces, answers that wait. */
	long streams() {
		StreamBuffers streams = this.buffers;
		return (streams != null) ? streams.heldRead().get() + streams.heldWrite().get() : 0;
	}

}
