package io.jtornado.web;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * What can be counted of the {@link EventStream}s of one loop, whichever applications
 * they belong to.
 * <p>
 * <b>Threading:</b> found and read anywhere; counted on the loop.
 */
public final class EventStreamStats {

	final Counter openCount = new Counter();

	final Counter sentCount = new Counter();

	final Counter droppedCount = new Counter();

	final Counter tooSlowCount = new Counter();

	private EventStreamStats() {
	}

	/**
	 * Returns the counts of a loop.
	 * @param loop the loop
	 * @return its counts, always the same object
	 */
	public static EventStreamStats of(IOLoop loop) {
		return loop.attachment(EventStreamStats.class, (any) -> new EventStreamStats());
	}

	/**
	 * Returns how many streams there are now.
	 * @return open streams
	 */
	public long open() {
		return this.openCount.get();
	}

	/**
	 * Returns how many events were handed to connections; one that goes to ten streams
	 * counts ten times.
	 * @return events, heartbeats not counted
	 */
	public long sent() {
		return this.sentCount.get();
	}

	/**
	 * Returns how many events no client will see, because it did not read fast enough.
	 * @return events that were dropped or refused, or were in the queue when their stream
	 * was closed for it
	 */
	public long dropped() {
		return this.droppedCount.get();
	}

	/**
	 * Returns how many streams have ended because their clients did not read fast enough.
	 * @return streams closed by {@link SlowReader#CLOSE}
	 */
	public long tooSlow() {
		return this.tooSlowCount.get();
	}

}
