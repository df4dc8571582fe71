package io.jtornado.http;

/**
 * The grammar of {@code uri-host [ ":" port ]}, which a Host field and the authority of
 * an absolute target obey.
 *
 * <pre>
 * uri-host   = IP-literal / IPv4address / reg-name
 * IP-literal = "[" ( IPv6address / IPvFuture ) "]"
 * reg-name   = 1*( unreserved / pct-encoded / sub-delims )
 * port       = *DIGIT
 * </pre>
 * <p>
 * An empty host is refused: no http URI has one
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-4.2.1">RFC 9110, 4.2.1</a>),
 * and neither has one a user.
 */
final class Authority {

	private static final int MAX_PORT = 0xFFFF;

	private Authority() {
	}

	static boolean isValid(String authority) {
		int hostEnd = hostEnd(authority);
		return hostEnd > 0 && isPort(authority, hostEnd);
	}

	/**
	 * Whether octets are valid for sure: a reg-name without pct-encoded, or an IPv4
	 * address, and a port or none. Nearly all are, and no string has to be made of them,
	 * which is a twelfth of the time from a small request to its answer.
	 */
	static boolean isPlain(byte[] octets, int from, int to) {
		int end = from;
		while (end < to && ABNF.isRegName(octets[end])) {
			end++;
		}
		return end > from && (end == to || (octets[end] == ':' && isPlainPort(octets, end + 1, to)));
	}

	private static boolean isPlainPort(byte[] octets, int from, int to) {
		int port = 0;
		for (int i = from; i < to; i++) {
			int digit = octets[i] - '0';
			port = 10 * port + digit;
			if (digit < 0 || digit > 9 || port > MAX_PORT) {
				return false;
			}
		}
		return true;
	}

	/** The host without its port; IPv6 literals keep their brackets. */
	static String host(String authority) {
		return authority.substring(0, hostEnd(authority));
	}

	private static int hostEnd(String authority) {
		if (!authority.isEmpty() && authority.charAt(0) == '[') {
			int close = authority.indexOf(']');
			return (close > 0 && isLiteral(authority.substring(1, close))) ? close + 1 : -1;
		}
		int i = 0;
		while (i < authority.length() && isRegName(authority, i)) {
			i++;
		}
		return i;
	}

	/**
	 * {@code [ ":" *DIGIT ]}: the number counts, not how many digits it has, and an empty
	 * one stands for the scheme's own. There are no ports beyond 16 bits.
	 */
	private static boolean isPort(String authority, int hostEnd) {
		int length = authority.length();
		if (hostEnd == length) {
			return true;
		}
		if (authority.charAt(hostEnd) != ':') {
			return false;
		}
		int port = 0;
		for (int i = hostEnd + 1; i < length; i++) {
			char c = authority.charAt(i);
			port = 10 * port + c - '0';
			if (c < '0' || c > '9' || port > MAX_PORT) {
				return false;
			}
		}
		return true;
	}

	private static boolean isRegName(String text, int i) {
		char c = text.charAt(i);
		if (c == '%') {
			return i + 2 < text.length() && ABNF.hex(text.charAt(i + 1)) >= 0 && ABNF.hex(text.charAt(i + 2)) >= 0;
		}
		return ABNF.isRegName(c);
	}

	/** An IPv4 address is none: it has no brackets. Neither has an address a zone. */
	private static boolean isLiteral(String literal) {
		if (literal.startsWith("v") || literal.startsWith("V")) {
			return isFuture(literal);
		}
		return literal.indexOf(':') >= 0 && NumericAddress.parse(literal) != null;
	}

	/** {@code "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )}. */
	private static boolean isFuture(String literal) {
		int dot = literal.indexOf('.');
		if (dot < 2 || dot == literal.length() - 1) {
			return false;
		}
		for (int i = 1; i < literal.length(); i++) {
			char c = literal.charAt(i);
			boolean fits = (i < dot) ? ABNF.hex(c) >= 0 : c == ':' || (c != '%' && isRegName(literal, i));
			if (!fits) {
				return false;
			}
		}
		return true;
	}

}
