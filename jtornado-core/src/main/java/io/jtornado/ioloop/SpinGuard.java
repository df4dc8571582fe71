package io.jtornado.ioloop;

/**
 * Notices a selector that returns at once with nothing, over and over.
 */
final class SpinGuard {

	static final int POLLS = 512; // in a row, before we look at the time

	private static final long TRUE_WAIT = 500_000; // nanoseconds; no true wait is as
													// short

	private final Clock clock;

	private int empty; // polls in a row

	private long since;

	SpinGuard(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Takes note of a poll that was to wait.
	 * @param nothing whether it ended without an event and without being woken
	 * @return whether the selector spins
	 */
	boolean spins(boolean nothing) {
		if (!nothing) {
			this.empty = 0;
			return false;
		}
		if (this.empty++ == 0) {
			this.since = this.clock.nanoTime();
			return false;
		}
		if (this.empty <= POLLS) {
			return false;
		}
		this.empty = 0;
		return this.clock.nanoTime() - this.since < POLLS * TRUE_WAIT;
	}

}
