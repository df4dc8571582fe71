package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

import io.jtornado.http.Boundary;
import io.jtornado.http.MalformedMultipartException;
import io.jtornado.http.MultipartParser;
import io.jtornado.http.MultipartSink;
import io.jtornado.http.PartHead;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Parses a multipart body for a {@link PartListener}, as far as it is ready to take it.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
final class MultipartFlow implements MultipartSink {

	private final PartListener listener;

	private final BooleanSupplier wanted;

	private final MultipartParser parser;

	private @Nullable CompletionStage<?> awaited;

	private MultipartFlow(Boundary boundary, MultipartOptions options, PartListener listener, BooleanSupplier wanted) {
		this.listener = listener;
		this.wanted = wanted;
		this.parser = new MultipartParser(boundary, options.maxParts(), options.maxPartHeaderSize(), this);
	}

	/**
	 * Begins with the head of a request.
	 * @param wanted whether the listener still takes parts, asked after each call
	 * @throws HTTPException with status 415 if it announces no form, 400 if it announces
	 * none that can be read
	 */
	static MultipartFlow of(HTTPRequest request, MultipartOptions options, PartListener listener,
			BooleanSupplier wanted) {
		String type = request.header(AnswerWriter.CONTENT_TYPE);
		if (type == null || !Boundary.isForm(type)) {
			throw HTTPException.bare(415, "The body is not multipart/form-data");
		}
		if (request.header("Content-Encoding") != null) {
			throw HTTPException.bare(400, "Form with a Content-Encoding");
		}
		try {
			return new MultipartFlow(Boundary.of(type), options, listener, wanted);
		}
		catch (MalformedMultipartException ex) {
			throw malformed(ex);
		}
	}

	/**
	 * Hands on what is in a chunk, up to its end or to where the listener has to be
	 * waited for.
	 * @return what to wait for before this is called again, with the rest of the chunk;
	 * null at the end
	 */
	@Nullable CompletionStage<?> advance(ByteBuffer chunk) {
		this.awaited = null;
		try {
			this.parser.parse(chunk);
		}
		catch (MalformedMultipartException ex) {
			throw malformed(ex);
		}
		return this.awaited;
	}

	/** Nothing more comes. */
	void end() {
		try {
			this.parser.finish();
		}
		catch (MalformedMultipartException ex) {
			throw malformed(ex);
		}
	}

	private static HTTPException malformed(MalformedMultipartException cause) {
		return HTTPException.bare(400, "Malformed multipart: " + cause.getMessage());
	}

	@Override
	public void partBegun(PartHead head) {
		await(this.listener.partBegun(head));
	}

	@Override
	public void partData(ByteBuffer data) {
		await(this.listener.partData(data));
	}

	@Override
	public void partEnded() {
		await(this.listener.partEnded());
	}

	private void await(@Nullable CompletionStage<?> stage) {
		if (stage != null && !isSuccess(stage)) {
			this.awaited = stage;
			this.parser.pause();
		}
		else if (!this.wanted.getAsBoolean()) {
			this.parser.pause();
		}
	}

	/** Only of this very class, because others may refuse to tell. */
	private static boolean isSuccess(CompletionStage<?> stage) {
		return stage.getClass() == CompletableFuture.class && ((CompletableFuture<?>) stage).isDone()
				&& !((CompletableFuture<?>) stage).isCompletedExceptionally();
	}

}
