package io.jtornado.ioloop;

/**
 * A callback that carries what must not be lost with it, such as a connection: it is told
 * when it will never run.
 * <p>
 * <b>Threading:</b> {@link #run} is called by the loop, {@link #dropped} by whoever
 * closes the loop or adds to a closed one. One of them is called, once.
 */
public interface Droppable extends Runnable {

	/** The loop was closed before this could run. */
	void dropped();

	/**
	 * Makes a callback of two.
	 * @param run what the loop runs
	 * @param dropped what happens instead if it never will
	 * @return a new callback
	 */
	static Droppable of(Runnable run, Runnable dropped) {
		return new Droppable() {

			@Override
			public void run() {
				run.run();
			}

			@Override
			public void dropped() {
				dropped.run();
			}

		};
	}

}
