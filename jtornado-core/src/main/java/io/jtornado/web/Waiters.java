package io.jtornado.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for news: long polling, as in Tornado's chat demo.
 *
 * <pre>{@code
 * class UpdatesHandler extends RequestHandler {
 *     CompletionStage<List<Message>> get() {
 *         long last = Long.parseLong(argument("last", "0"));
 *         return waiters.await(this, () -> messages.after(last)); // null if there are none
 *     }
 *
 *     void post() {
 *         messages.add(bodyArgument("text"));
 *         waiters.wake();
 *     }
 * }
 * }</pre>
 *
 * Who waits says what for: it is asked for at once, and again, on the loop of the
 * request, whenever somebody wakes the waiters. So no news is missed that comes between
 * looking and waiting, none is told twice, and to wake somebody in vain does no harm. A
 * wait ends with news, when its client leaves, or empty: after the timeout, and as soon
 * as the server drains. An empty wait completes with null, which is answered by 204
 * unless the verb makes something else of it.
 * <p>
 * Waits may have a key, such as a room, so that only those are woken whom the news is
 * for.
 * <p>
 * Unlike Tornado's demo, a wait has an end, and so has their number.
 * <p>
 * <b>Threading:</b> {@link #wake()}, {@link #wake(Object)} and {@link #size()} may be
 * called on any thread, {@link #await} on the loop of its handler.
 */
public final class Waiters {

	/** Less than proxies wait for an answer, which is a minute mostly. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** As many as a server has connections. */
	private static final int MOST = 32_768;

	private static final String RETRY_SECONDS = "5";

	private final Duration timeout;

	private final int max;

	private final Map<IOLoop, LoopWaiters> byLoop = new ConcurrentHashMap<>();

	private final AtomicInteger size = new AtomicInteger();

	/** Creates waiters with a timeout of 30 seconds, at most 32768 at a time. */
	public Waiters() {
		this(PATIENCE, MOST);
	}

	/**
	 * Creates waiters.
	 * @param timeout after which a wait ends empty, more than nothing; a minute is what
	 * many proxies allow
	 * @param max how many may wait at a time, 1 and up
	 */
	public Waiters(Duration timeout, int max) {
		if (timeout.isNegative() || timeout.isZero() || max < 1) {
			throw new IllegalArgumentException(
					"A wait must last longer than " + timeout + ", and more than " + (max - 1) + " must be allowed");
		}
		this.timeout = timeout;
		this.max = max;
	}

	/**
	 * Waits for news until anybody is woken who has news, see
	 * {@link #await(RequestHandler, Object, Supplier)}.
	 * @param <T> the type of the news
	 * @param handler the handler that waits, on its loop
	 * @param news gives what is new to the handler, null if nothing is; must not block
	 * @return completes with news, or empty with null
	 */
	public <T> CompletionStage<@Nullable T> await(RequestHandler handler, Supplier<? extends @Nullable T> news) {
		return await(handler, LoopWaiters.ANY, news);
	}

	/**
	 * Waits for news of something.
	 * @param <T> the type of the news
	 * @param handler the handler that waits, on its loop
	 * @param key what it waits for news of, by {@code equals}
	 * @param news gives what is new to the handler, null if nothing is; must not block
	 * @return completed with news if there is some; completes, on the loop, with news, or
	 * empty with null; fails with what the supplier throws
	 * @throws HTTPException with status 503 if too many wait already
	 * @throws IllegalStateException if the handler waits already, in a {@link Blocking}
	 * verb, or on a foreign thread
	 */
	public <T> CompletionStage<@Nullable T> await(RequestHandler handler, Object key,
			Supplier<? extends @Nullable T> news) {
		Answer answer = KeptOpen.loopsAnswer(handler);
		// Before the first look: who wakes anybody from here on, wakes this one.
		LoopWaiters all = this.byLoop.computeIfAbsent(answer.request.ioLoop(), (loop) -> new LoopWaiters(this, loop));
		try {
			T present = news.get();
			return (present != null) ? CompletableFuture.completedFuture(present)
					: new Waiter<T>(all, answer, key, news).begin(this.timeout);
		}
		finally {
			all.forgetIfEmpty();
		}
	}

	/** Has all look again whether there is news for them. */
	public void wake() {
		this.byLoop.values().forEach(LoopWaiters::wake);
	}

	/**
	 * Has those look again whether there is news who wait for news of something.
	 * @param key what there is news of
	 */
	public void wake(Object key) {
		this.byLoop.values().forEach((waiters) -> waiters.wake(key));
	}

	/**
	 * Returns how many wait now.
	 * @return requests, on all loops
	 */
	public int size() {
		return this.size.get();
	}

	/** One more waits, if that is not too many. */
	void handleBegun() {
		if (this.size.incrementAndGet() > this.max) {
			handleEnded();
			throw new HTTPException(503, "Too many wait already").withHeader("Retry-After", RETRY_SECONDS);
		}
	}

	void handleEnded() {
		this.size.decrementAndGet();
	}

	/** Nobody waits on a loop any more. */
	void forget(LoopWaiters waiters) {
		this.byLoop.remove(waiters.loop(), waiters);
	}

}
