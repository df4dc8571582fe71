package io.jtornado.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The way of a request for a file to a worker, which looks it up, and back to the loop,
 * where the answer begins.
 * <p>
 * <b>Threading:</b> handed from the loop to the worker and back.
 */
final class FileRequest extends FileWork {

	private final StaticFileHandler handler;

	private final FileLookup lookup;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private @Nullable FileAnswer found;

	FileRequest(StaticFileHandler handler, Answer answer, FileLookup lookup) {
		super(answer);
		this.handler = handler;
		this.lookup = lookup;
	}

	/**
	 * Begins.
	 * @return completes when the answer is complete or has failed; cancelled when the
	 * client leaves
	 * @throws HTTPException with status 503 if too many others wait
	 */
	CompletionStage<Void> begin() {
		this.queue.submit(this);
		startWaiting();
		this.done.whenComplete((nothing, ended) -> {
			if (this.done.isCancelled()) {
				stopWaiting();
				this.queue.withdraw(this);
			}
		});
		return this.done;
	}

	@Override
	void work() throws IOException {
		this.found = this.lookup.find();
	}

	/** Not the client's fault, and perhaps over soon: too many open files, say. */
	@Override
	HTTPException explain(IOException failure) {
		return new HTTPException(503, "Static file cannot be read", failure).withHeader("Retry-After", "1");
	}

	@Override
	void proceed() {
		if (!this.answer.isOpen()) {
			discard();
			return;
		}
		FileSending sending = new FileSending(this.answer, this.done);
		this.lifecycle.resume(this.answer, this.failure, () -> {
			if (this.found != null) {
				sending.send(this.handler, this.found);
			}
		});
		if (!sending.begun()) {
			discard();
		}
	}

	/** Nobody will send what was opened. */
	@Override
	void discard() {
		if (this.found != null) {
			FileSending.close(this.queue, this.found.content());
		}
		this.done.complete(null);
	}

}
