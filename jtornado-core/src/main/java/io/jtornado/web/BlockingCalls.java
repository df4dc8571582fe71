package io.jtornado.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Blocking} verbs of an application that run or wait to run, both bounded:
 * behind them come virtual threads as well as pools without a limit of their own.
 * <p>
 * <b>Threading:</b> shared by loops and workers, under a lock that is held for a few
 * instructions.
 */
final class BlockingCalls {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final Executor executor;

	private final int maxConcurrent;

	private final int maxQueued;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<BlockingCall> queue = new ArrayDeque<>();

	private int running;

	BlockingCalls(Executor executor, int maxConcurrent, int maxQueued) {
		this.executor = executor;
		this.maxConcurrent = maxConcurrent;
		this.maxQueued = maxQueued;
	}

	/**
	 * Runs a call now or later.
	 * @throws HTTPException with status 503 if there are too many, or if the executor
	 * refuses
	 */
	void submit(BlockingCall call) {
		if (begins(call) && !isTaken(call)) {
			startNext();
			throw overloaded();
		}
	}

	private boolean begins(BlockingCall call) {
		this.lock.lock();
		try {
			if (this.running < this.maxConcurrent) {
				this.running++;
				return true;
			}
			if (this.queue.size() >= this.maxQueued) {
				throw overloaded();
			}
			this.queue.add(call);
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	static HTTPException overloaded() {
		return HTTPException.bare(503, "Too many blocking requests").withHeader("Retry-After", "1");
	}

	/** Takes a call back that has not begun; false if it has. */
	boolean withdraw(BlockingCall call) {
		this.lock.lock();
		try {
			return this.queue.remove(call);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Gives the place of a call that has ended to the next one. */
	void startNext() {
		BlockingCall next;
		while ((next = next()) != null) {
			if (isTaken(next)) {
				return;
			}
			next.refused();
		}
	}

	private @Nullable BlockingCall next() {
		this.lock.lock();
		try {
			BlockingCall next = this.queue.poll();
			if (next == null) {
				this.running--;
			}
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isTaken(BlockingCall call) {
		try {
			this.executor.execute(call);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
		catch (Throwable ex) { // no thread to be had, say: the place must not be lost
			LOGGER.error("The executor of @Blocking failed", ex);
			return false;
		}
	}

}
