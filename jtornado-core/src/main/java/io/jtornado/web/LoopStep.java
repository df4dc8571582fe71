package io.jtornado.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A step that a worker has the loop take for it, such as a flush. The answer goes to the
 * loop and comes back with the result. The worker waits until the step is done, which the
 * connection's timeouts bound, or until the loop has stopped.
 */
final class LoopStep {

	private static final int PATIENCE = 10; // looks at a loop that does not run

	private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

	private final Answer answer;

	private final Supplier<? extends CompletionStage<Void>> step;

	private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

	private LoopStep(Answer answer, Supplier<? extends CompletionStage<Void>> step) {
		this.answer = answer;
		this.step = step;
	}

	/**
	 * Takes a step: at once on the loop, else there while this worker waits for its end.
	 * @return the step's stage on the loop, a completed one on a worker
	 * @throws CompletionException on a worker, if the step's stage fails, as when the
	 * client is gone
	 */
	static CompletionStage<Void> take(Answer answer, Supplier<? extends CompletionStage<Void>> step) {
		if (answer.onLoop()) {
			return step.get();
		}
		await(answer, step);
		return DONE;
	}

	/** Takes a step that is over when it returns. */
	static void run(Answer answer, Runnable step) {
		take(answer, () -> {
			step.run();
			return DONE;
		});
	}

	private static void await(Answer answer, Supplier<? extends CompletionStage<Void>> step) {
		LoopStep hop = new LoopStep(answer, step);
		answer.lendTo(null);
		try {
			answer.request.ioLoop().addCallback(hop::take);
			hop.waitUntilDone();
		}
		finally {
			answer.lendTo(Thread.currentThread());
		}
	}

	private void take() {
		if (this.done.isDone()) {
			return;
		}
		try {
			this.step.get()
				.whenComplete((nothing, failure) -> end((failure != null) ? new CompletionException(failure) : null));
		}
		catch (RuntimeException | Error ex) {
			end(ex);
		}
	}

	private void end(@Nullable Throwable failure) {
		if (failure != null) {
			this.done.completeExceptionally(failure);
		}
		else {
			this.done.complete(null);
		}
	}

	/**
	 * An interrupt does not end the wait: the loop may be at work on the answer. It is
	 * restored afterwards.
	 */
	private void waitUntilDone() {
		boolean interrupted = false;
		int looks = 0;
		while (!this.done.isDone()) {
			try {
				this.done.get(1, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			catch (TimeoutException ex) {
				looks = this.answer.request.ioLoop().isRunning() ? 0 : looks + 1;
				if (looks == PATIENCE) {
					this.done.completeExceptionally(new IllegalStateException("The request's loop has stopped"));
				}
			}
			catch (ExecutionException ex) {
				break;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		rethrow();
	}

	private void rethrow() {
		try {
			this.done.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

}
