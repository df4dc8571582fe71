package io.jtornado.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for news.
 *
 * @param <T> the type of the news
 */
final class Waiter<T> extends KeptOpen implements Runnable {

	private final LoopWaiters waiters;

	private final Answer answer;

	private final Object key;

	private final Supplier<? extends @Nullable T> news;

	private final CompletableFuture<@Nullable T> result = new CompletableFuture<>();

	/** Null before the wait and behind it. */
	private @Nullable Timeout timeout;

	Waiter(LoopWaiters waiters, Answer answer, Object key, Supplier<? extends @Nullable T> news) {
		this.waiters = waiters;
		this.answer = answer;
		this.key = key;
		this.news = news;
	}

	CompletableFuture<@Nullable T> begin(Duration patience) {
		this.waiters.handleBegun();
		try {
			if (!keepOpen(this.answer)) {
				this.waiters.handleEnded();
				this.result.cancel(false);
				return this.result;
			}
		}
		catch (RuntimeException ex) {
			this.waiters.handleEnded();
			throw ex;
		}
		this.waiters.add(this);
		this.timeout = this.answer.request.ioLoop().callLater(patience, this);
		return this.result;
	}

	/** Ends the wait if there is news. */
	void look() {
		if (this.timeout == null) {
			return;
		}
		try {
			T found = this.news.get();
			if (found != null) {
				end();
				this.result.complete(found);
			}
		}
		catch (Throwable ex) { // the handler's
			end();
			this.result.completeExceptionally(ex);
		}
	}

	/** The time is up. */
	@Override
	public void run() {
		handleDrain();
	}

	@Override
	void handleDrain() {
		if (this.timeout != null) {
			end();
			this.answer.emptyHanded = true;
			this.result.complete(null);
		}
	}

	@Override
	void handleEnd() {
		if (this.timeout != null) {
			end();
			this.result.cancel(false);
		}
	}

	private void end() {
		Timeout running = this.timeout;
		if (running != null) {
			this.timeout = null;
			this.answer.request.ioLoop().removeTimeout(running);
			this.answer.keptOpen = null;
			this.answer.request.setDrainCallback(null);
			if (this.answer.timer != null) {
				this.answer.timer.restart();
			}
			this.waiters.remove(this);
		}
	}

	Object key() {
		return this.key;
	}

}
