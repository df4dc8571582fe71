package io.jtornado.httpserver;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all connections of a server may hold together, over all its loops. */
final class MemoryBudget {

	private final long max;

	private final AtomicLong used = new AtomicLong();

	MemoryBudget(long max) {
		this.max = max;
	}

	boolean tryReserve(long bytes) {
		if (this.used.addAndGet(bytes) <= this.max) {
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
