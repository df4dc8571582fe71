package io.jtornado.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.jtornado.ioloop.Clock;

/**
 * A clock that stands still until it is moved, so that timeouts are tested without
 * waiting.
 * <p>
 * <b>Threading:</b> may be read anywhere, moved on one thread.
 */
public final class ManualClock implements Clock {

	private static final long START_MILLIS = 784_111_777_000L;

	private final AtomicLong nanos = new AtomicLong();

	/**
	 * Creates a clock that shows Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
	 */
	public ManualClock() {
	}

	/**
	 * Moves the clock.
	 * @param time how far; may be negative
	 */
	public void advance(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	@Override
	public long nanoTime() {
		return this.nanos.get();
	}

	@Override
	public long currentTimeMillis() {
		return START_MILLIS + this.nanos.get() / 1_000_000;
	}

}
