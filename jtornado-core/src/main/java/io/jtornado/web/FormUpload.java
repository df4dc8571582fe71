package io.jtornado.web;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * A form of parts on its way to a handler that will be made when it has come whole. The
 * first thing that is wrong with it is answered at once, by that handler's error page,
 * and the rest is not read.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
final class FormUpload implements IncomingBody {

	private final Lifecycle lifecycle;

	private final Destination destination;

	private final HTTPRequest request;

	private final FormReading reading;

	private final MultipartFlow flow;

	/** It has been handed over, or answered, or nobody waits for it. */
	private boolean over;

	/** Throws HTTPException if the request announces no form that can be read. */
	FormUpload(Lifecycle lifecycle, Destination destination, HTTPRequest request, FormReading reading,
			MultipartOptions options) {
		this.lifecycle = lifecycle;
		this.destination = destination;
		this.request = request;
		this.reading = reading;
		this.flow = MultipartFlow.of(request, options, reading, () -> true);
	}

	void begin() {
		this.request.setCloseCallback(this::discard);
		this.request.streamBody(this);
	}

	@Override
	public @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
		CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
		goOn(chunk, taken);
		return taken;
	}

	private void goOn(ByteBuffer chunk, CompletableFuture<@Nullable Void> taken) {
		try {
			CompletionStage<?> stage = this.flow.advance(chunk);
			if (stage == null) {
				taken.complete(null);
				return;
			}
			this.request.ioLoop().addFuture(stage, (nothing, failure) -> {
				if (failure != null) {
					fail(failure);
				}
				else if (!this.over) {
					goOn(chunk, taken);
				}
			});
		}
		catch (Throwable ex) { // such as for want of memory
			fail(ex);
		}
	}

	@Override
	public void end() {
		if (this.over) {
			return;
		}
		try {
			this.flow.end();
		}
		catch (HTTPException ex) {
			fail(ex);
			return;
		}
		this.over = true;
		this.request.setCloseCallback(null);
		try {
			this.lifecycle.serve(this.destination, this.request, this.reading.form());
		}
		catch (Throwable ex) {
			discard(); // after want of memory, say: nobody else knows of its files yet
			throw ex;
		}
	}

	@Override
	public void refused(int status) {
		discard();
	}

	private void discard() {
		this.over = true;
		this.reading.discard();
	}

	private void fail(Throwable failure) {
		if (!this.over) {
			discard();
			this.request.setCloseCallback(null);
			this.lifecycle.refuse(this.destination, this.request, told(failure));
		}
	}

	private static Throwable told(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof RejectedExecutionException) {
			return HTTPException.bare(503, "Nobody stores uploads").withHeader("Retry-After", "1");
		}
		if (cause instanceof UncheckedIOException) {
			// One line each: a full disk is met by every upload.
			return HTTPException.bare(500, "An upload cannot be stored: " + cause.getCause());
		}
		return cause;
	}

}
