package io.jtornado.ioloop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What one loop has done and what it is doing. A <em>turn</em> lasts from the moment the
 * selector wakes the loop to the moment the loop looks at its channels again; how long
 * that took is the turn's <em>lag</em>, because for so long no channel was looked at.
 * <p>
 * <b>Threading:</b> readable from any thread; the values are a moment old and belong
 * together only roughly.
 */
public final class IOLoopStats {

	private static final long NO_TURN = Long.MIN_VALUE;

	private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

	private static final long MAX_LAG_HALF_LIFE = TimeUnit.SECONDS.toNanos(10);

	private final Clock clock;

	private final LongSupplier pendingCallbacks;

	private final Counter turnStart = new Counter(); // NO_TURN while the loop waits

	private final Counter turns = new Counter();

	private final Counter busy = new Counter();

	private final Counter failures = new Counter();

	private final Counter timeouts = new Counter();

	private final AtomicLong blocked = new AtomicLong(); // written by watches

	private final Counter maxLag = new Counter();

	private final Counter maxLagAt = new Counter();

	private final Counter windowStart = new Counter(); // the present window

	private final Counter windowBusy = new Counter(); // busy when it began

	private final Counter lastWindowStart = new Counter(); // the window before it

	private final Counter lastWindowBusy = new Counter();

	IOLoopStats(Clock clock, LongSupplier pendingCallbacks) {
		this.clock = clock;
		this.pendingCallbacks = pendingCallbacks;
		long now = clock.nanoTime();
		this.turnStart.set(NO_TURN);
		this.maxLagAt.set(now);
		this.windowStart.set(now);
		this.lastWindowStart.set(now);
	}

	/**
	 * Callbacks waiting for the next turn.
	 * @return the number of callbacks
	 */
	public long pendingCallbacks() {
		return this.pendingCallbacks.getAsLong();
	}

	/**
	 * Timeouts armed.
	 * @return the number of timeouts
	 */
	public long timeouts() {
		return this.timeouts.get();
	}

	/**
	 * Turns ended so far.
	 * @return the number of turns
	 */
	public long turns() {
		return this.turns.get();
	}

	/**
	 * The sum of all turns' lag. Divided by {@link #turns()} it is the mean.
	 * @return nanoseconds
	 */
	public long lagNanos() {
		return this.busy.get();
	}

	/**
	 * The longest lag of late; an old maximum halves every ten seconds.
	 * @return nanoseconds
	 */
	public long maxLagNanos() {
		return maxLag(this.clock.nanoTime());
	}

	/**
	 * Time spent working, a turn that still lasts included.
	 * @return nanoseconds
	 */
	public long busyNanos() {
		return this.busy.get() + turnNanos();
	}

	/**
	 * The share of the last one to two seconds that was spent working; longer when the
	 * loop has been waiting for longer.
	 * @return 0 for a loop that only waits to 1 for one that never does
	 */
	public double busy() {
		double span = Math.max(1, this.clock.nanoTime() - this.lastWindowStart.get());
		return Math.max(0, Math.min(1, (busyNanos() - this.lastWindowBusy.get()) / span));
	}

	/**
	 * Turns found by a {@link BlockedLoopWatch} to be longer than its threshold.
	 * @return the number of turns
	 */
	public long blocked() {
		return this.blocked.get();
	}

	/**
	 * Callbacks, timeouts and handlers that threw.
	 * @return the number of failures
	 */
	public long failures() {
		return this.failures.get();
	}

	void turnStarted(long now) {
		this.turnStart.set(now);
	}

	void turnEnded(long now) {
		if (!inTurn()) {
			return;
		}
		long lag = now - this.turnStart.get();
		this.turnStart.set(NO_TURN);
		this.busy.add(lag);
		this.turns.increment();
		if (lag >= this.maxLag.get() || lag >= maxLag(now)) {
			this.maxLag.set(lag);
			this.maxLagAt.set(now);
		}
		if (now - this.windowStart.get() >= WINDOW) {
			this.lastWindowStart.set(this.windowStart.get());
			this.lastWindowBusy.set(this.windowBusy.get());
			this.windowStart.set(now);
			this.windowBusy.set(this.busy.get());
		}
	}

	boolean inTurn() {
		return this.turnStart.get() != NO_TURN;
	}

	/**
	 * Identifies the present turn to a watch; meaningless while {@link #inTurn()} is
	 * false.
	 */
	long turnStart() {
		return this.turnStart.get();
	}

	/** How long the present turn has lasted; 0 while the loop waits. */
	long turnNanos() {
		long start = this.turnStart.get();
		return (start != NO_TURN) ? Math.max(0, this.clock.nanoTime() - start) : 0;
	}

	void failed() {
		this.failures.increment();
	}

	void timeouts(int armed) {
		this.timeouts.set(armed);
	}

	void foundBlocked() {
		this.blocked.incrementAndGet();
	}

	private long maxLag(long now) {
		long halvings = Math.max(0, now - this.maxLagAt.get()) / MAX_LAG_HALF_LIFE;
		return this.maxLag.get() >> Math.min(63, halvings);
	}

}
