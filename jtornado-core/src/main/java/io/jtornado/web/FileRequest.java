package io.jtornado.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.ioloop.Droppable;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request for a file to a worker, which looks it up, and back to the loop,
 * where the answer begins.
 * <p>
 * <b>Threading:</b> handed from the loop to the worker and back.
 */
final class FileRequest implements WorkQueue.Work {

	private final StaticFileHandler handler;

	private final Answer answer;

	private final WorkQueue work;

	private final FileLookup lookup;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private @Nullable FileAnswer found;

	private @Nullable Throwable failure;

	FileRequest(StaticFileHandler handler, Answer answer, FileLookup lookup) {
		this.handler = handler;
		this.answer = answer;
		this.work = answer.application.fileWork();
		this.lookup = lookup;
	}

	/**
	 * Begins.
	 * @return completes when the answer is complete or has failed; cancelled when the
	 * client leaves
	 * @throws HTTPException with status 503 if too many others wait
	 */
	CompletionStage<Void> begin() {
		this.work.submit(this);
		this.done.whenComplete((nothing, ended) -> {
			if (this.done.isCancelled()) {
				this.work.withdraw(this);
			}
		});
		return this.done;
	}

	@Override
	public void run() {
		try {
			if (!this.answer.request.clientGone()) {
				this.found = this.lookup.find();
			}
		}
		catch (IOException ex) {
			// Not the client's fault, and perhaps over soon: too many open files, say.
			this.failure = new HTTPException(503, "Static file cannot be read", ex).withHeader("Retry-After", "1");
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
		finally {
			returnToLoop();
			this.work.startNext();
		}
	}

	@Override
	public void refused() {
		this.failure = this.work.overloaded();
		returnToLoop();
	}

	private void returnToLoop() {
		this.answer.request.ioLoop().addCallback(Droppable.of(this::proceed, this::discard));
	}

	private void proceed() {
		if (!this.answer.isOpen()) {
			discard();
			return;
		}
		FileSending sending = new FileSending(this.answer, this.done);
		this.answer.application.lifecycle().resume(this.answer, this.failure, () -> {
			if (this.found != null) {
				sending.send(this.handler, this.found);
			}
		});
		if (!sending.underWay()) {
			discard();
		}
	}

	/** Nobody will send what was opened. */
	private void discard() {
		if (this.found != null) {
			FileSending.close(this.work, this.found.content());
		}
		this.done.complete(null);
	}

}
