package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request to a {@link StreamRequestBody} handler on its way there.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
final class UploadedBody implements IncomingBody {

	private final Lifecycle lifecycle;

	private final Answer answer;

	private final @Nullable MultipartFlow parts; // if the handler is a PartListener

	/** Throws HTTPException if the handler wants parts, and the body is no form. */
	UploadedBody(Lifecycle lifecycle, Answer answer, MultipartOptions options) {
		this.lifecycle = lifecycle;
		this.answer = answer;
		this.parts = (answer.handler() instanceof PartListener listener)
				? MultipartFlow.of(answer.request, options, listener, answer::isOpen) : null;
	}

	/** What fails here is answered by the handler. */
	@Override
	public @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
		if (!this.answer.isOpen()) {
			return null;
		}
		try (RequestObserver.Scope scope = this.answer.openScope()) {
			CompletionStage<?> stage = (this.parts != null) ? this.parts.advance(chunk)
					: this.answer.handler().dataReceived(chunk);
			if (stage == null || !this.answer.isOpen()) {
				return null;
			}
			CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
			this.lifecycle.await(this.answer, stage, (value) -> goOn(chunk, taken));
			return taken;
		}
		catch (Throwable ex) {
			this.lifecycle.failures().handle(this.answer, ex);
			return null;
		}
	}

	/** Data is taken when its stage has completed; of parts there may be more. */
	private void goOn(ByteBuffer chunk, CompletableFuture<@Nullable Void> taken) {
		CompletionStage<?> stage = (this.parts != null && this.answer.isOpen()) ? this.parts.advance(chunk) : null;
		if (stage == null || !this.answer.isOpen()) {
			taken.complete(null);
		}
		else {
			this.lifecycle.await(this.answer, stage, (value) -> goOn(chunk, taken));
		}
	}

	@Override
	public void refused(int status) {
		this.lifecycle.bodyRefused(this.answer, status);
	}

	@Override
	public void end() {
		this.lifecycle.resume(this.answer, null, () -> {
			if (this.parts != null && this.answer.isOpen()) {
				this.parts.end();
			}
			this.lifecycle.verbs().call(this.answer);
		});
	}

}
