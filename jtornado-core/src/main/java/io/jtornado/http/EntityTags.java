package io.jtornado.http;

/**
 * Lists of entity tags, as {@code If-None-Match} has them
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, 8.8.3</a>):
 *
 * <pre>
 * entity-tag    = [ "W/" ] DQUOTE *etagc DQUOTE
 * If-None-Match = "*" / #entity-tag
 * </pre>
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class EntityTags {

	private EntityTags() {
	}

	/**
	 * Tells whether a list has a tag by strong comparison: what {@code W/} stands before
	 * is equal to nothing.
	 * @param list the value of the field, several lines joined by commas
	 * @param entityTag the tag of what would be sent
	 * @return whether the list has the tag; {@code *} is none
	 */
	public static boolean matchesStrongly(String list, String entityTag) {
		return opaqueStart(entityTag, 0) == 0 && contains(list, entityTag, true);
	}

	/**
	 * Tells whether a list has a tag by weak comparison: {@code W/} counts on neither
	 * side. What does not follow the grammar ends the list. One pass, nothing is
	 * allocated.
	 * @param list the value of the field, several lines joined by commas
	 * @param entityTag the tag of what would be sent
	 * @return whether the list is {@code *} or has the tag
	 */
	public static boolean matchesWeakly(String list, String entityTag) {
		int at = skipSeparators(list, 0);
		if (at < list.length() && list.charAt(at) == '*') {
			return skipSeparators(list, at + 1) == list.length();
		}
		return contains(list, entityTag, false);
	}

	/**
	 * Tells whether a list names a tag, by weak comparison, but not {@code *}.
	 * @param list the value of the field, several lines joined by commas
	 * @param entityTag the tag
	 * @return whether the list has the tag
	 */
	public static boolean names(String list, String entityTag) {
		return contains(list, entityTag, false);
	}

	private static boolean contains(String list, String entityTag, boolean strongly) {
		int at = skipSeparators(list, 0);
		int opaque = opaqueStart(entityTag, 0);
		int length = entityTag.length() - opaque;
		while (at < list.length()) {
			int start = opaqueStart(list, at);
			int end = closingQuote(list, start);
			if (end < 0) {
				return false;
			}
			boolean counts = !strongly || start == at;
			if (counts && end + 1 - start == length && list.regionMatches(start, entityTag, opaque, length)) {
				return true;
			}
			at = skipSeparators(list, end + 1);
		}
		return false;
	}

	private static int skipSeparators(String list, int from) {
		int at = from;
		while (at < list.length() && isSeparator(list.charAt(at))) {
			at++;
		}
		return at;
	}

	private static boolean isSeparator(char c) {
		return c == ',' || c == ' ' || c == '\t';
	}

	private static int opaqueStart(String text, int at) {
		return text.startsWith("W/", at) ? at + 2 : at;
	}

	private static int closingQuote(String list, int start) {
		boolean quoted = start < list.length() && list.charAt(start) == '"';
		return quoted ? list.indexOf('"', start + 1) : -1;
	}

}
