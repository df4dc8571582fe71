package io.jtornado.web;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.http.ByteRange;
import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was found: at once what is small, the rest slice by slice. While the client
 * takes one, nothing of the next is read.
 * <p>
 * <b>Threading:</b> confined to the request's loop, but for the slice that a worker
 * fetches.
 */
final class FileSending extends FileWork {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final CompletableFuture<Void> done;

	private @Nullable FileContent content; // from send until it is closed

	private List<FileBody.Piece> pieces = List.of();

	private int piece;

	private long sent; // of the range of this piece

	private boolean fetched;

	private boolean begun;

	FileSending(Answer answer, CompletableFuture<Void> done) {
		super(answer);
		this.done = done;
	}

	/** Sends all, or begins to. */
	void send(StaticFileHandler handler, FileAnswer found) {
		handler.writeHead(found);
		if (found.bytes() != null) {
			this.answer.write(found.bytes());
		}
		if (found.content() == null) {
			this.lifecycle.writer().finish(this.answer);
			return;
		}
		this.lifecycle.writer().flush(this.answer);
		this.content = found.content();
		this.begun = true;
		this.pieces = found.body().pieces();
		this.fetched = true;
		try {
			sendOn();
		}
		catch (RuntimeException | Error ex) {
			end();
			throw ex;
		}
	}

	/** Whether this has taken over what was opened. */
	boolean begun() {
		return this.begun;
	}

	/** Sends on until something has to be waited for. */
	private void sendOn() {
		FileContent open = this.content;
		if (open == null || !this.answer.isOpen()) {
			end();
			return;
		}
		while (this.piece < this.pieces.size() && left() == 0) {
			writeText();
			this.piece++;
			this.sent = 0;
		}
		if (this.piece == this.pieces.size()) {
			this.lifecycle.writer().finish(this.answer);
			end();
		}
		else if (this.fetched) {
			sendSlice(open);
		}
		else {
			this.queue.resume(this);
			startWaiting();
		}
	}

	private void sendSlice(FileContent open) {
		if (this.sent == 0) {
			writeText();
		}
		int length = slice(open);
		long from = range().start() + this.sent;
		this.fetched = false;
		this.sent += length;
		open.send(this.answer.request, from, length).whenComplete(this::handleSent);
	}

	/**
	 * What fails with its connection is seen a turn later, when the connection knows why:
	 * a client that has left is no failure.
	 */
	private void handleSent(@Nullable Void nothing, @Nullable Throwable ended) {
		if (ended == null) {
			resume(null);
		}
		else {
			this.answer.request.ioLoop().addCallback(Droppable.of(() -> resume(ended), this::end));
		}
	}

	/** The text in front of a range, or alone. */
	private void writeText() {
		byte[] before = this.pieces.get(this.piece).before();
		if (before.length > 0 && this.sent == 0) {
			this.answer.request.write(before);
		}
	}

	private ByteRange range() {
		return this.pieces.get(this.piece).range();
	}

	private long left() {
		return range().length() - this.sent;
	}

	private int slice(FileContent open) {
		return (int) Math.min(open.slice(this.answer.request), left());
	}

	private void resume(@Nullable Throwable ended) {
		this.lifecycle.resume(this.answer, ended, this::sendOn);
		if (!this.answer.isOpen()) {
			end();
		}
	}

	@Override
	void work() throws IOException {
		FileContent open = this.content;
		if (open != null) {
			open.fetch(range().start() + this.sent, slice(open));
		}
	}

	@Override
	HTTPException explain(IOException failure) {
		return HTTPException.bare(500, "Static file cannot be sent to its end: " + failure.getMessage());
	}

	@Override
	void proceed() {
		this.fetched = true;
		resume(this.failure);
	}

	@Override
	void discard() {
		end();
	}

	private void end() {
		FileContent open = this.content;
		this.content = null;
		close(this.queue, open);
		this.done.complete(null);
	}

	/**
	 * Closes a file on a worker: the last one who closes a file that was deleted waits
	 * until its blocks are free.
	 */
	static void close(WorkQueue work, @Nullable FileContent open) {
		if (open != null) {
			work.resume(new Closing(work, open));
		}
	}

	private record Closing(WorkQueue work, FileContent open) implements WorkQueue.Work {

		@Override
		public void run() {
			refused();
			this.work.startNext();
		}

		@Override
		public void refused() {
			try {
				this.open.close();
			}
			catch (IOException ex) {
				LOGGER.warn("A static file could not be closed", ex);
			}
		}

	}

}
