package io.jtornado.http;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The languages that a client would have, and which rather
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4">RFC 9110, 12.5.4</a>):
 *
 * <pre>
 * Accept-Language = #( language-range [ weight ] )
 * language-range  = ( 1*8ALPHA *( "-" 1*8( ALPHA / DIGIT ) ) ) / "*"
 * </pre>
 *
 * A member that does not follow the grammar is passed over, as in Tornado; a language is
 * no reason to refuse anybody. No more than the first {@value #MAX_RANGES} are kept.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class AcceptLanguage {

	/** Ranges that are kept of a field; browsers send a handful. */
	public static final int MAX_RANGES = 32;

	/** Longer than any tag that is in use. */
	private static final int LONGEST = 64;

	private static final int LONGEST_SUBTAG = 8;

	private static final String ANY = "*";

	private static final AcceptLanguage NONE = new AcceptLanguage(List.of(), List.of());

	private final List<String> wanted; // the best first

	private final List<String> refused;

	private AcceptLanguage(List<String> wanted, List<String> refused) {
		this.wanted = wanted;
		this.refused = refused;
	}

	/**
	 * Reads the field, in one pass.
	 * @param acceptLanguage its value, several lines joined by commas; null if there is
	 * none
	 * @return what it says
	 */
	public static AcceptLanguage of(@Nullable String acceptLanguage) {
		if (acceptLanguage == null) {
			return NONE;
		}
		List<Range> ranges = new ArrayList<>();
		for (int start = 0; start < acceptLanguage.length() && ranges.size() < MAX_RANGES;) {
			int end = Framing.memberEnd(acceptLanguage, start);
			Range range = Range.read(acceptLanguage, start, end);
			if (range != null) {
				ranges.add(range);
			}
			start = end + 1;
		}
		ranges.sort((one, other) -> Integer.compare(other.quality(), one.quality()));
		return new AcceptLanguage(tags(ranges, true), tags(ranges, false));
	}

	private static List<String> tags(List<Range> ranges, boolean wanted) {
		return ranges.stream().filter((range) -> (range.quality() > 0) == wanted).map(Range::tag).toList();
	}

	/**
	 * Returns what the client would have.
	 * @return ranges as they came, the best first, and of equals the earlier; without
	 * those of quality 0
	 */
	public List<String> ranges() {
		return this.wanted;
	}

	/**
	 * Chooses the language that the client likes best. A range stands for the tag that it
	 * is, or else for that with fewer subtags ({@code de} for {@code de-AT}; a lookup by
	 * <a href="https://www.rfc-editor.org/rfc/rfc4647#section-3.4">RFC 4647, 3.4</a>), or
	 * else for the first with more ({@code de-AT} for {@code de}). What a range of
	 * quality 0 stands for is chosen only by its own name.
	 * @param offered the tags of the languages that there are, in the order in which the
	 * server prefers them, such as {@code en} or {@code pt-BR}
	 * @return one of them; null if the client has asked for none of them
	 */
	public @Nullable String choose(List<String> offered) {
		for (String range : this.wanted) {
			String found = range.equals(ANY) ? firstUnnamed(offered) : lookUp(range, offered);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private @Nullable String lookUp(String range, List<String> offered) {
		for (String tag : offered) {
			if (tag.equalsIgnoreCase(range)) {
				return tag;
			}
		}
		for (int end = shortened(range, range.length()); end > 0; end = shortened(range, end)) {
			for (String tag : offered) {
				if (tag.length() == end && tag.regionMatches(true, 0, range, 0, end) && !isRefused(tag)) {
					return tag;
				}
			}
		}
		return firstOf(offered, range);
	}

	/** Without its last subtag, and without a single letter that would be last then. */
	private static int shortened(String range, int end) {
		int dash = range.lastIndexOf('-', end - 1);
		return (dash >= 2 && range.charAt(dash - 2) == '-') ? dash - 2 : Math.max(dash, 0);
	}

	private @Nullable String firstOf(List<String> offered, String range) {
		for (String tag : offered) {
			if (isBelow(tag, range) && !isRefused(tag)) {
				return tag;
			}
		}
		return null;
	}

	/** {@code *} stands for what no other range names. */
	private @Nullable String firstUnnamed(List<String> offered) {
		for (String tag : offered) {
			if (!isRefused(tag) && this.wanted.stream().noneMatch((range) -> isBelow(tag, range))) {
				return tag;
			}
		}
		return null;
	}

	private boolean isRefused(String tag) {
		return this.refused.stream().anyMatch((range) -> isBelow(tag, range));
	}

	private static boolean isBelow(String tag, String range) {
		int length = range.length();
		return length == 0 || (tag.regionMatches(true, 0, range, 0, length)
				&& (tag.length() == length || tag.charAt(length) == '-'));
	}

	/** Its ranges, the best first. */
	@Override
	public String toString() {
		return String.join(", ", this.wanted);
	}

	/** One range and how gladly it is taken, in thousandths. */
	private record Range(String tag, int quality) {

		static @Nullable Range read(String list, int start, int end) {
			int tagEnd = QualityValue.nameEnd(list, start, end);
			int quality = QualityValue.behindName(list, tagEnd, end);
			String tag = list.substring(start, tagEnd).strip();
			return (quality != QualityValue.MALFORMED && (tag.equals(ANY) || isTag(tag))) ? new Range(tag, quality)
					: null;
		}

		private static boolean isTag(String text) {
			int subtag = 0;
			boolean first = true;
			for (int i = 0; i < text.length(); i++) {
				char c = text.charAt(i);
				if (c == '-' && subtag > 0) {
					subtag = 0;
					first = false;
				}
				else if (subtag == LONGEST_SUBTAG || !(ABNF.isAlpha(c) || (ABNF.isDigit(c) && !first))) {
					return false;
				}
				else {
					subtag++;
				}
			}
			return subtag > 0 && text.length() <= LONGEST;
		}

	}

}
