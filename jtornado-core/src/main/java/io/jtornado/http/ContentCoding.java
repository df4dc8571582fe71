package io.jtornado.http;

import org.jspecify.annotations.Nullable;

/**
 * How the content of a request is coded, of those codings that can be undone
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, 8.4</a>).
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum ContentCoding {

	/** Not at all. */
	IDENTITY,
	/** The format of RFC 1952, {@code gzip} or {@code x-gzip}. */
	GZIP,
	/** The format of RFC 1950, zlib; deflate without it is malformed. */
	DEFLATE;

	/** What Accept-Encoding says where another coding is refused. */
	public static final String SUPPORTED = "gzip, deflate";

	/**
	 * Reads the list in Content-Encoding. Unlike Tornado, which passes content on that it
	 * cannot decode, this refuses it: whoever wants content decoded cannot use any other.
	 * @param contentEncoding the value of the field, its lines joined; null if there is
	 * none
	 * @return the only coding apart from {@code identity}
	 * @throws HTTPInputException with {@link Refusal#CONTENT_CODING_UNSUPPORTED} if a
	 * coding is unknown, or if there are several
	 */
	public static ContentCoding of(@Nullable String contentEncoding) {
		ContentCoding coding = IDENTITY;
		if (contentEncoding == null) {
			return coding;
		}
		for (int start = 0; start < contentEncoding.length();) {
			int end = Framing.memberEnd(contentEncoding, start);
			ContentCoding member = of(contentEncoding, start, end);
			if (member != IDENTITY && coding != IDENTITY) {
				throw new HTTPInputException(Refusal.CONTENT_CODING_UNSUPPORTED);
			}
			coding = (member != IDENTITY) ? member : coding;
			start = end + 1;
		}
		return coding;
	}

	private static ContentCoding of(String list, int from, int to) {
		if (Framing.isMember(list, from, to, "gzip") || Framing.isMember(list, from, to, "x-gzip")) {
			return GZIP;
		}
		if (Framing.isMember(list, from, to, "deflate")) {
			return DEFLATE;
		}
		if (Framing.isMember(list, from, to, "identity") || Framing.isMember(list, from, to, "")) {
			return IDENTITY;
		}
		throw new HTTPInputException(Refusal.CONTENT_CODING_UNSUPPORTED);
	}

}
