package io.jtornado.web;

import java.util.concurrent.CompletionStage;

import io.jtornado.http.ContentCoder;
import io.jtornado.http.ContentEncoder;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * How one answer is compressed: in one step if there is no more of it than
 * {@link #WHOLE}, else by a {@link CodedBody}.
 * <p>
 * <b>Threading:</b> confined to the request's loop.
 */
final class AnswerCoding {

	static final String CONTENT_ENCODING = "Content-Encoding";

	static final String CONTENT_LENGTH = "Content-Length";

	static final int WHOLE = CodedContent.SLICE;

	private final ContentCoder coder;

	private final CodedTags tags;

	private @Nullable String ownTag; // the handler's, if another has its place

	private @Nullable CodedBody body; // null before the head, and if there is no need

	AnswerCoding(ContentCoder coder, CodedTags tags) {
		this.coder = coder;
		this.tags = tags;
	}

	/**
	 * The entity tag is to be that of what is sent. A client that names the tag of what
	 * is not compressed gets that: it may have most of it already.
	 */
	void distinguish(Answer answer) {
		if (this.tags.ownIsNamed(answer)) {
			answer.coding = null;
		}
		else {
			this.ownTag = this.tags.distinguish(answer, this.coder.coding());
		}
	}

	/** The answer is sent as it is after all. */
	void giveUp(Answer answer) {
		if (this.ownTag != null) {
			answer.headers.set(AnswerWriter.ETAG, this.ownTag);
		}
		answer.coding = null;
	}

	/** Completes the head. */
	void complete(Answer answer) {
		answer.headers.set(CONTENT_ENCODING, this.coder.coding());
		answer.headers.remove(CONTENT_LENGTH);
	}

	/** Sends head and body. */
	void respond(Answer answer) {
		byte[] content = answer.takeBody();
		if (content.length <= WHOLE) {
			answer.request.respond(answer.startLine(), answer.headers, encoded(answer.request, content));
			return;
		}
		if (answer.isHead()) {
			writeHead(answer);
			answer.request.finish();
		}
		else {
			answer.room().keepWaiting(content.length); // who may not is told so by a page
			writeHead(answer);
			begin(answer);
			write(content);
			finish();
		}
	}

	private static void writeHead(Answer answer) {
		answer.request.writeHeaders(answer.startLine(), answer.headers);
		answer.headersWritten = true;
	}

	private byte[] encoded(HTTPRequest request, byte[] content) {
		CodedOctets coded = new CodedOctets(content.length);
		try (ContentEncoder encoder = this.coder.newEncoder()) {
			encoder.encode(content, 0, content.length, coded);
			encoder.finish(coded);
		}
		byte[] octets = coded.take();
		CompressionStats.of(request.ioLoop()).count(content.length, octets.length);
		return octets;
	}

	/** The head has been written. An answer to HEAD has no more. */
	void begin(Answer answer) {
		if (answer.isHead()) {
			answer.coding = null;
		}
		else {
			this.body = new CodedBody(answer, this.coder.newEncoder());
		}
	}

	void write(byte[] content) {
		body().write(content);
	}

	CompletionStage<Void> flush() {
		return body().flush();
	}

	void finish() {
		body().finish();
	}

	private CodedBody body() {
		if (this.body == null) {
			throw new IllegalStateException("The head has not been written yet");
		}
		return this.body;
	}

	/** The answer has ended, whoever has ended it. */
	void handleEnd() {
		if (this.body != null) {
			this.body.handleEnd();
		}
	}

}
