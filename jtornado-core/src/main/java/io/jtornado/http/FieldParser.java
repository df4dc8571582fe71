package io.jtornado.http;

import java.util.Arrays;

/**
 * Reads field lines up to the empty line behind them, at any split; of a head as of a
 * trailer section (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-5">RFC 9112,
 * 5</a>). Line folding, white space before the colon, bare CR and bare LF are refused:
 * each of them has been a way to show two parsers two messages.
 */
final class FieldParser {

	/**
	 * Positions kept of a line: start and end of its name, start and end of its value.
	 */
	static final int POSITIONS = 4;

	/**
	 * Each head that trickles in has a parser, and few lines; one that is used again
	 * grows.
	 */
	private static final int ROOM = 2;

	private enum Step {

		LINE_START, NAME, BEFORE_VALUE, VALUE, LINE_FEED, LAST_LINE_FEED, DONE

	}

	private final int maxFields;

	private Step step = Step.LINE_START;

	private int count;

	private int[] positions = new int[POSITIONS * ROOM];

	/** Start of the name, then of the value, that is being read. */
	private int start;

	FieldParser(int maxFields) {
		this.maxFields = maxFields;
	}

	/**
	 * Returns the position behind what was read; all of it unless the empty line has
	 * come.
	 */
	int parse(byte[] octets, int base, int from, int to) {
		int i = from;
		while (i < to && this.step != Step.DONE) {
			i = switch (this.step) {
				case LINE_START -> startLine(octets[i], base, i);
				case NAME -> readName(octets, base, i, to);
				case BEFORE_VALUE -> skipWhiteSpace(octets, base, i, to);
				case VALUE -> readValue(octets, base, i, to);
				case LINE_FEED -> expectLineFeed(octets[i], i, Step.LINE_START);
				case LAST_LINE_FEED -> expectLineFeed(octets[i], i, Step.DONE);
				case DONE -> i;
			};
		}
		return i;
	}

	private int startLine(byte octet, int base, int i) {
		if (octet == '\r') {
			this.step = Step.LAST_LINE_FEED;
			return i + 1;
		}
		if (!ABNF.isTchar(octet)) {
			throw new HTTPInputException(Refusal.FIELD);
		}
		if (this.count == this.maxFields) {
			throw new HTTPInputException(Refusal.TOO_MANY_FIELDS);
		}
		this.start = i - base;
		this.step = Step.NAME;
		return i;
	}

	private int readName(byte[] octets, int base, int from, int to) {
		for (int i = from; i < to; i++) {
			if (!ABNF.isTchar(octets[i])) {
				if (octets[i] != ':') {
					throw new HTTPInputException(Refusal.FIELD);
				}
				keep(0, this.start);
				keep(1, i - base);
				this.step = Step.BEFORE_VALUE;
				return i + 1;
			}
		}
		return to;
	}

	private int skipWhiteSpace(byte[] octets, int base, int from, int to) {
		int i = from;
		while (i < to && isWhiteSpace(octets[i])) {
			i++;
		}
		if (i < to) {
			this.start = i - base;
			this.step = Step.VALUE;
		}
		return i;
	}

	private int readValue(byte[] octets, int base, int from, int to) {
		for (int i = from; i < to; i++) {
			if (!ABNF.isFieldValue(octets[i])) {
				if (octets[i] != '\r') {
					throw new HTTPInputException(Refusal.FIELD);
				}
				endValue(octets, base, i);
				return i + 1;
			}
		}
		return to;
	}

	private void endValue(byte[] octets, int base, int end) {
		int last = end;
		while (last - base > this.start && isWhiteSpace(octets[last - 1])) {
			last--;
		}
		keep(2, this.start);
		keep(3, last - base);
		this.count++;
		this.step = Step.LINE_FEED;
	}

	private int expectLineFeed(byte octet, int i, Step next) {
		if (octet != '\n') {
			throw new HTTPInputException(Refusal.FIELD);
		}
		this.step = next;
		return i + 1;
	}

	private void keep(int index, int position) {
		int slot = POSITIONS * this.count + index;
		if (slot == this.positions.length) {
			this.positions = Arrays.copyOf(this.positions, 2 * slot);
		}
		this.positions[slot] = position;
	}

	/** SP or HTAB, and nothing else that some library takes for a space. */
	static boolean isWhiteSpace(int octet) {
		return octet == ' ' || octet == '\t';
	}

	/** Where white space ends in a part of a value. */
	static int skipWhiteSpace(String value, int from, int to) {
		int at = from;
		while (at < to && isWhiteSpace(value.charAt(at))) {
			at++;
		}
		return at;
	}

	boolean done() {
		return this.step == Step.DONE;
	}

	/**
	 * A copy: start and end of name and of value, a line after the other, less
	 * {@code shift}.
	 */
	int[] positions(int shift) {
		int[] copy = Arrays.copyOf(this.positions, POSITIONS * this.count);
		if (shift != 0) {
			for (int i = 0; i < copy.length; i++) {
				copy[i] -= shift;
			}
		}
		return copy;
	}

	void reset() {
		this.step = Step.LINE_START;
		this.count = 0;
	}

}
