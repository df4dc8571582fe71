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

	private final AtomicLong used = new AtomicLong();

	/** What is held and was not reserved here. */
	private final LongSupplier others;

	MemoryBudget(long max, LongSupplier others) {
		this.max = max;
		this.others = others;
	}

	boolean tryReserve(long bytes) {
		if (this.used.addAndGet(bytes) + this.others.getAsLong() <= this.max) {
			return true;
		}
		this.used.addAndGet(-bytes);
		return false;
	}

	void release(long bytes) {
		this.used.addAndGet(-bytes);
	}

	long used() {
		return this.used.get();
	}

}
