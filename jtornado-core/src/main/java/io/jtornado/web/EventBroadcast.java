package io.jtornado.web;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.jtornado.ioloop.IOLoop;

/**
 * Events for everybody who listens, on however many loops.
 *
 * <pre>{@code
 * class ChatHandler extends RequestHandler {
 *     void get() {
 *         chat.subscribe(this);
 *     }
 *
 *     void post() {
 *         chat.publish(ServerEvent.of(bodyArgument("text")));
 *     }
 * }
 * }</pre>
 *
 * An event is encoded once, and all streams share its bytes; those who read wait for
 * nobody who does not. A loop writes to a few hundred streams in a turn and serves others
 * in between. Each stream sees the events of one thread in their order, all that were
 * published after it had subscribed.
 * <p>
 * <b>Threading:</b> {@link #publish} and the counts may be called on any thread,
 * {@link #subscribe} on the loop of its handler.
 */
public final class EventBroadcast {

	private final EventStreamOptions options;

	private final Map<IOLoop, Audience> audiences = new ConcurrentHashMap<>();

	private final Arrivals arrivals = new Arrivals();

	private final LongAdder dropped = new LongAdder();

	/** Creates a broadcast with the default settings. */
	public EventBroadcast() {
		this(EventStreamOptions.DEFAULTS);
	}

	/**
	 * Creates a broadcast.
	 * @param options the settings of its streams
	 * @throws IllegalArgumentException if they say {@link SlowReader#WAIT}
	 */
	public EventBroadcast(EventStreamOptions options) {
		if (options.slowReader() == SlowReader.WAIT) {
			throw new IllegalArgumentException("A broadcast does not wait for one slow reader, which would hold up all"
					+ " others: choose DROP_OLDEST or CLOSE");
		}
		this.options = options;
	}

	/**
	 * Makes the answer of a handler a stream of what is published from now on, as
	 * {@link EventStream#open(RequestHandler)} does. What is sent to the stream alone
	 * before the handler returns, comes first.
	 * @param handler the handler, on its loop
	 * @return the stream
	 * @throws IllegalStateException if the answer has begun or is a stream already, in a
	 * {@link Blocking} verb, or on a foreign thread
	 */
	public EventStream subscribe(RequestHandler handler) {
		Answer answer = KeptOpen.loopsAnswer(handler);
		Audience audience = this.audiences.computeIfAbsent(answer.request.ioLoop(),
				(loop) -> new Audience(this, loop, this.dropped));
		try {
			return EventStream.open(answer, this.options, audience);
		}
		finally {
			audience.forgetIfEmpty();
		}
	}

	/**
	 * Sends an event to all who have subscribed.
	 * @param event the event
	 * @return completes when all loops have handed it to their streams, which may have
	 * queued or, by their policy, dropped it; fails with IllegalStateException if
	 * {@value Arrivals#MOST} events are on their way already: this one is sent to nobody
	 * then
	 */
	public CompletionStage<Void> publish(ServerEvent event) {
		if (!this.arrivals.enter()) {
			return Arrivals.refused();
		}
		Publication publication = new Publication(event.encoded(), this.arrivals);
		this.audiences.values().forEach(publication::sendTo);
		publication.release();
		return publication.distributed();
	}

	/**
	 * Returns how many streams there are now.
	 * @return open streams, on all loops
	 */
	public int size() {
		return (int) this.audiences.values().stream().mapToLong((audience) -> audience.size.get()).sum();
	}

	/**
	 * Returns how many events were dropped for readers that were too slow; one that three
	 * clients have missed counts three times.
	 * @return dropped events
	 */
	public long dropped() {
		return this.dropped.sum();
	}

	EventStreamOptions options() {
		return this.options;
	}

	/** The last stream of a loop has ended. */
	void forget(Audience audience) {
		this.audiences.remove(audience.loop, audience);
	}

}
