package io.jtornado.ioloop;

/**
 * The time as the engine sees it: every deadline, time stamp and date comes from here, so
 * that tests can turn the hands themselves.
 * <p>
 * <b>Threading:</b> implementations may be read from any thread.
 */
public interface Clock {

	/**
	 * The machine's own clock.
	 */
	Clock SYSTEM = new Clock() {

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long currentTimeMillis() {
			return System.currentTimeMillis();
		}

	};

	/**
	 * Monotonic time in nanoseconds from an arbitrary origin; only differences mean
	 * anything.
	 * @return the nanoseconds
	 */
	long nanoTime();

	/**
	 * Wall time in milliseconds since 1970-01-01T00:00Z.
	 * @return the milliseconds
	 */
	long currentTimeMillis();

}
