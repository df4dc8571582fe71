package io.jtornado.websocket;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.jtornado.ioloop.IOLoop;

/**
 * Messages for all WebSockets that have joined, on however many loops.
 *
 * <pre>{@code
 * class ChatHandler extends WebSocketHandler {
 *     protected CompletionStage<?> open() {
 *         chat.join(this);
 *         return null;
 *     }
 *
 *     protected CompletionStage<?> onMessage(String message) {
 *         return chat.publish(message);
 *     }
 * }
 * }</pre>
 *
 * A message is encoded once. Nobody waits for a client that does not read: what happens
 * to its messages is its {@link SlowClient} policy. A loop writes to a few hundred
 * clients in a turn and serves others in between. Each client sees the messages of one
 * thread in their order, all that were published after it had joined.
 * <p>
 * <b>Threading:</b> {@link #publish} and {@link #size} may be called on any thread,
 * {@link #join} and {@link #leave} on the loop of the handler.
 */
public final class WebSocketBroadcast {

	/** So many messages, and no more, are on their way if none is large. */
	static final int MOST = 1024;

	/** As what a small message counts. */
	private static final int LEAST_BYTES = 64 * 1024;

	private static final long MOST_BYTES = (long) MOST * LEAST_BYTES;

	private final Map<IOLoop, Audience> audiences = new ConcurrentHashMap<>();

	private final AtomicLong underWay = new AtomicLong();

	/** Creates a broadcast that nobody has joined. */
	public WebSocketBroadcast() {
	}

	/**
	 * Has a WebSocket hear what is published from now on, until it leaves or ends.
	 * Joining again does nothing, nor does joining when the end has begun.
	 * @param handler the handler, from {@code open} on
	 * @throws IllegalStateException before {@code open}, or on a foreign thread
	 */
	public void join(WebSocketHandler handler) {
		WebSocketSession session = handler.session();
		Audience audience = this.audiences.computeIfAbsent(handler.request().ioLoop(),
				(loop) -> new Audience(this, loop));
		session.join(audience);
		audience.forgetIfEmpty();
	}

	/**
	 * Has a WebSocket hear nothing more. Leaving again does nothing.
	 * @param handler the handler
	 * @throws IllegalStateException before {@code open}, or on a foreign thread
	 */
	public void leave(WebSocketHandler handler) {
		WebSocketSession session = handler.session();
		Audience audience = this.audiences.get(handler.request().ioLoop());
		if (audience != null) {
			session.leave(audience);
		}
	}

	/**
	 * Sends a message of text to all who have joined.
	 * @param text the text
	 * @return as {@link #publish(WebSocketMessage)}
	 */
	public CompletionStage<Void> publish(String text) {
		return publish(WebSocketMessage.of(text));
	}

	/**
	 * Sends a message to all who have joined.
	 * @param message the message
	 * @return completes, on any thread, when all loops have handed it to their
	 * connections; fails with IllegalStateException, and the message is sent to nobody
	 * and counted ({@link WebSocketStats#refusedBroadcasts()}), if {@value #MOST}
	 * messages are on their way already, or fewer large ones of 64 MiB in all, or if the
	 * message has more than the {@code max-buffer-size} of one who has joined
	 */
	public CompletionStage<Void> publish(WebSocketMessage message) {
		int bytes = message.payload().length;
		int most = this.audiences.values().stream().mapToInt(Audience::most).min().orElse(Integer.MAX_VALUE);
		if (bytes > most) {
			return refuse("A message of " + bytes + " bytes is too big for max-buffer-size: at most " + most);
		}
		long counted = Math.max(bytes, LEAST_BYTES);
		long sum = this.underWay.addAndGet(counted);
		if (sum > MOST_BYTES && sum > counted) { // one alone may be larger
			this.underWay.addAndGet(-counted);
			return refuse("Too many messages are on their way: wait for the stage of one before the next");
		}
		CompletableFuture<?>[] taken = this.audiences.values()
			.stream()
			.map((audience) -> audience.send(message))
			.toArray(CompletableFuture<?>[]::new);
		return CompletableFuture.allOf(taken).whenComplete((nothing, failure) -> this.underWay.addAndGet(-counted));
	}

	private CompletionStage<Void> refuse(String why) {
		this.audiences.values().stream().findAny().ifPresent(Audience::countRefused);
		return CompletableFuture.failedFuture(new IllegalStateException(why));
	}

	/** The last one on a loop has gone. */
	void forget(IOLoop loop, Audience audience) {
		this.audiences.remove(loop, audience);
	}

	/**
	 * Returns how many WebSockets have joined.
	 * @return those that have not left or ended, on all loops
	 */
	public int size() {
		return (int) this.audiences.values().stream().mapToLong((audience) -> audience.size.get()).sum();
	}

}
