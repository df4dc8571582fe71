package io.jtornado.web;

import java.time.Duration;

/**
 * The settings of {@link EventStream}s.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param heartbeat how long at most nothing is sent: then comes a comment of three bytes,
 * which keeps proxies from closing the connection, and finds the clients that have left
 * without a word; zero for none
 * @param maxQueued most events that wait for a client that does not read
 * @param maxQueuedBytes most bytes that these have together; what was handed to the
 * connection, 32 KiB and an event at most, is not among them
 * @param slowReader what happens beyond that
 */
public record EventStreamOptions(Duration heartbeat, int maxQueued, int maxQueuedBytes, SlowReader slowReader) {

	private static final Duration SHORTEST = Duration.ofMillis(100);

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * A heartbeat after 15 seconds, 256 events or 256 KiB in the queue, of which the
	 * oldest make room.
	 */
	public static final EventStreamOptions DEFAULTS = new EventStreamOptions(Duration.ofSeconds(15), 256, 256 * 1024,
			SlowReader.DROP_OLDEST);

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the heartbeat is shorter than 100 milliseconds
	 * and not zero, or longer than a day, or if nothing fits into the queue
	 */
	public EventStreamOptions {
		boolean none = heartbeat.isZero();
		if (!none && (heartbeat.compareTo(SHORTEST) < 0 || heartbeat.compareTo(LONGEST) > 0)) {
			throw new IllegalArgumentException("A heartbeat comes after " + SHORTEST + " to " + LONGEST
					+ ", or never if that is zero, but not after " + heartbeat);
		}
		if (maxQueued < 1 || maxQueuedBytes < 1) {
			throw new IllegalArgumentException("At least one event and one byte must fit into the queue of a stream");
		}
	}

	/**
	 * Returns the same settings with another heartbeat.
	 * @param interval how long at most nothing is sent; zero for no heartbeat
	 * @return new options
	 */
	public EventStreamOptions withHeartbeat(Duration interval) {
		return new EventStreamOptions(interval, this.maxQueued, this.maxQueuedBytes, this.slowReader);
	}

	/**
	 * Returns the same settings with another number of events in the queue.
	 * @param events 1 or more
	 * @return new options
	 */
	public EventStreamOptions withMaxQueued(int events) {
		return new EventStreamOptions(this.heartbeat, events, this.maxQueuedBytes, this.slowReader);
	}

	/**
	 * Returns the same settings with another size of the queue.
	 * @param bytes 1 or more
	 * @return new options
	 */
	public EventStreamOptions withMaxQueuedBytes(int bytes) {
		return new EventStreamOptions(this.heartbeat, this.maxQueued, bytes, this.slowReader);
	}

	/**
	 * Returns the same settings with another policy for slow readers.
	 * @param policy what happens when the queue is full
	 * @return new options
	 */
	public EventStreamOptions withSlowReader(SlowReader policy) {
		return new EventStreamOptions(this.heartbeat, this.maxQueued, this.maxQueuedBytes, policy);
	}

}
