package io.jtornado.http;

import java.util.Arrays;

/**
 * Reads the head of a request once, from octets, at any split, and refuses whatever
 * <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a> does not allow. The
 * answer depends on the octets alone, never on how they were cut: the bound is applied
 * before the grammar.
 * <p>
 * The caller keeps the octets of an unfinished head together and hands them in again with
 * what has come; those that were read before are not read again.
 * <p>
 * <b>Threading:</b> one head at a time; confined to a loop.
 */
public final class HeadParser {

	private final int maxSize;

	private final RequestLineParser requestLine = new RequestLineParser();

	private final FieldParser fields;

	/** How many octets of the head have been read. */
	private int read;

	/**
	 * Creates a parser.
	 * @param maxSize most octets of a head, its empty lines included
	 * @param maxFields most field lines
	 */
	public HeadParser(int maxSize, int maxFields) {
		this.maxSize = maxSize;
		this.fields = new FieldParser(maxFields);
	}

	/**
	 * Reads on.
	 * @param octets an array that holds the head so far
	 * @param base where the head starts in it
	 * @param to where the octets end
	 * @return where the head ends, or -1 if it goes on
	 * @throws HTTPInputException if the head breaks the grammar or a bound
	 */
	public int parse(byte[] octets, int base, int to) {
		int end = (int) Math.min(to, (long) base + this.maxSize);
		int i = base + this.read;
		if (this.requestLine.step() != RequestLineParser.Step.DONE) {
			i = this.requestLine.parse(octets, base, i, end);
		}
		if (this.requestLine.step() == RequestLineParser.Step.DONE) {
			i = this.fields.parse(octets, base, i, end);
		}
		this.read = i - base;
		if (this.fields.done()) {
			return i;
		}
		if (this.read >= this.maxSize) {
			throw new HTTPInputException((this.requestLine.step() == RequestLineParser.Step.DONE)
					? Refusal.HEAD_TOO_LARGE : Refusal.TARGET_TOO_LONG);
		}
		return -1;
	}

	/**
	 * Tells whether the first octet of a request has come, empty lines aside.
	 * @return whether a head has begun
	 */
	public boolean begun() {
		return this.requestLine.begun();
	}

	/**
	 * Tells whether the head, complete or not, is of a HEAD request: even an error is
	 * answered without content then
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2">RFC 9110,
	 * 9.3.2</a>).
	 * @return whether the method has been read and is HEAD
	 */
	public boolean isHead() {
		return this.requestLine.isHead();
	}

	/**
	 * Takes the head that has been read and makes the parser ready for the next.
	 * @param octets the array handed to {@link #parse}
	 * @param base where the head starts in it
	 * @return the head, with octets of its own
	 */
	public RequestHead take(byte[] octets, int base) {
		RequestLineParser line = this.requestLine;
		int skipped = line.methodStart();
		byte[] copy = Arrays.copyOfRange(octets, base + skipped, base + this.read);
		RequestHead head = new RequestHead(copy, line.methodEnd() - skipped, line.targetEnd() - skipped,
				line.minorVersion(), this.fields.positions(skipped));
		reset();
		return head;
	}

	/** Forgets what was read. */
	public void reset() {
		this.requestLine.reset();
		this.fields.reset();
		this.read = 0;
	}

}
