package io.jtornado.ioloop;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs a callback again and again. The period counts from start to start; a callback that
 * takes longer skips to the next multiple of it rather than running twice in a row. What
 * the callback throws is logged, and the next run comes all the same.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class PeriodicCallback {

	private final Runnable callback;

	private final long period; // nanoseconds

	private final double jitter;

	private final IOLoop loop;

	private final DoubleSupplier random;

	private @Nullable Timeout timeout; // armed while running

	private boolean running;

	/**
	 * Makes a periodic callback on the current loop.
	 * @param callback what to run
	 * @param period from start to start, more than nothing
	 */
	public PeriodicCallback(Runnable callback, Duration period) {
		this(callback, period, 0);
	}

	/**
	 * Makes a periodic callback on the current loop, with jitter.
	 * @param callback what to run
	 * @param period from start to start, more than nothing
	 * @param jitter 0 to 1: every period is longer or shorter by at most half this share
	 * of it, so that many servers do not keep step
	 */
	public PeriodicCallback(Runnable callback, Duration period, double jitter) {
		this(callback, period, jitter, IOLoop.current());
	}

	/**
	 * Makes a periodic callback.
	 * @param callback what to run
	 * @param period from start to start, more than nothing
	 * @param loop where to run it
	 */
	public PeriodicCallback(Runnable callback, Duration period, IOLoop loop) {
		this(callback, period, 0, loop);
	}

	/**
	 * Makes a periodic callback with jitter.
	 * @param callback what to run
	 * @param period from start to start, more than nothing
	 * @param jitter 0 to 1, as above
	 * @param loop where to run it
	 */
	public PeriodicCallback(Runnable callback, Duration period, double jitter, IOLoop loop) {
		this(callback, period, jitter, loop, () -> ThreadLocalRandom.current().nextDouble());
	}

	PeriodicCallback(Runnable callback, Duration period, double jitter, IOLoop loop, DoubleSupplier random) {
		if (period.isNegative() || period.isZero()) {
			throw new IllegalArgumentException("A period must be longer than " + period);
		}
		if (!(jitter >= 0 && jitter <= 1)) {
			throw new IllegalArgumentException("Jitter must be from 0 to 1, not " + jitter);
		}
		this.callback = callback;
		this.period = period.toNanos();
		this.jitter = jitter;
		this.loop = loop;
		this.random = random;
	}

	/**
	 * Starts the timer: the first run comes after one period. A running one is left as it
	 * is.
	 */
	public void start() {
		this.loop.checkInLoop();
		if (this.running) {
			return;
		}
		this.running = true;
		long now = this.loop.clock().nanoTime();
		this.timeout = this.loop.callAt(next(now, now), this::run);
	}

	/**
	 * Stops the timer.
	 */
	public void stop() {
		this.loop.checkInLoop();
		this.running = false;
		if (this.timeout != null) {
			this.loop.removeTimeout(this.timeout);
			this.timeout = null;
		}
	}

	/**
	 * Whether the timer was started and not stopped since.
	 * @return whether it runs
	 */
	public boolean isRunning() {
		return this.running;
	}

	private void run() {
		Timeout own = this.timeout;
		try {
			this.callback.run();
		}
		finally {
			if (own != null && own == this.timeout) { // not stopped by the callback
				this.loop.rearm(own, next(own.deadline(), this.loop.clock().nanoTime()));
			}
		}
	}

	private long next(long last, long now) {
		double stretch = 1 + this.jitter * (this.random.getAsDouble() - 0.5);
		long period = Math.max(1, (long) (this.period * stretch));
		long late = now - last;
		return (late < 0) ? last + period : last + (late / period + 1) * period;
	}

}
