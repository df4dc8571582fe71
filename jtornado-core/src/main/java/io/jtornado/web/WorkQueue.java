package io.jtornado.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * Work of one kind, such as the {@link Blocking} verbs of an application, that runs off
 * the loops or waits to run, both bounded: behind it come virtual threads as well as
 * pools without a limit of their own.
 * <p>
 * <b>Threading:</b> shared by loops and workers, under a lock that is held for a few
 * instructions.
 */
final class WorkQueue {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	/** What runs on a worker. When it has ended, it calls {@link #startNext}. */
	interface Work extends Runnable {

		/** Called instead of run, on any thread, if the executor takes no more. */
		void refused();

	}

	private final String name;

	private final Executor executor;

	private final int maxConcurrent;

	private final int maxQueued;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Work> queue = new ArrayDeque<>();

	private int running;

	WorkQueue(String name, Executor executor, int maxConcurrent, int maxQueued) {
		this.name = name;
		this.executor = executor;
		this.maxConcurrent = maxConcurrent;
		this.maxQueued = maxQueued;
	}

	/**
	 * Runs work now or later.
	 * @throws HTTPException with status 503 if there are too many, or if the executor
	 * refuses
	 */
	void submit(Work work) {
		if (begins(work, this.maxQueued) && !isTaken(work)) {
			startNext();
			throw overloaded();
		}
	}

	/**
	 * Runs now or later what goes on with work that was taken before, so that it is not
	 * refused for being too much: there is one of it for each answer at the most.
	 */
	void resume(Work work) {
		if (begins(work, Integer.MAX_VALUE) && !isTaken(work)) {
			work.refused();
			startNext();
		}
	}

	private boolean begins(Work work, int most) {
		this.lock.lock();
		try {
			if (this.running < this.maxConcurrent) {
				this.running++;
				return true;
			}
			if (this.queue.size() >= most) {
				throw overloaded();
			}
			this.queue.add(work);
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	HTTPException overloaded() {
		return HTTPException.bare(503, "Too many " + this.name).withHeader("Retry-After", "1");
	}

	/** Takes work back that has not begun; false if it has. */
	boolean withdraw(Work work) {
		this.lock.lock();
		try {
			return this.queue.remove(work);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Gives the place of work that has ended to the next one. */
	void startNext() {
		Work next;
		while ((next = next()) != null) {
			if (isTaken(next)) {
				return;
			}
			next.refused();
		}
	}

	private @Nullable Work next() {
		this.lock.lock();
		try {
			Work next = this.queue.poll();
			if (next == null) {
				this.running--;
			}
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isTaken(Work work) {
		try {
			this.executor.execute(work);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
		catch (Throwable ex) { // no thread to be had, say: the place must not be lost
			LOGGER.error("The executor of {} failed", this.name, ex);
			return false;
		}
	}

}
