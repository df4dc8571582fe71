package io.jtornado.httpserver;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The bytes that all connections of a server may hold together, over all its loops.
 * Bodies, which are most of them, ask before they grow; what is held beside them (heads,
 * bytes read ahead, unsent answers) has bounds of its own and is taken into account.
 */
final class MemoryBudget {

	private final long max;

	/** What the streams hold: heads that come in pieces, answers that wait. */
	private final LongSupplier streams;

	private final AtomicLong used = new AtomicLong();

	MemoryBudget(long max, LongSupplier streams) {
		this.max = max;
		this.streams = streams;
	}

	boolean tryReserve(long bytes) {
		this.used.addAndGet(bytes);
		if (!exhausted()) {
			return true;
		}
		this.used.addAndGet(-bytes);
		return false;
	}

	void release(long bytes) {
		this.used.addAndGet(-bytes);
	}

	/** Whether more is held than may be. */
	boolean exhausted() {
		return this.used.get() + this.streams.getAsLong() > this.max;
	}

	/** What was reserved. */
	long used() {
		return this.used.get();
	}

}
