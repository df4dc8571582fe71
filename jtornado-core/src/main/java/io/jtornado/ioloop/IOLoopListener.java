package io.jtornado.ioloop;

/**
 * Observes one loop; it never steers it.
 * <p>
 * <b>Threading:</b> {@link #onCallbackFailed} is called on the loop's thread,
 * {@link #onBlocked} on the thread of the {@link BlockedLoopWatch}.
 */
public interface IOLoopListener {

	/**
	 * A callback, a timeout or a handler threw; the loop goes on.
	 * @param failure what was thrown
	 */
	default void onCallbackFailed(Throwable failure) {
	}

	/**
	 * One turn has kept the loop busy for longer than the watch's threshold. Reported
	 * once per turn, while the turn still lasts.
	 * @param nanos how long the turn has lasted so far, in nanoseconds
	 * @param stack what the loop's thread is doing
	 */
	default void onBlocked(long nanos, StackTraceElement[] stack) {
	}

}
