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
		answer.coding = null;
		if (answer.status() == 304) {
			describeHeld(answer);
			return;
		}
		int length = answer.bodyLength();
		boolean describesContent = length > 0
				|| (answer.isHead() && answer.headers.contains(AnswerWriter.CONTENT_TYPE));
		if (describesContent && mayBeCoded(answer)) {
			vary(answer);
			AcceptEncoding accepted = accepted(answer);
			if (isLongEnough(length, accepted) && mayLoseItsLength(answer.headers, length)) {
				answer.coding = coding(accepted);
			}
		}
	}

	/** Chooses for an answer that is about to be flushed. */
	void chooseFlushed(Answer answer) {
		answer.coding = null;
		if (answer.status() == 304) {
			describeHeld(answer);
		}
		else if (mayBeCoded(answer)) {
			vary(answer);
			if (mayLoseItsLength(answer.headers, UNKNOWN)) {
				answer.coding = coding(accepted(answer));
			}
		}
		if (answer.coding != null) {
			answer.coding.distinguish(answer);
			admitStream(answer);
		}
	}

	/**
	 * Sends a large answer as it is if it would hold one encoder too many. That is asked
	 * last: what is not modified needs none.
	 */
	void admit(Answer answer) {
		if (answer.bodyLength() > AnswerCoding.WHOLE) {
			admitStream(answer);
		}
	}

	private void admitStream(Answer answer) {
		if (answer.coding != null && !answer.isHead() && !hasRoom(answer)) {
			answer.coding.giveUp(answer);
		}
	}

	/**
	 * A 304 of the handler's own may come without the type of what it is about; who names
	 * the tag of something compressed has got that.
	 */
	private void describeHeld(Answer answer) {
		boolean coded = !answer.asIs && this.tags.sayWhichIsHeld(answer, accepted(answer));
		if (coded || mayBeCoded(answer)) {
			vary(answer);
		}
	}

	private static AcceptEncoding accepted(Answer answer) {
		return AcceptEncoding.of(answer.request.header(ACCEPT_ENCODING));
	}

	private @Nullable AnswerCoding coding(AcceptEncoding accepted) {
		String coding = accepted.choose(this.codings);
		return (coding != null) ? new AnswerCoding(this.options.coders().get(this.codings.indexOf(coding)), this.tags)
				: null;
	}

	private boolean isLongEnough(int length, AcceptEncoding accepted) {
		return length > 0 && (length >= this.options.minLength() || accepted.quality(AcceptEncoding.IDENTITY) == 0);
	}

	/**
	 * Unlike in Tornado, an answer that is flushed keeps the length that its handler has
	 * announced: whoever announces it has clients that want to know. One in one piece has
	 * another now; a wrong one is left for the connection to refuse.
	 */
	private static boolean mayLoseItsLength(HTTPHeaders headers, int length) {
		String announced = headers.get(AnswerCoding.CONTENT_LENGTH);
		return announced == null || announced.equals(String.valueOf(length));
	}

	private boolean mayBeCoded(Answer answer) {
		int status = answer.status();
		if (answer.asIs || status == 204 || status == 205 || status == 206) {
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

	/** Beside what the handler has said, in one line. */
	private static void vary(Answer answer) {
		if (!answer.varies(ACCEPT_ENCODING)) {
			String others = answer.headers.get(Answer.VARY);
			answer.headers.set(Answer.VARY, (others != null) ? others + ", " + ACCEPT_ENCODING : ACCEPT_ENCODING);
		}
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
