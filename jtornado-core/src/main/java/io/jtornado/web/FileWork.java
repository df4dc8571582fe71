package io.jtornado.web;

import java.io.IOException;
import java.time.Duration;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does for an answer, and may wait for the disk with, while the loop waits
 * for the worker: but not for ever, since disks far away may hang.
 * <p>
 * <b>Threading:</b> confined to the request's loop, but for {@link #work}.
 */
abstract class FileWork implements WorkQueue.Work {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	final Answer answer;

	final Lifecycle lifecycle;

	final WorkQueue queue;

	@Nullable Throwable failure; // of the work

	private @Nullable Timeout timeout; // while it is waited for

	FileWork(Answer answer) {
		this.answer = answer;
		this.lifecycle = answer.application.lifecycle();
		this.queue = answer.application.fileWork();
	}

	/** On a worker. */
	abstract void work() throws IOException;

	/** What it means if the disk has failed. */
	abstract HTTPException explain(IOException failure);

	/** Back on the loop: goes on with what was done, or with its failure. */
	abstract void proceed();

	/** Nobody needs any more what was done. */
	abstract void discard();

	/** Begins to wait. */
	final void startWaiting() {
		this.timeout = this.answer.request.ioLoop().callLater(PATIENCE, this::giveUp);
	}

	final void stopWaiting() {
		if (this.timeout != null) {
			this.answer.request.ioLoop().removeTimeout(this.timeout);
			this.timeout = null;
		}
	}

	private void giveUp() {
		this.timeout = null;
		HTTPException ended = HTTPException.bare(503, "Static file was waited for too long")
			.withHeader("Retry-After", "1");
		this.lifecycle.resume(this.answer, ended, () -> {
		});
		if (this.queue.withdraw(this)) {
			discard();
		}
	}

	@Override
	public final void run() {
		try {
			if (!this.answer.request.clientGone()) {
				work();
			}
		}
		catch (IOException ex) {
			this.failure = explain(ex);
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
		finally {
			returnToLoop();
			this.queue.startNext();
		}
	}

	@Override
	public final void refused() {
		this.failure = this.queue.overloaded();
		returnToLoop();
	}

	private void returnToLoop() {
		this.answer.request.ioLoop().addCallback(Droppable.of(() -> {
			stopWaiting();
			proceed();
		}, this::discard));
	}

}
