package io.jtornado.testing;

import java.time.Duration;

/** Until when a test waits, by the machine's clock. */
final class Deadline {

	private final long end;

	Deadline(Duration time) {
		this.end = System.nanoTime() + time.toNanos();
	}

	/** At least a moment, so that who asks in time waits at all. */
	Duration left() {
		return Duration.ofNanos(Math.max(1_000_000, this.end - System.nanoTime()));
	}

	boolean passed() {
		return System.nanoTime() - this.end >= 0;
	}

}
