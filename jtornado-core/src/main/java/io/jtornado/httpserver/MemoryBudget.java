package io.jtornado.httpserver;

import java.util.function.LongSupplier;

import io.jtornado.ioloop.Counter;

/**
 * The bytes that all connections may hold together, over all loops of a server and all
 * servers on these, as one loop sees it. Bodies ask before they grow; what is held beside
 * them (heads, bytes read ahead, unsent answers) has bounds of its own and is taken into
 * account. Requests are refused as long as the answers of those before leave no room.
 * <p>
 * <b>Threading:</b> confined to its loop. What the others hold may have been true a
 * moment ago: loops that ask at the same time can exceed the bound by a request each.
 */
final class MemoryBudget {

	private final long max;

	private final Counter reserved;

	private final LongSupplier beside;

	/** A budget that nobody else reserves from. */
	MemoryBudget(long max, LongSupplier beside) {
		this(max, new Counter(), beside);
	}

	/**
	 * Makes the budget of a loop.
	 * @param reserved what is reserved on this loop
	 * @param beside what is held otherwise: by its streams, and on other loops
	 */
	MemoryBudget(long max, Counter reserved, LongSupplier beside) {
		this.max = max;
		this.reserved = reserved;
		this.beside = beside;
	}

	boolean tryReserve(long bytes) {
		this.reserved.add(bytes);
		if (!exhausted()) {
			return true;
		}
		this.reserved.add(-bytes);
		return false;
	}

	void release(long bytes) {
		this.reserved.add(-bytes);
	}

	/** Whether more is held than may be. */
	boolean exhausted() {
		return this.reserved.get() + this.beside.getAsLong() > this.max;
	}

	/** What was reserved on this loop. */
	long used() {
		return this.reserved.get();
	}

}
