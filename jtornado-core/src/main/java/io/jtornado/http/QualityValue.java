package io.jtornado.http;

/**
 * How gladly something is taken, in thousandths
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2">RFC 9110, 12.4.2</a>):
 *
 * <pre>
 * qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
 * </pre>
 */
final class QualityValue {

	/** That of what stands without one. */
	static final int FULL = 1000;

	static final int MALFORMED = -1;

	private QualityValue() {
	}

	/** Reads a part of a text, with white space behind it or none. */
	static int read(String text, int start, int end) {
		int whole = (start < end) ? text.charAt(start) - '0' : -1;
		int at = start + 1;
		int thousandths = 0;
		if (at < end && text.charAt(at) == '.') {
			at++;
			for (int place = 100; place > 0 && at < end && isDigit(text.charAt(at)); place /= 10) {
				thousandths += place * (text.charAt(at) - '0');
				at++;
			}
		}
		boolean wellFormed = (whole == 0 || (whole == 1 && thousandths == 0))
				&& FieldParser.skipWhiteSpace(text, at, end) == end;
		return wellFormed ? FULL * whole + thousandths : MALFORMED;
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

}
