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

	private static final int MAX_PORT_DIGITS = 5;

	private Authority() {
	}

	static boolean isValid(String authority) {
		int hostEnd = hostEnd(authority);
		return hostEnd > 0 && isPort(authority, hostEnd);
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

	private static boolean isPort(String authority, int hostEnd) {
		if (hostEnd == authority.length()) {
			return true;
		}
		if (authority.charAt(hostEnd) != ':' || authority.length() - hostEnd - 1 > MAX_PORT_DIGITS) {
			return false;
		}
		int port = 0;
		for (int i = hostEnd + 1; i < authority.length(); i++) {
			char c = authority.charAt(i);
			if (c < '0' || c > '9') {
				return false;
			}
			port = 10 * port + c - '0';
		}
		return port <= 0xFFFF;
	}

	private static boolean isRegName(String text, int i) {
		char c = text.charAt(i);
		if (c == '%') {
			return i + 2 < text.length() && ABNF.hex(text.charAt(i + 1)) >= 0 && ABNF.hex(text.charAt(i + 2)) >= 0;
		}
		return isAlphanumeric(c) || "-._~!$&'()*+,;=".indexOf(c) >= 0;
	}

	private static boolean isLiteral(String literal) {
		return (literal.startsWith("v") || literal.startsWith("V")) ? isFuture(literal) : isAddress(literal);
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

	/**
	 * Eight groups of one to four digits, one run of them left out at most, an IPv4
	 * address for the last two.
	 */
	private static boolean isAddress(String address) {
		int gap = address.indexOf("::");
		if (gap < 0) {
			return groups(address, true) == 8;
		}
		String head = address.substring(0, gap);
		String tail = address.substring(gap + 2);
		int before = head.isEmpty() ? 0 : groups(head, false);
		int behind = tail.isEmpty() ? 0 : groups(tail, true);
		return before >= 0 && behind >= 0 && before + behind < 8;
	}

	private static int groups(String text, boolean last) {
		String[] parts = text.split(":", -1);
		int groups = 0;
		for (int i = 0; i < parts.length; i++) {
			if (last && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
				return isDottedQuad(parts[i]) ? groups + 2 : -1;
			}
			if (!isGroup(parts[i])) {
				return -1;
			}
			groups++;
		}
		return groups;
	}

	private static boolean isGroup(String group) {
		for (int i = 0; i < group.length(); i++) {
			if (ABNF.hex(group.charAt(i)) < 0) {
				return false;
			}
		}
		return !group.isEmpty() && group.length() <= 4;
	}

	private static boolean isDottedQuad(String text) {
		String[] parts = text.split("\\.", -1);
		for (String part : parts) {
			boolean digits = !part.isEmpty() && part.length() <= 3
					&& part.chars().allMatch((c) -> c >= '0' && c <= '9');
			if (!digits || Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
				return false;
			}
		}
		return parts.length == 4;
	}

	private static boolean isAlphanumeric(char c) {
		int lower = c | 0x20;
		return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z' && c < 0x80);
	}

}
