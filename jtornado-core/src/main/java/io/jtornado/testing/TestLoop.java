package io.jtornado.testing;

import java.time.Duration;

import io.jtornado.ioloop.IOLoop;

/**
 * A loop that runs when it is told to, on a clock that moves when it is told to.
 * <p>
 * <b>Threading:</b> used by one thread, which it belongs to.
 */
public final class TestLoop implements AutoCloseable {

	private static final int MOST_TURNS = 1_000_000;

	private final ManualClock clock = new ManualClock();

	private final IOLoop ioLoop = new IOLoop("test", this.clock);

	/** Creates a loop that belongs to the calling thread. */
	public TestLoop() {
		this.ioLoop.runOnce();
	}

	/**
	 * Runs turns until one finds nothing to do.
	 * @throws IllegalStateException if that never happens
	 */
	public void runUntilIdle() {
		int turns = 0;
		while (this.ioLoop.runOnce()) {
			if (++turns == MOST_TURNS) {
				throw new IllegalStateException("The loop has not come to rest after " + turns + " turns");
			}
		}
	}

	/**
	 * Moves the clock and runs what is due by then.
	 * @param time how far
	 */
	public void advance(Duration time) {
		this.clock.advance(time);
		runUntilIdle();
	}

	/**
	 * Returns the loop.
	 * @return the loop
	 */
	public IOLoop ioLoop() {
		return this.ioLoop;
	}

	/**
	 * Returns the clock of the loop.
	 * @return the clock
	 */
	public ManualClock clock() {
		return this.clock;
	}

	@Override
	public void close() {
		this.ioLoop.close();
	}

}
