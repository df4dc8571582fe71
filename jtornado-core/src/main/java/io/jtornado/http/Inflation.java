package io.jtornado.http;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the coding of a content, at any split, and gives out what that becomes in pieces
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, 8.4.1</a>).
 * Tornado's {@code GzipDecompressor}. Unlike Tornado, it reads deflate too, checks what
 * gzip says of its content, and takes nothing but whole members: of a content that ends
 * early, or goes on behind its end, nobody knows what is missing.
 *
 * <pre>
 * gzip:    1*( header  deflated-data  CRC-32  length )
 * deflate: zlib-header  deflated-data  Adler-32
 * </pre>
 * <p>
 * A few octets can stand for very many. So nothing is inflated before {@link #next} asks
 * for it, and never more than one piece; and all that comes out is bounded in octets, and
 * beyond 64 KiB in its ratio to what went in: a hundred to one, looked at with every
 * piece.
 * <p>
 * <b>Threading:</b> one content at a time; confined to a loop. It holds memory outside of
 * the heap until it is closed.
 */
public final class Inflation implements AutoCloseable {

	/** Most octets of a piece. */
	public static final int PIECE = 16 * 1024;

	/** About what one of these holds, in octets: its window, its tables and a piece. */
	public static final int HELD = 48 * 1024 + PIECE;

	private static final int MAX_RATIO = 100;

	/** So much may come out at any ratio. */
	private static final int RATIO_FLOOR = 64 * 1024;

	private static final int TRAILER_OCTETS = 8;

	private static final byte[] NOTHING = {};

	private enum Step {

		HEADER, DATA, TRAILER, MEMBER_END, DONE

	}

	private final boolean gzip;

	private final long max;

	private final Inflater inflater;

	private final byte[] piece = new byte[PIECE];

	private final GzipHeader header = new GzipHeader();

	private final CRC32 check = new CRC32();

	private Step step;

	/** What is read at the moment, up to its end. */
	private byte[] octets = NOTHING;

	private int position;

	private int end;

	/** The last piece was full, so that another may be ready behind it. */
	private boolean more;

	private long consumed;

	private long inflated;

	/** What had come out when the member at hand began. */
	private long memberStart;

	/** CRC-32 and length, the low octets first. */
	private long trailer;

	private int trailerOctets;

	/**
	 * Creates a decoder.
	 * @param coding gzip or deflate
	 * @param max most octets that may come out
	 * @throws IllegalArgumentException if there is nothing to decode
	 */
	public Inflation(ContentCoding coding, long max) {
		if (coding == ContentCoding.IDENTITY) {
			throw new IllegalArgumentException("Content without a coding is not inflated");
		}
		this.gzip = coding == ContentCoding.GZIP;
		this.max = max;
		this.step = this.gzip ? Step.HEADER : Step.DATA;
		this.inflater = new Inflater(this.gzip);
	}

	/**
	 * Takes the octets that come next. Nothing is read of them yet.
	 * @param coded an array, to be left as it is until {@link #next} has returned 0
	 * @param from where they start
	 * @param to where they end
	 * @throws IllegalStateException if those before have not been read whole
	 */
	public void feed(byte[] coded, int from, int to) {
		if (hasNext()) {
			throw new IllegalStateException("What came before is to be read first");
		}
		this.octets = coded;
		this.position = from;
		this.end = to;
	}

	/**
	 * Inflates another piece of the content.
	 * @return how many octets of it there are in {@link #piece()}, at most
	 * {@value #PIECE}; 0 if all has been read that was fed
	 * @throws HTTPInputException if the format is broken, or the ratio
	 * ({@link Refusal#CONTENT_CODING}), or if more comes out than may
	 * ({@link Refusal#BODY_TOO_LARGE})
	 */
	public int next() {
		int count = 0;
		while (count == 0 && hasNext()) {
			switch (this.step) {
				case HEADER -> readHeader(read());
				case DATA -> count = inflate();
				case TRAILER -> readTrailer(read());
				case MEMBER_END -> startMember();
				case DONE -> throw malformed();
			}
		}
		return count;
	}

	/**
	 * Returns what {@link #next} has inflated.
	 * @return always the same array, whose octets stay until {@link #next} is called
	 * again
	 */
	public byte[] piece() {
		return this.piece;
	}

	/**
	 * Says that the content has ended.
	 * @throws HTTPInputException if it has ended too early
	 */
	public void finish() {
		if (this.step != Step.MEMBER_END && this.step != Step.DONE) {
			throw malformed();
		}
	}

	/** Gives back what is held; nothing can be read any more. It may be called twice. */
	@Override
	public void close() {
		this.inflater.end();
	}

	private boolean hasNext() {
		return this.position < this.end || this.more;
	}

	private byte read() {
		this.consumed++;
		return this.octets[this.position++];
	}

	private void readHeader(byte octet) {
		if (this.header.read(octet)) {
			this.step = Step.DATA;
		}
	}

	private int inflate() {
		int given = this.end - this.position;
		this.inflater.setInput(this.octets, this.position, given);
		int count = fillPiece();
		int read = given - this.inflater.getRemaining();
		this.position += read;
		this.consumed += read;
		check(count);
		boolean finished = this.inflater.finished();
		this.more = count == PIECE && !finished;
		if (finished) {
			this.step = this.gzip ? Step.TRAILER : Step.DONE;
		}
		else if (!this.more && (this.position < this.end || this.inflater.needsDictionary())) {
			throw malformed();
		}
		return count;
	}

	private int fillPiece() {
		try {
			return this.inflater.inflate(this.piece);
		}
		catch (DataFormatException ex) { // its text tells a client nothing it can use
			throw malformed();
		}
	}

	private void check(int count) {
		this.inflated += count;
		if (this.inflated > this.max) {
			throw new HTTPInputException(Refusal.BODY_TOO_LARGE);
		}
		if (this.inflated > RATIO_FLOOR && this.inflated / MAX_RATIO > this.consumed) {
			throw malformed();
		}
		if (this.gzip) {
			this.check.update(this.piece, 0, count);
		}
	}

	private void readTrailer(byte octet) {
		this.trailer |= (octet & 0xffL) << (8 * this.trailerOctets);
		if (++this.trailerOctets == TRAILER_OCTETS) {
			if (this.trailer != (this.check.getValue() | ((this.inflated - this.memberStart) << 32))) {
				throw malformed();
			}
			this.step = Step.MEMBER_END;
		}
	}

	/** Another octet behind a member: it must begin one more. */
	private void startMember() {
		this.header.reset();
		this.check.reset();
		this.inflater.reset();
		this.memberStart = this.inflated;
		this.trailer = 0;
		this.trailerOctets = 0;
		this.step = Step.HEADER;
	}

	private static HTTPInputException malformed() {
		return new HTTPInputException(Refusal.CONTENT_CODING);
	}

}
