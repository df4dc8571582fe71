package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * An answer of events that come when they come: server-sent events, which a browser reads
 * by {@code new EventSource("/clock")}.
 *
 * <pre>{@code
 * class QueryHandler extends RequestHandler {
 *     void get() {
 *         EventStream stream = EventStream.open(this);
 *         Subscription rows = source.subscribe((row) -> stream.send(ServerEvent.of(row)));
 *         stream.setCloseCallback(rows::cancel);
 *     }
 * }
 * }</pre>
 *
 * Events for everybody go through an {@link EventBroadcast}. Opening a stream takes the
 * answer over: the head leaves at once, and the answer stays open until the stream is
 * closed, so that there is nothing to return, nothing to forget, and a stream may as well
 * be opened on the loop by a callback of a stage that the verb has returned. (A verb may
 * return the stream where that reads better; it changes nothing.)
 * <p>
 * A stream ends by {@link #close()}, when its client leaves, and as soon as the server
 * begins to drain: its client connects again then, to whoever serves by that time. What
 * the client does not read waits in a bounded queue; {@link SlowReader} says what happens
 * when that is full. The answer to HEAD, or with a status that has no body, ends with its
 * head.
 * <p>
 * <b>Threading:</b> confined to the request's loop, but for {@link #send},
 * {@link #close()}, {@link #closed()} and {@link #dropped()}, which any thread may call.
 */
public final class EventStream extends EventOutlet {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Arrivals arrivals = new Arrivals();

	private @Nullable Runnable closeCallback;

	private EventStream(Answer answer, EventStreamOptions options, StreamGroup group) {
		super(answer, options, group);
	}

	/**
	 * Makes the answer of a handler a stream, with the default settings.
	 * @param handler the handler, on its loop
	 * @return the stream, open, or ended already for HEAD and if the client has left
	 * @throws IllegalStateException if the answer has begun or is a stream already, in a
	 * {@link Blocking} verb, or on a foreign thread
	 */
	public static EventStream open(RequestHandler handler) {
		return open(handler, EventStreamOptions.DEFAULTS);
	}

	/**
	 * Makes the answer of a handler a stream. Content-Type is {@code text/event-stream};
	 * Cache-Control is {@code no-cache} and X-Accel-Buffering, which tells nginx to pass
	 * events on at once, {@code no}, unless the handler has set them.
	 * @param handler the handler, on its loop
	 * @param options the settings
	 * @return the stream, open, or ended already for HEAD and if the client has left
	 * @throws IllegalStateException if the answer has begun or is a stream already, in a
	 * {@link Blocking} verb, or on a foreign thread
	 */
	public static EventStream open(RequestHandler handler, EventStreamOptions options) {
		Answer answer = loopsAnswer(handler);
		return open(answer, options, StreamGroup.of(answer.request.ioLoop(), options.heartbeat()));
	}

	static EventStream open(Answer answer, EventStreamOptions options, StreamGroup group) {
		answer.checkHeadersNotWritten();
		if (answer.bodyLength() > 0) {
			throw new IllegalStateException("Something was written already, which is no event: send it by the stream");
		}
		EventStream stream = new EventStream(answer, options, group);
		if (!stream.keepOpen(answer)) {
			stream.beginClosed();
			return stream;
		}
		group.add(stream);
		answer.headers.set(AnswerWriter.CONTENT_TYPE, "text/event-stream");
		setUnlessSet(answer, "Cache-Control", "no-cache");
		setUnlessSet(answer, "X-Accel-Buffering", "no");
		stream.flush();
		if (isBodiless(answer)) {
			stream.finish();
		}
		return stream;
	}

	/** Nobody will see an event: a head() of the handler's own, or such a status. */
	private static boolean isBodiless(Answer answer) {
		int status = answer.status();
		return answer.isHead() || status == 204 || status == 205 || status == 304;
	}

	private static void setUnlessSet(Answer answer, String name, String value) {
		if (!answer.headers.contains(name)) {
			answer.headers.set(name, value);
		}
	}

	/**
	 * Returns what the client has seen last before it connected again.
	 * @return the id of that event; null if the client says nothing of it
	 */
	public @Nullable String lastEventId() {
		String id = this.answer.request.header("Last-Event-ID");
		return (id != null) ? new String(id.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8) : null;
	}

	/**
	 * Sends an event. From the stream's loop it leaves before this returns, if the client
	 * has taken the events before; from any other thread, in a turn of that loop.
	 * @param event the event
	 * @return with {@link SlowReader#WAIT} and from other threads a stage that completes,
	 * on the loop, when the event has left the queue or, by another policy, is in it;
	 * else a completed one. It fails with {@link EventStreamClosedException} if the
	 * stream has ended, and with IllegalStateException if the queue is full and nobody
	 * has waited
	 */
	public CompletionStage<Void> send(ServerEvent event) {
		byte[] bytes = event.encoded();
		IOLoop loop = this.answer.request.ioLoop();
		return loop.inLoop() ? offer(bytes) : this.arrivals.hop(loop, () -> offer(bytes));
	}

	/**
	 * Sets what runs on the loop, once, when the stream has ended, whoever has ended it;
	 * on the next turn if it has ended already.
	 * @param callback the callback; null for none
	 * @throws IllegalStateException on a foreign thread
	 */
	public void setCloseCallback(@Nullable Runnable callback) {
		this.answer.request.ioLoop().checkInLoop();
		this.closeCallback = callback;
		if (closed() && callback != null) {
			this.answer.request.ioLoop().addCallback(callback);
		}
	}

	/**
	 * Ends the stream behind what was sent. Its client will connect again, unless its
	 * next request is answered with 204. Closing again does nothing.
	 */
	public void close() {
		IOLoop loop = this.answer.request.ioLoop();
		if (loop.inLoop()) {
			finish();
		}
		else {
			loop.addCallback(this::finish);
		}
	}

	@Override
	void handleDrain() {
		finish();
	}

	@Override
	void handleEnd() {
		super.handleEnd();
		if (this.closeCallback != null) {
			try {
				this.closeCallback.run();
			}
			catch (Throwable ex) {
				LOGGER.error("The close callback of an event stream failed", ex);
			}
		}
	}

}
