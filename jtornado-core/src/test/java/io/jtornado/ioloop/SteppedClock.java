package io.jtornado.ioloop;

import java.time.Duration;

/**
 * Stands still until told to go on.
 */
final class SteppedClock implements Clock {

	private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L; // overflows soon, as
																	// it may

	@Override
	public long nanoTime() {
		return this.nanos;
	}

	@Override
	public long currentTimeMillis() {
		return this.nanos / 1_000_000;
	}

	void advance(Duration step) {
		this.nanos += step.toNanos();
	}

}
