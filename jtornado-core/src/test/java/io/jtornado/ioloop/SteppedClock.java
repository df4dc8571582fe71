package io.jtornado.ioloop;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Stands still until told to go on.
 */
final class SteppedClock implements Clock {

	private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L; // overflows soon, as
																	// it may

	private @Nullable Error failure;

	@Override
	public long nanoTime() {
		Error planned = this.failure;
		if (planned != null) {
			this.failure = null;
			throw planned;
		}
		return this.nanos;
	}

	/** Throws when it is asked the next time, in the midst of whatever that is. */
	void failNext(Error planned) {
		this.failure = planned;
	}

	@Override
	public long currentTimeMillis() {
		return this.nanos / 1_000_000;
	}

	void advance(Duration step) {
		this.nanos += step.toNanos();
	}

}
