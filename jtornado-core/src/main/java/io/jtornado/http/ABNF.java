package io.jtornado.http;

/**
 * The character classes of RFC 9110 and RFC 9112 as tables over bytes.
 *
 * <pre>
 * token       = 1*tchar
 * tchar       = "!" / "#" / "$" / "%" / "&amp;" / "'" / "*" / "+" / "-" / "." / "^" / "_" / "`" / "|" / "~" / DIGIT / ALPHA
 * field-value = *( field-vchar / SP / HTAB ), field-vchar = VCHAR / obs-text
 * obs-text    = %x80-FF
 * reg-name    = *( unreserved / pct-encoded / sub-delims )
 * </pre>
 * <p>
 * See <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110, 5.6.2</a>
 * and <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2">RFC 3986, 3.2.2</a>.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class ABNF {

	private static final byte TCHAR = 1;

	private static final byte FIELD_VALUE = 2;

	private static final byte TARGET = 4;

	private static final byte REG_NAME = 8;

	private static final byte[] CLASSES = classes();

	private ABNF() {
	}

	static boolean isTchar(byte octet) {
		return (CLASSES[octet & 0xFF] & TCHAR) != 0;
	}

	/**
	 * Tells whether a character may stand in a token.
	 * @param c the character
	 * @return whether it is a tchar
	 */
	public static boolean isTchar(char c) {
		return c < 0x80 && (CLASSES[c] & TCHAR) != 0;
	}

	/** VCHAR, obs-text, SP or HTAB. */
	static boolean isFieldValue(byte octet) {
		return (CLASSES[octet & 0xFF] & FIELD_VALUE) != 0;
	}

	/** Visible US-ASCII without "#": a request target has no fragment. */
	static boolean isTarget(byte octet) {
		return (CLASSES[octet & 0xFF] & TARGET) != 0;
	}

	/** What may stand in a reg-name without being encoded: unreserved and sub-delims. */
	static boolean isRegName(char c) {
		return c < 0x80 && (CLASSES[c] & REG_NAME) != 0;
	}

	/** As for a character. */
	static boolean isRegName(byte octet) {
		return (CLASSES[octet & 0xFF] & REG_NAME) != 0;
	}

	static boolean isDigit(int c) {
		return c >= '0' && c <= '9';
	}

	static boolean isAlpha(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	/**
	 * Tells whether a text is a token.
	 * @param text the text
	 * @return whether it is one or more tchars
	 */
	public static boolean isToken(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!isTchar(text.charAt(i))) {
				return false;
			}
		}
		return !text.isEmpty();
	}

	static boolean isFieldValue(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c > 0xFF || (CLASSES[c] & FIELD_VALUE) == 0) {
				return false;
			}
		}
		return true;
	}

	/** The value of a hexadecimal digit, or -1. */
	static int hex(int octet) {
		if (octet >= '0' && octet <= '9') {
			return octet - '0';
		}
		int lower = octet | 0x20;
		return (lower >= 'a' && lower <= 'f') ? lower - 'a' + 10 : -1;
	}

	private static byte[] classes() {
		byte[] classes = new byte[256];
		for (int c = 0x21; c <= 0x7E; c++) {
			classes[c] |= FIELD_VALUE | TARGET;
			if ("\"(),/:;<=>?@[\\]{}".indexOf(c) < 0) {
				classes[c] |= TCHAR;
			}
		}
		for (int c = 0x21; c <= 0x7E; c++) {
			int lower = c | 0x20;
			boolean alphanumeric = (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z');
			if (alphanumeric || "-._~!$&'()*+,;=".indexOf(c) >= 0) {
				classes[c] |= REG_NAME;
			}
		}
		for (int c = 0x80; c <= 0xFF; c++) {
			classes[c] |= FIELD_VALUE;
		}
		classes[' '] |= FIELD_VALUE;
		classes['\t'] |= FIELD_VALUE;
		classes['#'] &= ~TARGET;
		return classes;
	}

}
