package io.jtornado.web;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request for a file to a worker, which looks it up, and back to the loop,
 * where the answer begins.
 * <p>
 * <b>Threading:</b> handed from the loop to the worker and back.
 */
final class FileRequest extends FileWork {

	/** What says that there is no such file, or no more than a directory. */
	private static final Set<Integer> GONE = Set.of(301, 403, 404);

	private final StaticFileHandler handler;

	private final FileLookup lookup;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private final StaticFileCache cache;

	private final long asked;

	private @Nullable FileAnswer found;

	private @Nullable RecordingSource recording; // while a worker looks

	private @Nullable RememberedSource seen; // on the way, if others may be told

	FileRequest(StaticFileHandler handler, Answer answer, FileLookup lookup) {
		super(answer);
		this.handler = handler;
		this.lookup = lookup;
		this.cache = answer.application.staticFileCache();
		this.asked = answer.request.ioLoop().now();
	}

	/**
	 * Begins.
	 * @return completes when the answer is complete or has failed; cancelled when the
	 * client leaves
	 * @throws HTTPException with status 503 if too many others wait
	 */
	CompletionStage<Void> begin() {
		this.found = this.cache.find(this.lookup, this.answer.request.ioLoop());
		if (this.found != null) {
			// In a turn of its own, as from a worker: the handler may have more to say.
			this.answer.request.ioLoop().addCallback(Droppable.of(this::proceed, this::discard));
			return this.done;
		}
		this.recording = this.cache.record(this.lookup);
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
		RecordingSource source = this.recording;
		if (source == null) {
			this.found = this.lookup.ask(this.lookup.files().source());
			return;
		}
		FileAnswer answered = this.lookup.ask(source);
		this.found = answered;
		this.seen = source.remember(answered, this.asked, this.lookup.now());
	}

	/** Not the client's fault, and perhaps over soon: too many open files, say. */
	@Override
	HTTPException explain(IOException failure) {
		return new HTTPException(503, "Static file cannot be read", failure).withHeader("Retry-After", "1");
	}

	@Override
	void proceed() {
		tellOthers(this.answer.request.ioLoop());
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

	/** What was found, or that what was known is not so any more. */
	private void tellOthers(IOLoop loop) {
		if (this.seen != null) {
			this.cache.put(this.lookup, this.seen, loop);
		}
		else if (this.recording != null && (this.found != null || isGone(this.failure))) {
			this.cache.drop(this.lookup, this.asked, loop);
		}
	}

	/** Not so for a disk that fails, or a range of what is there. */
	private static boolean isGone(@Nullable Throwable failure) {
		return failure instanceof HTTPException ex && GONE.contains(ex.status());
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
