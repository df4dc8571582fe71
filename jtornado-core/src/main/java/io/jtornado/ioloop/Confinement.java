package io.jtornado.ioloop;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Which thread a loop belongs to, and whether it runs there.
 */
final class Confinement {

	private static final ThreadLocal<@Nullable IOLoop> CURRENT = new ThreadLocal<>();

	private final IOLoop loop;

	private final AtomicBoolean running = new AtomicBoolean();

	private volatile boolean closed;

	private volatile @Nullable Thread thread; // null: nobody's yet, or any more

	private @Nullable IOLoop outer; // the loop whose callback runs this one

	Confinement(IOLoop loop) {
		this.loop = loop;
	}

	static @Nullable IOLoop current() {
		return CURRENT.get();
	}

	void enter() {
		if (!this.running.compareAndSet(false, true)) {
			throw new IllegalStateException("Loop " + this.loop.name() + " is running already");
		}
		if (this.closed) {
			this.running.set(false);
			throw new IllegalStateException("Loop " + this.loop.name() + " is closed");
		}
		this.outer = CURRENT.get();
		this.thread = Thread.currentThread();
		CURRENT.set(this.loop);
	}

	/**
	 * Ends what {@link #enter()} began.
	 * @param release whether any other thread may touch the loop from now on
	 */
	void leave(boolean release) {
		if (this.outer != null) {
			CURRENT.set(this.outer);
		}
		else {
			CURRENT.remove();
		}
		this.outer = null;
		if (release) {
			this.thread = null;
		}
		this.running.set(false);
	}

	void close() {
		this.closed = true;
	}

	boolean isClosed() {
		return this.closed;
	}

	boolean isRunning() {
		return this.running.get();
	}

	boolean inLoop() {
		return this.thread == Thread.currentThread();
	}

	boolean mayTouch() {
		Thread owner = this.thread;
		return owner == null || owner == Thread.currentThread();
	}

	void check() {
		if (!mayTouch()) {
			throw new IllegalStateException("Only addCallback and stop may be called from " + Thread.currentThread()
					+ ": loop " + this.loop.name() + " belongs to " + this.thread);
		}
	}

	@Nullable Thread thread() {
		return this.thread;
	}

}
