package io.jtornado.http;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads a Range field once from left to right.
 *
 * <pre>
 * ranges-specifier = range-unit "=" range-set
 * range-set        = 1#range-spec
 * int-range        = first-pos "-" [ last-pos ]
 * suffix-range     = "-" suffix-length
 * </pre>
 */
final class RangeReader {

	private static final String UNIT = "bytes=";

	private static final long NO_NUMBER = -1;

	private static final ByteRange EMPTY = new ByteRange(0, 0);

	private final String field;

	private final long total;

	private int at = UNIT.length();

	RangeReader(String field, long total) {
		this.field = field;
		this.total = total;
	}

	/**
	 * The ranges within the representation, in their order; of length 0 where one lies
	 * outside. Null if the field is not to be followed.
	 */
	@Nullable List<ByteRange> read() {
		if (!this.field.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
			return null;
		}
		List<ByteRange> ranges = new ArrayList<>();
		skipSeparators();
		while (this.at < this.field.length()) {
			ByteRange range = (ranges.size() < ByteRanges.MAX_RANGES) ? readRange() : null;
			if (range == null || !atEndOfMember()) {
				return null;
			}
			ranges.add(range);
			skipSeparators();
		}
		return ranges.isEmpty() ? null : ranges;
	}

	private @Nullable ByteRange readRange() {
		long first = readNumber();
		if (this.at == this.field.length() || this.field.charAt(this.at) != '-') {
			return null;
		}
		this.at++;
		long last = readNumber();
		if (first == NO_NUMBER) {
			return (last == NO_NUMBER) ? null : suffix(Math.min(last, this.total));
		}
		long end = (last == NO_NUMBER) ? this.total : Math.min(last, this.total - 1) + 1;
		return (first < end) ? new ByteRange(first, end - first) : EMPTY;
	}

	private ByteRange suffix(long length) {
		return new ByteRange(this.total - length, length);
	}

	/** One too large for a long is the largest. */
	private long readNumber() {
		long number = NO_NUMBER;
		while (this.at < this.field.length() && ABNF.isDigit(this.field.charAt(this.at))) {
			int digit = this.field.charAt(this.at++) - '0';
			long before = Math.max(0, number);
			number = (before > (Long.MAX_VALUE - digit) / 10) ? Long.MAX_VALUE : 10 * before + digit;
		}
		return number;
	}

	private boolean atEndOfMember() {
		while (this.at < this.field.length() && isSpace(this.field.charAt(this.at))) {
			this.at++;
		}
		return this.at == this.field.length() || this.field.charAt(this.at) == ',';
	}

	private void skipSeparators() {
		while (this.at < this.field.length()
				&& (isSpace(this.field.charAt(this.at)) || this.field.charAt(this.at) == ',')) {
			this.at++;
		}
	}

	private static boolean isSpace(char c) {
		return c == ' ' || c == '\t';
	}

}
