package io.jtornado.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cookies as they stand in {@code Cookie} and {@code Set-Cookie}.
 * <p>
 * Reading follows browsers, not a grammar
 * (<a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.4">RFC 6265, 5.4</a>): a
 * field is split at every semicolon, quoted or not, each part at its first equals sign,
 * and no part can spoil another. Values in double quotes are unquoted, with the octal
 * escapes of Python's {@code http.cookies}. All in one pass: its quadratic ancestor was
 * <a href="https://nvd.nist.gov/vuln/detail/CVE-2024-52804">CVE-2024-52804</a>.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class Cookies {

	/**
	 * The most characters of name and value together
	 * (<a href="https://www.rfc-editor.org/rfc/rfc6265#section-6.1">RFC 6265, 6.1</a>):
	 * browsers drop longer cookies without a word. Unlike Tornado, which sends them.
	 */
	public static final int MAX_LENGTH = 4096;

	private static final String LEGAL = "!#$%&'*+-.^_`|~:";

	private static final String LEGAL_IN_QUOTES = LEGAL + " ()/<=>?@[]{}";

	private Cookies() {
	}

	/**
	 * Parses the value of a {@code Cookie} field.
	 * @param field the value as it came
	 * @return name and value of each cookie in their order; the last of one name wins; a
	 * part without an equals sign has the name ""
	 */
	public static Map<String, String> parse(String field) {
		Map<String, String> cookies = new LinkedHashMap<>();
		int end;
		for (int start = 0; start <= field.length(); start = end + 1) {
			int semicolon = field.indexOf(';', start);
			end = (semicolon >= 0) ? semicolon : field.length();
			int equals = indexOfEquals(field, start, end);
			String name = (equals >= 0) ? field.substring(start, equals).strip() : "";
			String value = field.substring((equals >= 0) ? equals + 1 : start, end).strip();
			if (!name.isEmpty() || !value.isEmpty()) {
				cookies.put(name, unquote(value));
			}
		}
		return cookies;
	}

	private static int indexOfEquals(String field, int start, int end) {
		for (int i = start; i < end; i++) {
			if (field.charAt(i) == '=') {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Renders the value of a {@code Set-Cookie} field.
	 * @param name the name, a token
	 * @param value the value; quoted where it has to be, what is not ASCII as UTF-8
	 * @param attributes the attributes
	 * @return the text for the field
	 * @throws IllegalArgumentException if the name is no token, if the value has a
	 * control character or a space, or if both are longer than {@link #MAX_LENGTH}
	 */
	public static String render(String name, String value, CookieAttributes attributes) {
		checkName(name);
		StringBuilder text = new StringBuilder(name.length() + value.length() + 64);
		text.append(name).append('=');
		appendValue(value, text);
		if (text.length() - 1 > MAX_LENGTH) {
			throw new IllegalArgumentException("Browsers drop the cookie " + name + ": name and value have "
					+ (text.length() - 1) + " characters, more than " + MAX_LENGTH);
		}
		if (attributes.domain() != null) {
			text.append("; Domain=").append(attributes.domain());
		}
		if (attributes.expires() != null) {
			text.append("; expires=").append(HTTPDate.format(attributes.expires().toEpochMilli()));
		}
		if (Boolean.TRUE.equals(attributes.httpOnly())) {
			text.append("; HttpOnly");
		}
		if (attributes.maxAge() != null) {
			text.append("; Max-Age=").append(attributes.maxAge().toSeconds());
		}
		if (attributes.path() != null) {
			text.append("; Path=").append(attributes.path());
		}
		String sameSite = (attributes.sameSite() != null) ? attributes.sameSite().text() : null;
		if (sameSite != null) {
			text.append("; SameSite=").append(sameSite);
		}
		return Boolean.TRUE.equals(attributes.secure()) ? text.append("; Secure").toString() : text.toString();
	}

	private static void checkName(String name) {
		boolean token = !name.isEmpty();
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			token &= c != ':' && isLegal(c, LEGAL);
		}
		if (!token) {
			throw new IllegalArgumentException("A cookie's name must be a token");
		}
	}

	private static void appendValue(String value, StringBuilder text) {
		boolean legal = true;
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) <= ' ') {
				throw new IllegalArgumentException("Control character or space in a cookie's value");
			}
			legal &= isLegal(value.charAt(i), LEGAL);
		}
		if (legal) {
			text.append(value);
			return;
		}
		text.append('"');
		for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
			appendQuoted((char) (octet & 0xff), text);
		}
		text.append('"');
	}

	private static void appendQuoted(char c, StringBuilder text) {
		if (c == '"' || c == '\\') {
			text.append('\\').append(c);
		}
		else if (isLegal(c, LEGAL_IN_QUOTES)) {
			text.append(c);
		}
		else {
			text.append('\\').append((char) ('0' + (c >> 6)));
			text.append((char) ('0' + ((c >> 3) & 7))).append((char) ('0' + (c & 7)));
		}
	}

	private static boolean isLegal(char c, String others) {
		int lower = c | 0x20;
		return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || others.indexOf(c) >= 0;
	}

	private static String unquote(String value) {
		int last = value.length() - 1;
		boolean quoted = last >= 1 && value.charAt(0) == '"' && value.charAt(last) == '"';
		if (!quoted) {
			return decode(value);
		}
		StringBuilder text = new StringBuilder(last);
		for (int i = 1; i < last; i++) {
			char c = value.charAt(i);
			if (c == '\\' && isOctal(value, i + 1, last)) {
				text.append((char) Integer.parseInt(value, i + 1, i + 4, 8));
				i += 3;
			}
			else if (c == '\\' && i + 1 < last) {
				text.append(value.charAt(++i));
			}
			else {
				text.append(c);
			}
		}
		return decode(text.toString());
	}

	private static boolean isOctal(String value, int at, int end) {
		if (at + 3 > end || value.charAt(at) > '3') {
			return false;
		}
		for (int i = at; i < at + 3; i++) {
			if (value.charAt(i) < '0' || value.charAt(i) > '7') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Takes the bytes for UTF-8 if they are, else for ISO 8859-1: other programs set
	 * cookies for this host too.
	 */
	private static String decode(String value) {
		int i = 0;
		while (i < value.length() && value.charAt(i) < 0x80) {
			i++;
		}
		if (i == value.length()) {
			return value;
		}
		try {
			byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
		}
		catch (CharacterCodingException ex) {
			return value;
		}
	}

}
