package io.jtornado.ioloop;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * One {@link IOLoop#runSync}.
 *
 * @param <T> the type of what is waited for
 */
final class SyncRun<T> {

	private final IOLoop loop;

	private final Supplier<? extends CompletionStage<T>> function;

	private @Nullable CompletionStage<T> stage;

	private @Nullable T value;

	private @Nullable Throwable failure;

	private boolean done;

	private boolean ended; // the loop is not ours any more

	private boolean timedOut;

	SyncRun(IOLoop loop, Supplier<? extends CompletionStage<T>> function) {
		this.loop = loop;
		this.function = function;
	}

	@Nullable T run(Duration time) throws TimeoutException, ExecutionException {
		Timeout timeout = this.loop.callLater(time, this::timeOut);
		this.loop.addCallback(this::begin);
		try {
			this.loop.start();
		}
		finally {
			this.ended = true;
			this.loop.removeTimeout(timeout);
		}
		if (this.timedOut) {
			throw new TimeoutException("Nothing after " + time);
		}
		if (!this.done) {
			throw new IllegalStateException("Loop " + this.loop.name() + " was stopped before the end");
		}
		if (this.failure != null) {
			throw new ExecutionException(this.failure);
		}
		return this.value;
	}

	private void begin() {
		if (this.ended) {
			return;
		}
		try {
			this.stage = this.function.get();
			this.loop.addFuture(this.stage, this::complete);
		}
		catch (Throwable ex) { // handed to the caller of runSync
			complete(null, ex);
		}
	}

	private void complete(@Nullable T value, @Nullable Throwable failure) {
		if (this.ended || this.timedOut) {
			return;
		}
		this.done = true;
		this.value = value;
		this.failure = failure;
		this.loop.stop();
	}

	private void timeOut() {
		if (this.ended || this.done) {
			return;
		}
		this.timedOut = true;
		if (this.stage != null) {
			this.stage.toCompletableFuture().cancel(true);
		}
		this.loop.stop();
	}

}
