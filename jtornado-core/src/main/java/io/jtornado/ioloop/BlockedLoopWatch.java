package io.jtornado.ioloop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Watches loops from a daemon thread: a turn that lasts longer than the threshold is
 * logged once with what the loop's thread is doing, counted in
 * {@link IOLoopStats#blocked()} and told to the loop's listeners. It does the work of
 * Tornado 2's {@code set_blocking_log_threshold}.
 * <p>
 * <b>Threading:</b> may be used from any thread.
 */
public final class BlockedLoopWatch {

	private static final SafeLog log = SafeLog.named("jtornado.general");

	private static final long PATIENCE_MILLIS = 1000;

	private final List<IOLoop> loops;

	private final long threshold; // nanoseconds

	/** When the last turn that was reported started. */
	private final Map<IOLoop, Long> reported = new HashMap<>();

	private @Nullable CountDownLatch stopped; // null: not started

	private @Nullable Thread thread;

	/**
	 * Makes a watch.
	 * @param loops what to watch
	 * @param threshold how long a turn may last, at least a millisecond
	 */
	public BlockedLoopWatch(List<IOLoop> loops, Duration threshold) {
		if (threshold.compareTo(Duration.ofMillis(1)) < 0) {
			throw new IllegalArgumentException("A loop cannot be watched for turns of " + threshold);
		}
		this.loops = List.copyOf(loops);
		this.threshold = threshold.toNanos();
	}

	/**
	 * Starts to watch; a watch that runs is left as it is.
	 */
	public synchronized void start() {
		if (this.stopped != null) {
			return;
		}
		CountDownLatch stopped = new CountDownLatch(1);
		this.stopped = stopped;
		Thread thread = new Thread(() -> watch(stopped), "ioloop-watch");
		thread.setDaemon(true);
		this.thread = thread;
		thread.start();
	}

	/**
	 * Stops to watch, and waits for the thread that did, but not for ever; twice is
	 * harmless.
	 */
	public void stop() {
		Thread ended = end();
		if (ended == null || ended == Thread.currentThread()) {
			return;
		}
		try {
			ended.join(PATIENCE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized @Nullable Thread end() {
		Thread ended = this.thread;
		if (this.stopped != null) {
			this.stopped.countDown();
			this.stopped = null;
			this.thread = null;
		}
		return ended;
	}

	private void watch(CountDownLatch stopped) {
		try {
			while (!stopped.await(this.threshold / 2, TimeUnit.NANOSECONDS)) {
				check();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Looks at every loop once.
	 */
	synchronized void check() {
		for (IOLoop loop : this.loops) {
			try {
				check(loop);
			}
			catch (Throwable ex) { // or no loop would be watched any more
				log.error("Cannot look at loop {}", loop.name(), ex);
			}
		}
	}

	private void check(IOLoop loop) {
		IOLoopStats stats = loop.stats();
		Thread thread = loop.confinement().thread();
		Long turn = stats.turnStart();
		if (!stats.inTurn() || stats.turnNanos() < this.threshold || thread == null
				|| turn.equals(this.reported.get(loop))) {
			return;
		}
		StackTraceElement[] stack = thread.getStackTrace();
		long nanos = stats.turnNanos();
		if (nanos < this.threshold) { // it is over: the stack shows something else
			return;
		}
		this.reported.put(loop, turn);
		Throwable trace = new Throwable("Loop " + loop.name() + " is here");
		trace.setStackTrace(stack);
		log.warn("Loop {} has been blocked for {} ms", loop.name(), TimeUnit.NANOSECONDS.toMillis(nanos), trace);
		loop.isolation().blocked(nanos, stack);
	}

}
