package io.jtornado.websocket;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

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

	/** So many messages, and no more, are on their way. */
	static final int MOST = 1024;

	private final Map<IOLoop, Audience> audiences = new ConcurrentHashMap<>();

	private final AtomicInteger underWay = new AtomicInteger();

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
	 * connections; fails with IllegalStateException if {@value #MOST} messages are on
	 * their way already: this one is sent to nobody then
	 */
	public CompletionStage<Void> publish(WebSocketMessage message) {
		if (this.underWay.incrementAndGet() > MOST) {
			this.underWay.decrementAndGet();
			return CompletableFuture.failedFuture(new IllegalStateException(
					MOST + " messages are on their way: wait for the stage of one before the next"));
		}
		CompletableFuture<?>[] taken = this.audiences.values()
			.stream()
			.map((audience) -> audience.send(message))
			.toArray(CompletableFuture<?>[]::new);
		return CompletableFuture.allOf(taken).whenComplete((nothing, failure) -> this.underWay.decrementAndGet());
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
