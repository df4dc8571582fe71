package io.jtornado.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which codings of a content a client takes, and which of them rather
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, 12.5.3</a>):
 *
 * <pre>
 * Accept-Encoding = #( ( content-coding / "identity" / "*" ) [ weight ] )
 * </pre>
 *
 * A coding that is listed twice has its lower quality. Where the field is missing, or
 * does not follow the grammar in any of its members, nothing but {@link #IDENTITY} is
 * taken: who has not asked for a coding need not be able to undo it. Unlike Tornado, for
 * which {@code gzip;q=0}, and any other value that has these letters in it, asks for
 * gzip.
 * <p>
 * One pass over the field for each coding that is looked for; nothing is allocated.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class AcceptEncoding {

	/** The content as it is. */
	public static final String IDENTITY = "identity";

	/** The quality of what is listed without one, in thousandths. */
	public static final int FULL = QualityValue.FULL;

	/** That of identity where nobody speaks of it: taken, but anything else rather. */
	private static final int LEAST = 1;

	private static final int UNLISTED = -1;

	private static final AcceptEncoding NOTHING_ELSE = new AcceptEncoding("");

	private final String list; // follows the grammar

	private AcceptEncoding(String list) {
		this.list = list;
	}

	/**
	 * Reads the field.
	 * @param acceptEncoding its value, several lines joined by commas; null if there is
	 * none
	 * @return what it says, or that nothing but identity is taken if it is malformed
	 */
	public static AcceptEncoding of(@Nullable String acceptEncoding) {
		return (acceptEncoding != null && isList(acceptEncoding)) ? new AcceptEncoding(acceptEncoding) : NOTHING_ELSE;
	}

	/**
	 * Chooses what the client takes most gladly.
	 * @param offered the codings that there are, in the order in which the server prefers
	 * them; {@link #IDENTITY} need not be among them
	 * @return one of them, the first of those with the highest quality; null if the
	 * content is to be sent as it is, because it is preferred or because nothing that is
	 * offered is taken
	 */
	public @Nullable String choose(List<String> offered) {
		String chosen = null;
		int highest = 0;
		for (int i = 0; i < offered.size(); i++) {
			int quality = quality(offered.get(i));
			if (quality > highest) {
				highest = quality;
				chosen = offered.get(i);
			}
		}
		boolean coded = chosen != null && !chosen.equals(IDENTITY) && highest >= quality(IDENTITY);
		return coded ? chosen : null;
	}

	/**
	 * Returns how gladly a coding is taken.
	 * @param coding its name in lower case; {@code gzip} stands for {@code x-gzip} too
	 * @return 0, not at all, to {@link #FULL}, in thousandths; for identity that is not
	 * listed the least there is, unless {@code *;q=0} refuses it
	 */
	public int quality(String coding) {
		int any = UNLISTED;
		int own = UNLISTED;
		for (int start = 0; start < this.list.length();) {
			int end = Framing.memberEnd(this.list, start);
			int nameEnd = QualityValue.nameEnd(this.list, start, end);
			if (names(start, nameEnd, coding)) {
				own = lower(own, QualityValue.behindName(this.list, nameEnd, end));
			}
			else if (Framing.isMember(this.list, start, nameEnd, "*")) {
				any = lower(any, QualityValue.behindName(this.list, nameEnd, end));
			}
			start = end + 1;
		}
		if (own != UNLISTED) {
			return own;
		}
		if (coding.equals(IDENTITY)) {
			return (any == 0) ? 0 : LEAST;
		}
		return Math.max(any, 0);
	}

	private boolean names(int start, int end, String coding) {
		return Framing.isMember(this.list, start, end, coding)
				|| (coding.equals("gzip") && Framing.isMember(this.list, start, end, "x-gzip"));
	}

	private static int lower(int one, int other) {
		return (one == UNLISTED) ? other : Math.min(one, other);
	}

	private static boolean isList(String list) {
		for (int start = 0; start < list.length();) {
			int end = Framing.memberEnd(list, start);
			int nameEnd = QualityValue.nameEnd(list, start, end);
			boolean empty = nameEnd == end && Framing.isMember(list, start, end, "");
			if (!empty && !isCoding(list, start, nameEnd, end)) {
				return false;
			}
			start = end + 1;
		}
		return true;
	}

	private static boolean isCoding(String list, int start, int nameEnd, int end) {
		return isName(list, start, nameEnd) && QualityValue.behindName(list, nameEnd, end) != QualityValue.MALFORMED;
	}

	private static boolean isName(String list, int from, int to) {
		int start = FieldParser.skipWhiteSpace(list, from, to);
		int end = start;
		while (end < to && ABNF.isTchar(list.charAt(end))) {
			end++;
		}
		return end > start && FieldParser.skipWhiteSpace(list, end, to) == to;
	}

	/** The field as it counts: empty if it was missing or malformed. */
	@Override
	public String toString() {
		return this.list;
	}

}
