package io.jtornado.http;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the coding of a content, at any split, and passes on what comes out
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
 * A few octets can stand for very many. So what comes out is bounded in octets, and
 * beyond 64 KiB in its ratio to what went in: a hundred to one, looked at after every
 * step of 8 KiB.
 * <p>
 * <b>Threading:</b> one content at a time; confined to a loop. It holds memory outside of
 * the heap until it is closed.
 */
public final class Inflation implements OctetSink, AutoCloseable {

	/** About what one of these holds, in octets: its window, its tables and its room. */
	public static final int HELD = 56 * 1024;

	private static final int ROOM = 8192;

	private static final int MAX_RATIO = 100;

	/** So much may come out at any ratio. */
	private static final int RATIO_FLOOR = 64 * 1024;

	private static final int TRAILER_OCTETS = 8;

	private enum Step {

		HEADER, DATA, TRAILER, MEMBER_END, DONE

	}

	private final boolean gzip;

	private final long max;

	private final OctetSink sink;

	private final Inflater inflater;

	private final byte[] room = new byte[ROOM];

	private final GzipHeader header = new GzipHeader();

	private final CRC32 check = new CRC32();

	private Step step;

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
	 * @param sink takes what comes out, in pieces of at most 8 KiB
	 * @throws IllegalArgumentException if there is nothing to decode
	 */
	public Inflation(ContentCoding coding, long max, OctetSink sink) {
		if (coding == ContentCoding.IDENTITY) {
			throw new IllegalArgumentException("Content without a coding is not inflated");
		}
		this.gzip = coding == ContentCoding.GZIP;
		this.max = max;
		this.sink = sink;
		this.step = this.gzip ? Step.HEADER : Step.DATA;
		this.inflater = new Inflater(this.gzip);
	}

	/**
	 * Reads on.
	 * @param octets coded octets
	 * @param from where they start
	 * @param to where they end
	 * @throws HTTPInputException if they break the format or the ratio
	 * ({@link Refusal#CONTENT_CODING}), or if more comes out than may
	 * ({@link Refusal#BODY_TOO_LARGE})
	 */
	@Override
	public void accept(byte[] octets, int from, int to) {
		int i = from;
		while (i < to) {
			int end = switch (this.step) {
				case HEADER -> readHeader(octets[i], i);
				case DATA -> inflate(octets, i, to);
				case TRAILER -> readTrailer(octets[i], i);
				case MEMBER_END -> startMember(i);
				case DONE -> throw malformed();
			};
			this.consumed += end - i;
			i = end;
		}
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

	private int readHeader(byte octet, int i) {
		if (this.header.read(octet)) {
			this.step = Step.DATA;
		}
		return i + 1;
	}

	private int inflate(byte[] octets, int from, int to) {
		this.inflater.setInput(octets, from, to - from);
		int count;
		do {
			count = fillRoom();
			pass(count, this.consumed + to - from - this.inflater.getRemaining());
		}
		while (count == ROOM && !this.inflater.finished());
		int end = to - this.inflater.getRemaining();
		if (this.inflater.finished()) {
			this.step = this.gzip ? Step.TRAILER : Step.DONE;
		}
		else if (end < to || this.inflater.needsDictionary()) {
			throw malformed();
		}
		return end;
	}

	private int fillRoom() {
		try {
			return this.inflater.inflate(this.room);
		}
		catch (DataFormatException ex) { // its text tells a client nothing it can use
			throw malformed();
		}
	}

	private void pass(int count, long consumedSoFar) {
		this.inflated += count;
		if (this.inflated > this.max) {
			throw new HTTPInputException(Refusal.BODY_TOO_LARGE);
		}
		if (this.inflated > RATIO_FLOOR && this.inflated / MAX_RATIO > consumedSoFar) {
			throw malformed();
		}
		if (this.gzip) {
			this.check.update(this.room, 0, count);
		}
		if (count > 0) {
			this.sink.accept(this.room, 0, count);
		}
	}

	private int readTrailer(byte octet, int i) {
		this.trailer |= (octet & 0xffL) << (8 * this.trailerOctets);
		if (++this.trailerOctets == TRAILER_OCTETS) {
			if (this.trailer != (this.check.getValue() | ((this.inflated - this.memberStart) << 32))) {
				throw malformed();
			}
			this.step = Step.MEMBER_END;
		}
		return i + 1;
	}

	/** Another octet behind a member: it must begin one more. */
	private int startMember(int i) {
		this.header.reset();
		this.check.reset();
		this.inflater.reset();
		this.memberStart = this.inflated;
		this.trailer = 0;
		this.trailerOctets = 0;
		this.step = Step.HEADER;
		return i;
	}

	private static HTTPInputException malformed() {
		return new HTTPInputException(Refusal.CONTENT_CODING);
	}

}
