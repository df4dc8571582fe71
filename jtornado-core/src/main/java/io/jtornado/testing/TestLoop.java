package io.jtornado.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jtornado.ioloop.IOLoop;

/**
 * A loop that runs when it is told to, on a clock that moves when it is told to.
 * <p>
 * <b>Threading:</b> used by one thread, which it belongs to.
 */
public final class TestLoop implements AutoCloseable {

	private static final int MOST_TURNS = 1_000_000;

	/** On a clock that stands still; its timeout has to be one that can be. */
	private static final Duration FOR_EVER = Duration.ofDays(1);

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
	 * Runs until a stage has completed, on whatever thread that happens, but no longer
	 * than this: the calling thread sleeps while there is nothing to run. Tornado's
	 * {@code run_sync}.
	 * @param stage the stage; whether it fails is its owner's business
	 * @param atMost how long to wait, by the machine's clock: that of the loop stands
	 * still meanwhile
	 * @return whether the stage has completed
	 */
	public boolean await(CompletionStage<?> stage, Duration atMost) {
		CompletableFuture<?> done = stage.handle((value, failure) -> null).toCompletableFuture();
		runUntilIdle();
		if (!done.isDone()) {
			CompletableFuture<?> enough = done.copy().completeOnTimeout(null, atMost.toNanos(), TimeUnit.NANOSECONDS);
			try {
				this.ioLoop.runSync(() -> enough, FOR_EVER);
			}
			catch (TimeoutException | ExecutionException ex) {
				throw new IllegalStateException(ex);
			}
			runUntilIdle();
		}
		return done.isDone();
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
