package io.jtornado.http;

/**
 * Reads a chunked body, at any split
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1</a>).
 * Extensions and trailers are checked, bounded and dropped; line ends are CRLF and
 * nothing else.
 *
 * <pre>
 * chunk-size *( ";" ext ) CRLF  data CRLF ... 0 *( ";" ext ) CRLF  *( field-line CRLF )  CRLF
 * </pre>
 * <p>
 * <b>Threading:</b> one body at a time; confined to a loop.
 */
public final class ChunkDecoder {

	/** Zeros in front of a size are read, but not for ever. */
	private static final int MAX_SIZE_DIGITS = 32;

	/** What another digit makes a number of no more than 60 bits. */
	private static final long MAX_BEFORE_DIGIT = (1L << 56) - 1;

	/** Extensions of a whole body: nobody uses them, and they could go on for ever. */
	private static final int MAX_EXTENSION_OCTETS = 16_384;

	private static final int MAX_TRAILER_OCTETS = 8192;

	private static final int MAX_TRAILERS = 32;

	private enum Step {

		SIZE, EXTENSION, SIZE_LINE_FEED, DATA, DATA_RETURN, DATA_LINE_FEED, TRAILERS, DONE

	}

	private final long maxData;

	private Step step = Step.SIZE;

	private int sizeDigits;

	private long left;

	private boolean paused;

	/** Octets of data in the chunks that have been announced. */
	private long announced;

	private ChunkExtension extension = ChunkExtension.END;

	private int extensionOctets;

	private int trailerOctets;

	private final FieldParser trailers = new FieldParser(MAX_TRAILERS);

	/**
	 * Creates a decoder.
	 * @param maxData most octets of data; a chunk that would exceed it is refused as soon
	 * as its size is known
	 */
	public ChunkDecoder(long maxData) {
		this.maxData = maxData;
	}

	/**
	 * Reads on.
	 * @param octets an array
	 * @param from where to go on
	 * @param to where the octets end
	 * @param sink takes the data
	 * @return the position behind what was read; {@code to} unless the body is done or
	 * the sink has asked for a {@link #pause()}
	 * @throws HTTPInputException if the body breaks the grammar or a bound
	 */
	public int decode(byte[] octets, int from, int to, OctetSink sink) {
		int i = from;
		this.paused = false;
		while (i < to && this.step != Step.DONE && !this.paused) {
			i = switch (this.step) {
				case SIZE -> readSize(octets[i], i);
				case EXTENSION -> skipExtension(octets[i], i, this.extension);
				case SIZE_LINE_FEED -> expect(octets[i], '\n', i, (this.left == 0) ? Step.TRAILERS : Step.DATA);
				case DATA -> passData(octets, i, to, sink);
				case DATA_RETURN -> expect(octets[i], '\r', i, Step.DATA_LINE_FEED);
				case DATA_LINE_FEED -> startChunk(octets[i], i);
				case TRAILERS -> skipTrailers(octets, i, to);
				case DONE -> i;
			};
		}
		return i;
	}

	/**
	 * Has {@link #decode} return behind what the sink is taking; to be called by the
	 * sink.
	 */
	public void pause() {
		this.paused = true;
	}

	/**
	 * Tells whether the body has ended.
	 * @return whether the last chunk and its trailers have been read
	 */
	public boolean done() {
		return this.step == Step.DONE;
	}

	private int readSize(byte octet, int i) {
		int digit = ABNF.hex(octet);
		if (digit >= 0 && this.sizeDigits < MAX_SIZE_DIGITS && this.left <= MAX_BEFORE_DIGIT) {
			this.left = 16 * this.left + digit;
			this.sizeDigits++;
			return i + 1;
		}
		if (this.sizeDigits == 0) {
			throw new HTTPInputException(Refusal.CHUNK);
		}
		if (octet == '\r') {
			this.step = Step.SIZE_LINE_FEED;
		}
		else {
			skipExtension(octet, i, ChunkExtension.BEFORE_SEMICOLON);
			this.step = Step.EXTENSION;
		}
		announce();
		return i + 1;
	}

	private void announce() {
		this.announced += this.left;
		if (this.announced > this.maxData) {
			throw new HTTPInputException(Refusal.BODY_TOO_LARGE);
		}
	}

	private int skipExtension(byte octet, int i, ChunkExtension before) {
		this.extension = before.next(octet);
		if (this.extension == ChunkExtension.END) {
			this.step = Step.SIZE_LINE_FEED;
		}
		else if (this.extension == ChunkExtension.BROKEN || ++this.extensionOctets > MAX_EXTENSION_OCTETS) {
			throw new HTTPInputException(Refusal.CHUNK);
		}
		return i + 1;
	}

	private int passData(byte[] octets, int from, int to, OctetSink sink) {
		int end = (int) Math.min(to, from + this.left);
		sink.accept(octets, from, end);
		this.left -= end - from;
		if (this.left == 0) {
			this.step = Step.DATA_RETURN;
		}
		return end;
	}

	private int startChunk(byte octet, int i) {
		this.sizeDigits = 0;
		return expect(octet, '\n', i, Step.SIZE);
	}

	private int skipTrailers(byte[] octets, int from, int to) {
		int bound = Math.min(to, from + MAX_TRAILER_OCTETS - this.trailerOctets);
		int end = this.trailers.parse(octets, 0, from, bound);
		this.trailerOctets += end - from;
		if (this.trailers.done()) {
			this.step = Step.DONE;
		}
		else if (this.trailerOctets == MAX_TRAILER_OCTETS) {
			throw new HTTPInputException(Refusal.CHUNK);
		}
		return end;
	}

	private int expect(byte octet, int wanted, int i, Step next) {
		if (octet != wanted) {
			throw new HTTPInputException(Refusal.CHUNK);
		}
		this.step = next;
		return i + 1;
	}

}
