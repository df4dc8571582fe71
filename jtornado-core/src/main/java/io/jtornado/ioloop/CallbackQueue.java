package io.jtornado.ioloop;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The callbacks of one loop. The loop's thread adds to a plain queue; other threads push
 * onto a lock-free stack that the loop takes over as a whole, once per turn.
 */
final class CallbackQueue {

	private static final SafeLog log = SafeLog.named("jtornado.general");

	/**
	 * A ring; loop thread only. The JDK's queue of this kind forgets all it holds when it
	 * cannot grow, for want of memory or stack.
	 */
	private @Nullable Runnable[] own = new Runnable[16];

	private int first; // in the ring

	private int ownCount;

	private final Counter ownSize = new Counter();

	/** Newest first. */
	private final AtomicReference<@Nullable Foreign> pushed = new AtomicReference<>();

	private @Nullable Foreign taken; // oldest first; loop thread only

	/**
	 * Adds from the loop's own thread.
	 */
	void add(Runnable callback) {
		if (this.ownCount == this.own.length) {
			grow();
		}
		this.ownSize.increment();
		this.own[(this.first + this.ownCount) & (this.own.length - 1)] = callback;
		this.ownCount++;
	}

	private void grow() {
		@Nullable Runnable[] larger = new Runnable[2 * this.own.length];
		int toEnd = this.own.length - this.first;
		System.arraycopy(this.own, this.first, larger, 0, toEnd);
		System.arraycopy(this.own, 0, larger, toEnd, this.first);
		this.own = larger;
		this.first = 0;
	}

	/**
	 * Adds from any thread; the caller wakes the loop.
	 */
	void push(Runnable callback) {
		Foreign node = new Foreign(callback);
		do {
			node.next = this.pushed.get();
			node.depth = (node.next != null) ? node.next.depth + 1 : 1;
		}
		while (!this.pushed.compareAndSet(node.next, node));
	}

	/**
	 * Begins a turn: takes over what other threads have pushed.
	 * @return how many callbacks this turn may run
	 */
	int collect() {
		if (this.pushed.get() != null) {
			take();
		}
		while (this.taken != null) {
			add(this.taken.callback);
			this.taken = this.taken.next;
		}
		return this.ownCount;
	}

	@Nullable Runnable poll() {
		if (this.ownCount == 0) {
			return null;
		}
		Runnable callback = this.own[this.first];
		this.own[this.first] = null;
		this.first = (this.first + 1) & (this.own.length - 1);
		this.ownCount--;
		this.ownSize.add(-1);
		return callback;
	}

	boolean isEmpty() {
		return this.ownCount == 0 && this.taken == null && this.pushed.get() == null;
	}

	/**
	 * How many callbacks wait; may be asked from any thread.
	 */
	long size() {
		Foreign newest = this.pushed.get();
		return this.ownSize.get() + ((newest != null) ? newest.depth : 0);
	}

	/**
	 * Drops all, and tells those that want to know.
	 */
	void clear() {
		collect();
		Runnable callback = poll();
		while (callback != null) {
			drop(callback);
			callback = poll();
		}
	}

	/**
	 * Drops what was pushed onto a queue that nobody runs any more; from any thread.
	 */
	void dropPushed() {
		Foreign node = this.pushed.getAndSet(null);
		while (node != null) {
			drop(node.callback);
			node = node.next;
		}
	}

	static void drop(Runnable callback) {
		if (callback instanceof Droppable droppable) {
			try {
				droppable.dropped();
			}
			catch (Throwable ex) { // the others want to know, too
				log.error("A callback failed to be dropped", ex);
			}
		}
	}

	private void take() {
		Foreign node = this.pushed.getAndSet(null);
		Foreign oldest = null;
		while (node != null) {
			Foreign next = node.next;
			node.next = oldest;
			oldest = node;
			node = next;
		}
		append(oldest);
	}

	// something is left over only after a turn that ran out of memory
	private void append(@Nullable Foreign oldest) {
		Foreign last = this.taken;
		if (last == null) {
			this.taken = oldest;
			return;
		}
		while (last.next != null) {
			last = last.next;
		}
		last.next = oldest;
	}

	private static final class Foreign {

		private final Runnable callback;

		private @Nullable Foreign next;

		private int depth; // how many are in the stack from here down

		Foreign(Runnable callback) {
			this.callback = callback;
		}

	}

}
