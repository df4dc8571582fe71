package io.jtornado.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;

/**
 * What other threads have sent and no loop has taken yet: so many events, and no more, so
 * that a thread that sends faster than the loop turns is told, and does not fill the
 * heap.
 * <p>
 * <b>Threading:</b> any thread.
 */
final class Arrivals extends AtomicInteger {

	static final int MOST = 1024;

	private static final long serialVersionUID = 1L;

	/** Counts one more; false if that is too many. */
	boolean enter() {
		if (incrementAndGet() <= MOST) {
			return true;
		}
		decrementAndGet();
		return false;
	}

	void leave() {
		decrementAndGet();
	}

	static <T> CompletionStage<T> refused() {
		return CompletableFuture.failedFuture(new IllegalStateException(
				MOST + " events are on their way to their loop: wait for the stage of one before the next"));
	}

	/** Takes a step on a loop. */
	CompletionStage<Void> hop(IOLoop loop, Supplier<CompletionStage<Void>> step) {
		if (!enter()) {
			return refused();
		}
		CompletableFuture<Void> result = new CompletableFuture<>();
		loop.addCallback(Droppable.of(() -> {
			leave();
			step.get().whenComplete((nothing, failure) -> {
				if (failure != null) {
					result.completeExceptionally(failure);
				}
				else {
					result.complete(null);
				}
			});
		}, () -> {
			leave();
			result.completeExceptionally(new EventStreamClosedException());
		}));
		return result;
	}

}
