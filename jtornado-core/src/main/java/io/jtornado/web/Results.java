package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/** What the values that verb methods return mean. */
final class Results {

	static final String TEXT = "text/plain; charset=UTF-8";

	private static final String BYTES = "application/octet-stream";

	static final String JSON = "application/json; charset=UTF-8";

	private final @Nullable ResultAdapter adapter;

	private final @Nullable JsonCodec codec;

	Results(@Nullable ResultAdapter adapter, @Nullable JsonCodec codec) {
		this.adapter = adapter;
		this.codec = codec;
	}

	/** What a value stands for that is not there yet; null if it is the result itself. */
	@Nullable CompletionStage<?> stageOf(@Nullable Object value) {
		if (value == null || value instanceof String || value instanceof byte[]) {
			return null;
		}
		if (value instanceof CompletionStage<?> stage) {
			return stage;
		}
		return (this.adapter != null && this.adapter.supports(value.getClass())) ? this.adapter.toStage(value) : null;
	}

	/** Writes a result as if the handler had written it last. */
	void write(Answer answer, @Nullable Object value) {
		if (value == null) {
			writeNothing(answer);
		}
		else if (value instanceof String text) {
			answer.contentType = TEXT;
			answer.write(text);
		}
		else if (value instanceof byte[] bytes) {
			answer.contentType = BYTES;
			answer.write(bytes);
		}
		else if (value instanceof ByteBuffer buffer) {
			answer.contentType = BYTES;
			answer.write(bytesOf(buffer));
		}
		else if (value instanceof View view) {
			answer.handler().write(view);
		}
		else {
			writeJson(answer, value);
		}
	}

	void writeJson(Answer answer, Object value) {
		if (this.codec == null) {
			throw new IllegalStateException("There is no JsonCodec to write a " + value.getClass().getName()
					+ ": give the application one by Application.builder().jsonCodec(...)");
		}
		answer.contentType = JSON;
		answer.write(this.codec.encode(value));
	}

	/**
	 * A method that could have returned something and did not has not found it, unless it
	 * has answered otherwise, or has waited for it in vain.
	 */
	private static void writeNothing(Answer answer) {
		VerbMethod verb = answer.verb;
		if (!answer.isOpen() || answer.touched() || verb == null || verb.returnsNothing()) {
			return;
		}
		if (answer.isRead() && !answer.emptyHanded) {
			throw new HTTPException(404);
		}
		answer.setStatus(204, null);
	}

	/** The very array of a buffer that is all of one, else a copy of what remains. */
	static byte[] bytesOf(ByteBuffer buffer) {
		if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.remaining() == buffer.array().length) {
			return buffer.array();
		}
		byte[] bytes = new byte[buffer.remaining()];
		buffer.duplicate().get(bytes);
		return bytes;
	}

}
