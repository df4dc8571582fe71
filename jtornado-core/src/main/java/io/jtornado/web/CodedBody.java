package io.jtornado.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.ContentEncoder;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is compressed in more than one step, as the handler flushes
 * it or because it is large. No step is larger than a slice, so that nobody else on the
 * loop waits for long: what is more waits here for its turns, and for the client.
 * <p>
 * <b>Threading:</b> confined to the request's loop.
 */
final class CodedBody implements Runnable {

	/** So much is compressed at once: one to two milliseconds at level 6. */
	static final int SLICE = 64 * 1024;

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

	private final HTTPRequest request;

	private final ContentEncoder encoder;

	private final CompressionStats stats;

	private final Deque<byte[]> waiting = new ArrayDeque<>(1);

	private int position; // in the first of them

	private int length; // of all that waits

	private boolean unflushed; // the encoder may keep something back

	private @Nullable CompletableFuture<Void> turns; // while something waits for a turn

	private boolean finishing;

	private boolean closed;

	/** Begins behind the head. */
	CodedBody(HTTPRequest request, ContentEncoder encoder) {
		this.request = request;
		this.encoder = encoder;
		this.stats = CompressionStats.of(request.ioLoop());
		this.stats.streamCount.increment();
	}

	/** Adds to what waits. */
	void write(byte[] bytes) {
		if (bytes.length > 0 && !this.closed) {
			this.waiting.add(bytes);
			this.length += bytes.length;
		}
	}

	/** Sends what waits; returns when the client takes more. */
	CompletionStage<Void> flush() {
		if (this.turns == null) {
			return step();
		}
		holdRest();
		return this.turns;
	}

	/** Ends the answer behind what waits. */
	void finish() {
		this.finishing = true;
		if (this.turns == null) {
			step();
		}
		if (!this.closed) {
			this.request.setCloseCallback(this::handleClientGone);
		}
	}

	private CompletionStage<Void> step() {
		try {
			if (!this.closed) {
				encodeSlice();
			}
			CompletionStage<Void> flushed = handedOver() ? DONE : this.request.flush();
			return (this.length > 0) ? takeTurns(flushed) : flushed;
		}
		catch (RuntimeException | Error ex) {
			breakOff(ex);
			throw ex;
		}
	}

	private boolean handedOver() {
		return this.request.finished() && !this.request.clientGone();
	}

	private void encodeSlice() {
		CodedOctets coded = new CodedOctets(Math.min(this.length, SLICE));
		int room = SLICE;
		while (room > 0 && this.length > 0) {
			room -= encode(room, coded);
		}
		if (this.length == 0) {
			endPiece(coded);
		}
		byte[] octets = coded.take();
		this.stats.givenCount.add(octets.length);
		this.request.write(octets);
		if (this.finishing && this.length == 0) {
			release();
			this.request.finish();
		}
	}

	private int encode(int most, CodedOctets coded) {
		byte[] first = this.waiting.element();
		int count = Math.min(most, first.length - this.position);
		this.encoder.encode(first, this.position, this.position + count, coded);
		this.unflushed = true;
		this.stats.takenCount.add(count);
		this.position += count;
		this.length -= count;
		if (this.position == first.length) {
			this.waiting.remove();
			this.position = 0;
		}
		return count;
	}

	private void endPiece(CodedOctets coded) {
		if (this.finishing) {
			this.encoder.finish(coded);
		}
		else if (this.unflushed) {
			this.encoder.flush(coded);
			this.unflushed = false;
		}
	}

	/** What is left has its turn when others had theirs and the client takes more. */
	private CompletionStage<Void> takeTurns(CompletionStage<Void> flushed) {
		CompletableFuture<Void> ended = (this.turns != null) ? this.turns : new CompletableFuture<>();
		this.turns = ended;
		holdRest();
		if (this.request.writable()) {
			this.request.ioLoop().addCallback(this);
		}
		else {
			flushed.whenComplete((nothing, failure) -> run());
		}
		return ended;
	}

	/**
	 * What waits counts as a part of what is held, as if it were gathered still; more
	 * than one answer may have is the end of it.
	 */
	private void holdRest() {
		this.request.makeRoom(0);
		this.request.makeRoom(this.length);
	}

	@Override
	public void run() {
		CompletableFuture<Void> ended = this.turns;
		if (ended == null) {
			return;
		}
		try {
			CompletionStage<Void> flushed = step();
			if (this.length == 0) {
				endTurns(ended, flushed);
			}
		}
		catch (RuntimeException | Error ex) { // who waits for the turns has been told
			if (this.finishing) {
				LOGGER.error("The rest of an answer cannot be sent: {}", LogText.summary(this.request), ex);
			}
		}
	}

	private void endTurns(CompletableFuture<Void> ended, CompletionStage<Void> flushed) {
		this.turns = null;
		this.request.makeRoom(0);
		flushed.whenComplete((nothing, failure) -> {
			if (failure != null) {
				ended.completeExceptionally(failure);
			}
			else {
				ended.complete(null);
			}
		});
	}

	/** So that the client does not take what it got for the whole. */
	private void breakOff(Throwable failure) {
		end(failure);
		this.request.abort();
	}

	/** The answer has ended, whoever has ended it; what is handed over still leaves. */
	void handleEnd() {
		if (!this.finishing) {
			handleClientGone();
		}
	}

	private void handleClientGone() {
		if (!this.closed) {
			end(new IOException("Nobody takes the rest of the answer"));
		}
	}

	private void end(Throwable failure) {
		release();
		this.waiting.clear();
		this.length = 0;
		CompletableFuture<Void> ended = this.turns;
		this.turns = null;
		if (ended != null) {
			ended.completeExceptionally(failure);
		}
	}

	private void release() {
		if (!this.closed) {
			this.closed = true;
			this.stats.streamCount.add(-1);
			this.encoder.close();
		}
	}

}
