package io.jtornado.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.ContentEncoder;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is compressed in more than one step, as the handler flushes
 * it or because it is large. No step is larger than a slice, so that nobody else on the
 * loop waits for long: what is more waits for its {@linkplain CodedTurns turns}, and for
 * the client.
 * <p>
 * <b>Threading:</b> confined to the request's loop.
 */
final class CodedBody {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

	private final HTTPRequest request;

	private final AnswerRoom room;

	private final CodedContent content;

	private final CodedTurns turns;

	private @Nullable CompletableFuture<Void> rest; // while something waits for a turn

	private long written;

	private boolean finishing;

	/** Begins behind the head. */
	CodedBody(Answer answer, ContentEncoder encoder) {
		this.request = answer.request;
		this.room = answer.room();
		this.turns = CodedTurns.of(this.request.ioLoop());
		this.content = new CodedContent(encoder, CompressionStats.of(this.request.ioLoop()));
	}

	/** Adds to what waits. More than may be held is the end of the answer. */
	void write(byte[] bytes) {
		if (bytes.length == 0 || this.content.closed()) {
			return;
		}
		try {
			this.content.add(bytes);
			this.room.keepWaiting(this.content.length());
		}
		catch (RuntimeException | Error ex) {
			breakOff(ex);
			throw ex;
		}
	}

	/** Sends what waits; returns when the client takes more. */
	CompletionStage<Void> flush() {
		return (this.rest != null) ? this.rest : step();
	}

	/** Ends the answer behind what waits. */
	void finish() {
		this.finishing = true;
		if (this.rest == null) {
			step();
		}
		if (!this.content.closed()) {
			this.request.setCloseCallback(this::handleClientGone);
		}
	}

	private CompletionStage<Void> step() {
		try {
			if (!this.content.closed()) {
				sendSlice();
			}
			CompletionStage<Void> flushed = handedOver() ? DONE : this.request.flush();
			return (this.content.length() > 0) ? awaitTurn(flushed) : flushed;
		}
		catch (RuntimeException | Error ex) {
			breakOff(ex);
			throw ex;
		}
	}

	private boolean handedOver() {
		return this.request.finished() && !this.request.clientGone();
	}

	private void sendSlice() {
		checkNothingElseWritten();
		byte[] octets = this.content.encodeSlice(this.finishing);
		this.room.keepWaiting(this.content.length());
		this.written += octets.length;
		this.request.write(octets);
		if (this.finishing && this.content.length() == 0) {
			this.content.close();
			this.request.finish();
		}
	}

	/** Between what is compressed, the client could not tell it apart. */
	private void checkNothingElseWritten() {
		if (this.request.bytesWritten() != this.written && !this.request.clientGone()) {
			throw new IllegalStateException(
					"The answer is compressed, and bytes were written by its request: call sendAsIs() before flush()");
		}
	}

	/** What is left has its turn when others had theirs and the client takes more. */
	private CompletionStage<Void> awaitTurn(CompletionStage<Void> flushed) {
		CompletableFuture<Void> ended = (this.rest != null) ? this.rest : new CompletableFuture<>();
		this.rest = ended;
		if (this.request.writable()) {
			this.turns.add(this);
		}
		else {
			flushed.whenComplete((nothing, failure) -> {
				if (failure != null) {
					handleClientGone();
				}
				else {
					this.turns.add(this);
				}
			});
		}
		return ended;
	}

	/**
	 * Compresses a slice more of what waits.
	 * @return about how much of a turn that took, in bytes
	 */
	int takeTurn() {
		CompletableFuture<Void> ended = this.rest;
		if (ended == null) {
			return 0;
		}
		if (this.request.clientGone()) {
			handleClientGone();
			return 0;
		}
		int taken = Math.min(this.content.length(), CodedContent.SLICE);
		try {
			CompletionStage<Void> flushed = step();
			if (this.content.length() == 0) {
				endTurns(ended, flushed);
			}
		}
		catch (RuntimeException | Error ex) { // who waits for the turns has been told
			if (this.finishing) {
				LOGGER.error("The rest of an answer cannot be sent: {}", LogText.summary(this.request), ex);
			}
		}
		return taken;
	}

	private void endTurns(CompletableFuture<Void> ended, CompletionStage<Void> flushed) {
		this.rest = null;
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
		if (!this.content.closed()) {
			end(new IOException("Nobody takes the rest of the answer"));
		}
	}

	private void end(Throwable failure) {
		this.content.close();
		CompletableFuture<Void> ended = this.rest;
		this.rest = null;
		if (ended != null) {
			ended.completeExceptionally(failure);
		}
	}

}
