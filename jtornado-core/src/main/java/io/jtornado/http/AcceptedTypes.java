package io.jtornado.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The media types that a client takes, and which it likes better: the ranges of its
 * Accept field with their weights
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>).
 *
 * <pre>
 * Accept      = #( media-range [ weight ] )
 * media-range = ( "*&#47;*" / ( type "/" "*" ) / ( type "/" subtype ) ) parameters
 * </pre>
 *
 * Of several ranges that a type is in, the most specific one has its weight. A range with
 * parameters is of types with these, and not of the plain one, but for
 * {@code charset=utf-8}, which all our text has. Where the plain type is not named its
 * parameters are passed over, since who takes {@code application/json;version=2} is
 * rather answered in plain JSON than as somebody who takes anything; but who refuses it
 * has not refused the plain type. What does not follow the grammar is passed over, and if
 * that is all there is, anything is accepted: who asks so gets what he would get without
 * asking.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class AcceptedTypes {

	/** What is behind so many ranges is not looked at. */
	private static final int MAX_RANGES = 100;

	private static final AcceptedTypes ANYTHING = new AcceptedTypes(List.of(new Range("*/*", QualityValue.FULL, true)));

	private final List<Range> ranges;

	private AcceptedTypes(List<Range> ranges) {
		this.ranges = ranges;
	}

	/**
	 * Reads an Accept field, in one pass.
	 * @param accept the value of the field, several lines joined by commas; null if there
	 * is none
	 * @return what is accepted
	 */
	public static AcceptedTypes of(@Nullable String accept) {
		if (accept == null) {
			return ANYTHING;
		}
		List<Range> ranges = new ArrayList<>();
		for (int start = 0; start < accept.length() && ranges.size() < MAX_RANGES;) {
			int end = partEnd(accept, start, accept.length(), ',');
			Range range = Range.read(accept, start, end);
			if (range != null) {
				ranges.add(range);
			}
			start = end + 1;
		}
		return ranges.isEmpty() ? ANYTHING : new AcceptedTypes(ranges);
	}

	/** Where a part of a list ends: quoted separators do not count. */
	private static int partEnd(String text, int from, int to, char separator) {
		boolean quoted = false;
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (c == '"') {
				quoted = !quoted;
			}
			else if (quoted && c == '\\') {
				i++;
			}
			else if (!quoted && c == separator) {
				return i;
			}
		}
		return to;
	}

	/**
	 * Returns which of some types the client likes best.
	 * @param offered types without parameters, in lower case; of those it likes equally,
	 * the one counts that it names more exactly, and then the first
	 * @return the type; null if the client takes none of them
	 */
	public @Nullable String best(String... offered) {
		String best = null;
		Range bestRange = null;
		for (String type : offered) {
			Range range = closest(type);
			if (range != null && range.weight > 0 && (bestRange == null || range.isBetterThan(bestRange))) {
				best = type;
				bestRange = range;
			}
		}
		return best;
	}

	/**
	 * Tells whether the client names a type, or its kind, and takes it.
	 * @param type a type without parameters, in lower case
	 * @return whether it is accepted, and not only as anything would be
	 */
	public boolean names(String type) {
		Range range = closest(type);
		return range != null && range.weight > 0 && range.specificity() > 0;
	}

	/**
	 * Tells whether the client says of a type that it does not take it.
	 * @param type a type without parameters, in lower case
	 * @return whether its weight is 0; false if nothing is said about it
	 */
	public boolean refuses(String type) {
		Range range = closest(type);
		return range != null && range.plain && range.weight == 0;
	}

	/** The range that counts for a type; null if none does. */
	private @Nullable Range closest(String type) {
		Range closest = null;
		for (Range range : this.ranges) {
			if (range.matches(type) && (closest == null || range.isCloserThan(closest))) {
				closest = range;
			}
		}
		return closest;
	}

	/**
	 * A media range.
	 *
	 * @param weight in thousandths
	 * @param plain whether it is of types without parameters
	 */
	private record Range(String type, int weight, boolean plain) {

		static @Nullable Range read(String text, int from, int to) {
			int end = partEnd(text, from, to, ';');
			String type = text.substring(from, end).strip().toLowerCase(Locale.ROOT);
			int slash = type.indexOf('/');
			if (slash < 0 || !ABNF.isToken(type.substring(0, slash)) || !ABNF.isToken(type.substring(slash + 1))
					|| (type.startsWith("*/") && !type.equals("*/*"))) {
				return null;
			}
			boolean plain = true;
			for (int start = end + 1; start <= to; start = end + 1) {
				end = partEnd(text, start, to, ';');
				int at = FieldParser.skipWhiteSpace(text, start, end);
				if (QualityValue.isWeight(text, at, end)) {
					int weight = QualityValue.read(text, at + 2, end);
					return (weight != QualityValue.MALFORMED) ? new Range(type, weight, plain) : null;
				}
				plain &= at == end || isOurs(text.substring(at, end).strip());
			}
			return new Range(type, QualityValue.FULL, plain);
		}

		private static boolean isOurs(String parameter) {
			return parameter.equalsIgnoreCase("charset=utf-8") || parameter.equalsIgnoreCase("charset=\"utf-8\"");
		}

		/** 0 for anything, 1 for a kind, 2 for a type. */
		int specificity() {
			return this.type.equals("*/*") ? 0 : this.type.endsWith("/*") ? 1 : 2;
		}

		boolean isCloserThan(Range other) {
			return (closeness() != other.closeness()) ? closeness() > other.closeness()
					: !this.plain && this.weight > other.weight;
		}

		/** Before a mere wildcard comes the type with parameters, if it is taken. */
		private int closeness() {
			if (this.plain) {
				return (specificity() == 2) ? 4 : 1 + specificity();
			}
			return (specificity() == 2 && this.weight > 0) ? 3 : 0;
		}

		boolean matches(String other) {
			return this.type.equals(other) || this.type.equals("*/*")
					|| (this.type.endsWith("/*") && other.startsWith(this.type.substring(0, this.type.length() - 1)));
		}

		boolean isBetterThan(Range other) {
			return (this.weight != other.weight) ? this.weight > other.weight
					: this.specificity() > other.specificity();
		}

	}

}
