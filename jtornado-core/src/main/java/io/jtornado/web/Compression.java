package io.jtornado.web;

import java.util.List;

import io.jtornado.http.AcceptEncoding;
import io.jtornado.http.ContentCoder;
import io.jtornado.http.HTTPHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what the answers of an application are compressed with. Tornado's
 * {@code GZipContentEncoding}. Unlike there, what is not to be transformed is not, and of
 * what has no type that is compressed, nobody is told that it varies.
 * <p>
 * <b>Threading:</b> one for the application, stateless; each answer on its own loop.
 */
final class Compression {

	private static final String VARY = "Vary";

	private static final String ACCEPT_ENCODING = "Accept-Encoding";

	/** Of a length that nobody has announced. */
	private static final int UNKNOWN = -1;

	private final CompressionOptions options;

	private final CompressedTypes types;

	private final List<String> codings;

	private final CodedTags tags;

	Compression(CompressionOptions options) {
		this.options = options;
		this.types = new CompressedTypes(options.types());
		this.codings = options.coders().stream().map(ContentCoder::coding).toList();
		this.tags = new CodedTags(this.codings);
	}

	CodedTags tags() {
		return this.tags;
	}

	/** Chooses for an answer that is about to leave in one piece. */
	void choose(Answer answer) {
		int length = answer.bodyLength();
		if (length > 0) {
			choose(answer, length, length > AnswerCoding.WHOLE);
		}
		else if (answer.status() == 304) {
			choose(answer, UNKNOWN, false);
		}
		else if (isHead(answer) && answer.headers.contains(AnswerCoding.CONTENT_LENGTH)
				&& answer.headers.contains(AnswerWriter.CONTENT_TYPE)) {
			choose(answer, UNKNOWN, false);
		}
	}

	/** Chooses for an answer that is about to be flushed. */
	void chooseFlushed(Answer answer) {
		choose(answer, UNKNOWN, true);
		if (answer.coding != null) {
			answer.coding.distinguish(answer);
		}
	}

	/**
	 * Chooses, and says that there was a choice.
	 * @param gathered how much of the body there is, if that is all
	 * @param stream whether it is compressed in several steps
	 */
	private void choose(Answer answer, int gathered, boolean stream) {
		answer.coding = null;
		if (!mayBeCoded(answer)) {
			return;
		}
		vary(answer.headers);
		AcceptEncoding accepted = AcceptEncoding.of(answer.request.header(ACCEPT_ENCODING));
		String coding = accepted.choose(this.codings);
		if (coding == null) {
			return;
		}
		if (answer.status() == 304) {
			this.tags.sayWhichIsHeld(answer, coding);
			return;
		}
		long announced = announced(answer.headers.get(AnswerCoding.CONTENT_LENGTH));
		long length = (gathered >= 0) ? gathered : announced;
		boolean wrong = announced < UNKNOWN || (announced > UNKNOWN && announced != length); // it
																								// is
																								// told
																								// so
		boolean tooShort = length >= 0 && length < this.options.minLength()
				&& accepted.quality(AcceptEncoding.IDENTITY) > 0;
		if (!wrong && !tooShort && (!stream || isHead(answer) || hasRoom(answer))) {
			ContentCoder coder = this.options.coders().get(this.codings.indexOf(coding));
			answer.coding = new AnswerCoding(coder, this.tags, announced);
		}
	}

	private static boolean isHead(Answer answer) {
		return answer.request.method().equals("HEAD");
	}

	private boolean mayBeCoded(Answer answer) {
		int status = answer.status();
		if (status == 204 || status == 205 || status == 206) {
			return false;
		}
		HTTPHeaders headers = answer.headers;
		if (headers.contains(AnswerCoding.CONTENT_ENCODING) || headers.contains("Content-Range")
				|| headers.hasMember("Cache-Control", "no-transform")) {
			return false;
		}
		String type = headers.get(AnswerWriter.CONTENT_TYPE);
		return this.types.match((type != null) ? type : answer.contentType);
	}

	private static void vary(HTTPHeaders headers) {
		if (!headers.hasMember(VARY, ACCEPT_ENCODING) && !headers.hasMember(VARY, "*")) {
			String others = headers.get(VARY);
			headers.set(VARY, (others != null) ? others + ", " + ACCEPT_ENCODING : ACCEPT_ENCODING);
		}
	}

	/** The length that the handler has announced; less than unknown if it is none. */
	private static long announced(@Nullable String contentLength) {
		if (contentLength == null) {
			return UNKNOWN;
		}
		boolean number = !contentLength.isEmpty() && contentLength.length() < 19
				&& contentLength.chars().allMatch((c) -> c >= '0' && c <= '9');
		return number ? Long.parseLong(contentLength) : Long.MIN_VALUE;
	}

	private boolean hasRoom(Answer answer) {
		CompressionStats stats = CompressionStats.of(answer.request.ioLoop());
		if (stats.streams() < this.options.maxStreams()) {
			return true;
		}
		stats.refusedCount.increment();
		return false;
	}

}
