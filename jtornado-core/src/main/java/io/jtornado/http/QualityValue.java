package io.jtornado.http;

/**
 * How gladly something is taken, in thousandths
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2">RFC 9110, 12.4.2</a>):
 *
 * <pre>
 * weight = OWS ";" OWS "q=" qvalue
 * qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
 * </pre>
 */
final class QualityValue {

	/** That of what stands without one. */
	static final int FULL = 1000;

	static final int MALFORMED = -1;

	private QualityValue() {
	}

	/** Reads what stands behind {@code q=}, with white space behind it or none. */
	static int read(String text, int start, int end) {
		int whole = (start < end) ? text.charAt(start) - '0' : -1;
		int at = start + 1;
		int thousandths = 0;
		if (at < end && text.charAt(at) == '.') {
			at++;
			for (int place = 100; place > 0 && at < end && ABNF.isDigit(text.charAt(at)); place /= 10) {
				thousandths += place * (text.charAt(at) - '0');
				at++;
			}
		}
		boolean wellFormed = (whole == 0 || (whole == 1 && thousandths == 0))
				&& FieldParser.skipWhiteSpace(text, at, end) == end;
		return wellFormed ? FULL * whole + thousandths : MALFORMED;
	}

	/** Where the name of a member of a list ends: at its weight, or with the member. */
	static int nameEnd(String list, int start, int end) {
		int at = start;
		while (at < end && list.charAt(at) != ';') {
			at++;
		}
		return at;
	}

	/** Reads what stands between a name and the end of its member. */
	static int behindName(String list, int nameEnd, int end) {
		if (nameEnd == end) {
			return FULL;
		}
		int at = FieldParser.skipWhiteSpace(list, nameEnd + 1, end);
		return isWeight(list, at, end) ? read(list, at + 2, end) : MALFORMED;
	}

	/** Whether a parameter is the weight. */
	static boolean isWeight(String text, int start, int end) {
		return end - start >= 2 && text.regionMatches(true, start, "q=", 0, 2);
	}

}
