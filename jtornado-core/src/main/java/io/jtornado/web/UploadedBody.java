package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.BodyReceiver;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to a {@link StreamRequestBody} handler on its way there.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
final class UploadedBody implements BodyReceiver {

	private final Lifecycle lifecycle;

	private final Answer answer;

	UploadedBody(Lifecycle lifecycle, Answer answer) {
		this.lifecycle = lifecycle;
		this.answer = answer;
	}

	@Override
	public @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
		return this.lifecycle.dataReceived(this.answer, chunk);
	}

	@Override
	public void refused(int status) {
		this.lifecycle.bodyRefused(this.answer, status);
	}

	/** The last byte has been received. */
	void end() {
		this.lifecycle.bodyEnded(this.answer);
	}

}
