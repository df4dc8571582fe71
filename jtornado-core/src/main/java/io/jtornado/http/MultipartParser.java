package io.jtornado.http;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Parses a {@code multipart/form-data} body as its bytes come, cut wherever they are, in
 * one pass and with room for the header of one part
 * (<a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, 5.1.1</a>):
 *
 * <pre>
 * body      = [ preamble CRLF ] "--" boundary padding CRLF part *( delimiter padding CRLF part )
 *             delimiter "--" padding [ CRLF epilogue ]
 * part      = *( field-line CRLF ) [ CRLF *OCTET ]
 * delimiter = CRLF "--" boundary
 * padding   = *( SP / HTAB )
 * </pre>
 *
 * A delimiter ends at the first octet that fits neither of its forms, and with it the
 * whole body; so nothing is ever read twice. Preamble and epilogue are dropped. A form
 * without parts is only its last delimiter, as browsers send it. Field lines are those of
 * HTTP: neither folded nor with control characters.
 * <p>
 * Unlike Tornado, a part whose bytes would have to be decoded
 * ({@code Content-Transfer-Encoding: base64}) is refused instead of taken as it is.
 * <p>
 * <b>Threading:</b> used by one thread at a time.
 */
public final class MultipartParser {

	private enum Step {

		/** Up to the next delimiter: preamble, or data of a part. */
		CONTENT,

		/** The data of a part has been handed on, its end has not. */
		PART_END,

		/** Behind the boundary: padding, or the first dash of the last delimiter. */
		BOUNDARY,

		PADDING, LINE_FEED, HEAD, LAST_DASH, LAST_PADDING, LAST_LINE_FEED, EPILOGUE

	}

	/** The body begins, and a part's data does, as if a CRLF stood in front. */
	private static final int CRLF = 2;

	private final byte[] delimiter;

	private final int maxParts;

	private final PartHeadParser heads;

	private final MultipartSink sink;

	private Step step = Step.CONTENT;

	/** How much of the delimiter the last octets were. */
	private int matched = CRLF;

	/** How much of that is no content in any case. */
	private int given = CRLF;

	private int parts;

	private int padding;

	private boolean paused;

	/**
	 * Creates a parser.
	 * @param boundary what parts are told apart by
	 * @param maxParts the most parts there may be
	 * @param maxPartHeaderSize the most bytes of a part's header, its empty line included
	 * @param sink takes the parts
	 */
	public MultipartParser(Boundary boundary, int maxParts, int maxPartHeaderSize, MultipartSink sink) {
		this.delimiter = boundary.delimiter();
		this.maxParts = maxParts;
		this.heads = new PartHeadParser(maxPartHeaderSize);
		this.sink = sink;
	}

	/**
	 * Parses on, until nothing remains or the sink has asked for a {@link #pause}.
	 * @param in bytes; the position moves behind what was parsed
	 * @throws MalformedMultipartException if this is no such body; nothing can be parsed
	 * behind it
	 */
	public void parse(ByteBuffer in) {
		this.paused = false;
		while (!this.paused && (in.hasRemaining() || this.step == Step.PART_END)) {
			switch (this.step) {
				case CONTENT -> readContent(in);
				case PART_END -> endPart();
				case HEAD -> readHead(in);
				case EPILOGUE -> in.position(in.limit());
				default -> this.step = next(in.get());
			}
		}
	}

	/** While it parses: hands nothing more to the sink. */
	public void pause() {
		this.paused = true;
	}

	/**
	 * Tells that nothing follows.
	 * @throws MalformedMultipartException if the last delimiter is still to come
	 */
	public void finish() {
		if (this.step != Step.LAST_PADDING && this.step != Step.EPILOGUE) {
			throw new MalformedMultipartException("the last boundary is missing");
		}
	}

	// Content

	/**
	 * Reads up to the next thing to tell the sink. The delimiter's first octet is its
	 * only CR, so that what has turned out to be none can only begin again at this octet.
	 */
	private void readContent(ByteBuffer in) {
		int start = in.position();
		int begun = start - this.matched;
		int i = start;
		while (i < in.limit()) {
			if (this.matched == 0) {
				i = carriageReturn(in, i);
				begun = i++;
				this.matched = (begun < in.limit()) ? 1 : 0;
			}
			else if (in.get(i) == this.delimiter[this.matched]) {
				i++;
				if (++this.matched == this.delimiter.length) {
					endContent(in, Math.max(start, begun), i);
					return;
				}
			}
			else if (begun < start) {
				in.position(i);
				giveBack();
				return;
			}
			else {
				this.matched = 0;
			}
		}
		hand(in, (this.matched > 0) ? Math.max(start, begun) : in.limit(), in.limit());
	}

	private static int carriageReturn(ByteBuffer in, int from) {
		int i = from;
		while (i < in.limit() && in.get(i) != '\r') {
			i++;
		}
		return i;
	}

	private void endContent(ByteBuffer in, int end, int next) {
		this.step = (this.parts > 0) ? Step.PART_END : Step.BOUNDARY;
		hand(in, end, next);
	}

	/** What seemed to be a delimiter's beginning, in an earlier buffer, was content. */
	private void giveBack() {
		ByteBuffer content = ByteBuffer.wrap(this.delimiter, this.given, this.matched - this.given).slice();
		this.matched = 0;
		this.given = 0;
		if (this.parts > 0 && content.hasRemaining()) {
			this.sink.partData(content.asReadOnlyBuffer());
		}
	}

	private void hand(ByteBuffer in, int end, int next) {
		int start = in.position();
		in.position(next);
		if (end > start) {
			this.given = 0;
			if (this.parts > 0) {
				this.sink.partData(in.duplicate().position(start).limit(end).slice().asReadOnlyBuffer());
			}
		}
	}

	private void endPart() {
		this.step = Step.BOUNDARY;
		this.sink.partEnded();
	}

	// Between the parts

	private Step next(byte octet) {
		boolean space = FieldParser.isWhiteSpace(octet);
		Step next = switch (this.step) {
			case BOUNDARY -> (octet == '-') ? Step.LAST_DASH : lineEnd(octet, space, Step.PADDING, Step.LINE_FEED);
			case PADDING -> lineEnd(octet, space, Step.PADDING, Step.LINE_FEED);
			case LINE_FEED -> (octet == '\n') ? beginHead() : null;
			case LAST_DASH -> (octet == '-') ? Step.LAST_PADDING : null;
			case LAST_PADDING -> lineEnd(octet, space, Step.LAST_PADDING, Step.LAST_LINE_FEED);
			case LAST_LINE_FEED -> (octet == '\n') ? Step.EPILOGUE : null;
			default -> null;
		};
		if (next == null || (space && ++this.padding > this.heads.max())) {
			throw new MalformedMultipartException("malformed boundary line");
		}
		return next;
	}

	private static @Nullable Step lineEnd(byte octet, boolean space, Step again, Step end) {
		return space ? again : (octet == '\r') ? end : null;
	}

	private Step beginHead() {
		if (++this.parts > this.maxParts) {
			throw new MalformedMultipartException("more than " + this.maxParts + " parts");
		}
		this.heads.begin();
		this.padding = 0;
		return Step.HEAD;
	}

	private void readHead(ByteBuffer in) {
		PartHead head = this.heads.parse(in);
		if (head != null) {
			this.step = Step.CONTENT;
			this.matched = CRLF;
			this.given = CRLF;
			this.sink.partBegun(head);
		}
	}

}
