package io.jtornado.http;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What of a representation a client gets that has asked for parts of it by the Range
 * field (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.2">RFC 9110,
 * 14.2</a>).
 * <p>
 * A field that is malformed, is about another unit or has more than {@value #MAX_RANGES}
 * ranges is ignored, as is any if there is nothing to take a part of. Ranges that overlap
 * or follow each other are sent as one, so that no client gets more than the whole; one
 * that is the whole is no range, as in Tornado.
 * <p>
 * Unlike Tornado, several ranges are served.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param outcome what follows from the field
 * @param parts the parts, in the order in which the client has asked for them; empty
 * unless the outcome is {@link Outcome#PARTS}
 */
public record ByteRanges(Outcome outcome, List<ByteRange> parts) {

	/** The most ranges that are looked at. */
	public static final int MAX_RANGES = 16;

	private static final ByteRanges ALL = new ByteRanges(Outcome.WHOLE, List.of());

	private static final ByteRanges NONE = new ByteRanges(Outcome.UNSATISFIABLE, List.of());

	/** What follows from the field. */
	public enum Outcome {

		/** The answer is as if it was not there. */
		WHOLE,
		/** One or several parts: 206. */
		PARTS,
		/** None of the ranges has anything in it: 416. */
		UNSATISFIABLE

	}

	public ByteRanges {
		parts = List.copyOf(parts);
	}

	/**
	 * Finds the parts, in linear time.
	 * @param field the value of Range, several lines joined by commas; null if there is
	 * none
	 * @param total the length of the representation
	 * @return what the client gets
	 */
	public static ByteRanges of(@Nullable String field, long total) {
		if (field == null || total == 0) {
			return ALL;
		}
		List<ByteRange> asked = new RangeReader(field, total).read();
		if (asked == null) {
			return ALL;
		}
		List<ByteRange> parts = new ArrayList<>();
		asked.stream().filter((range) -> range.length() > 0).forEach((range) -> add(range, parts));
		if (parts.isEmpty()) {
			return NONE;
		}
		return (parts.get(0).length() == total) ? ALL : new ByteRanges(Outcome.PARTS, parts);
	}

	/** Takes the place of the first one that it touches. */
	private static void add(ByteRange range, List<ByteRange> parts) {
		ByteRange joined = range;
		int place = parts.size();
		for (int i = parts.size() - 1; i >= 0; i--) {
			if (joined.touches(parts.get(i))) {
				joined = joined.joined(parts.remove(i));
				place = i;
			}
		}
		parts.add(place, joined);
	}

}
