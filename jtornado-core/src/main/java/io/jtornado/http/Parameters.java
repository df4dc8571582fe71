package io.jtornado.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters behind a value, in one pass
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6">RFC 9110, 5.6.6</a>):
 *
 * <pre>
 * parameters = *( OWS ";" OWS [ token "=" ( token / quoted-string ) ] )
 * </pre>
 *
 * In quotes a backslash escapes a quote or another backslash, and stands for itself in
 * front of anything else, as in Tornado: there are clients that send {@code C:\file}.
 */
final class Parameters {

	private final String text; // a character for each byte

	private int position;

	private Parameters(String text, int from) {
		this.text = text;
		this.position = from;
	}

	/**
	 * Returns the values by name, the names in lower case. Throws
	 * MalformedMultipartException if this is anything else, or if a name comes twice: two
	 * readers would take two different values.
	 */
	static Map<String, String> parse(String text, int from) {
		return new Parameters(text, from).parse();
	}

	private Map<String, String> parse() {
		Map<String, String> values = new HashMap<>();
		skipWhiteSpace();
		while (this.position < this.text.length()) {
			expect(';');
			skipWhiteSpace();
			if (this.position < this.text.length() && this.text.charAt(this.position) != ';') {
				String name = token().toLowerCase(Locale.ROOT);
				expect('=');
				if (values.put(name, value()) != null) {
					throw new MalformedMultipartException("a parameter comes twice");
				}
				skipWhiteSpace();
			}
		}
		return values;
	}

	private void skipWhiteSpace() {
		while (this.position < this.text.length() && FieldParser.isWhiteSpace(this.text.charAt(this.position))) {
			this.position++;
		}
	}

	private void expect(char c) {
		if (this.position == this.text.length() || this.text.charAt(this.position) != c) {
			throw malformed();
		}
		this.position++;
	}

	private String token() {
		int start = this.position;
		while (this.position < this.text.length() && ABNF.isTchar(this.text.charAt(this.position))) {
			this.position++;
		}
		if (this.position == start) {
			throw malformed();
		}
		return this.text.substring(start, this.position);
	}

	private String value() {
		if (this.position == this.text.length() || this.text.charAt(this.position) != '"') {
			return token();
		}
		StringBuilder value = new StringBuilder();
		for (int i = this.position + 1; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == '"') {
				this.position = i + 1;
				return value.toString();
			}
			if (c == '\\' && i + 1 < this.text.length() && isEscapable(this.text.charAt(i + 1))) {
				i++;
			}
			value.append(this.text.charAt(i));
		}
		throw malformed();
	}

	private static boolean isEscapable(char c) {
		return c == '"' || c == '\\';
	}

	private static MalformedMultipartException malformed() {
		return new MalformedMultipartException("malformed parameters");
	}

	// What the values mean

	/** The text of a value: UTF-8, as browsers send it. */
	static String text(String value) {
		return decode(value.getBytes(StandardCharsets.ISO_8859_1), value.length(), StandardCharsets.UTF_8);
	}

	/**
	 * The text of an extended value, {@code charset'language'percent-encoded}
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8187#section-3.2.1">RFC 8187, 3.2.1</a>
	 * and RFC 5987 before it).
	 */
	static String extendedText(String value) {
		int quote = value.indexOf('\'');
		int end = value.indexOf('\'', quote + 1);
		if (quote < 0 || end < 0) {
			throw malformed();
		}
		Charset charset = switch (value.substring(0, quote).toLowerCase(Locale.ROOT)) {
			case "utf-8" -> StandardCharsets.UTF_8;
			case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
			default -> throw new MalformedMultipartException("a parameter has an unknown charset");
		};
		return unescape(value, end + 1, charset);
	}

	private static String unescape(String value, int from, Charset charset) {
		byte[] octets = new byte[value.length()];
		int length = 0;
		for (int i = from; i < value.length(); i++) {
			int octet = value.charAt(i);
			if (octet == '%') {
				octet = (i + 2 < value.length()) ? escaped(value, i) : -1;
				i += 2;
			}
			else if (!isAttributeChar((char) octet)) {
				octet = -1;
			}
			if (octet < 0) {
				throw malformed();
			}
			octets[length++] = (byte) octet;
		}
		return decode(octets, length, charset);
	}

	/** {@code attr-char}: a token's but for three, of which one begins an escape. */
	private static boolean isAttributeChar(char c) {
		return c != '*' && c != '\'' && ABNF.isTchar(c);
	}

	private static int escaped(String value, int at) {
		int high = ABNF.hex(value.charAt(at + 1));
		int low = ABNF.hex(value.charAt(at + 2));
		return (high < 0 || low < 0) ? -1 : (high << 4) | low;
	}

	/** No control character may come in by an escape that could not come in as it is. */
	private static String decode(byte[] octets, int length, Charset charset) {
		CharBuffer text;
		try {
			text = charset.newDecoder().decode(ByteBuffer.wrap(octets, 0, length));
		}
		catch (CharacterCodingException ex) {
			throw new MalformedMultipartException("a name is not " + charset);
		}
		for (int i = 0; i < text.length(); i++) {
			if (Character.isISOControl(text.charAt(i))) {
				throw new MalformedMultipartException("a name has a control character");
			}
		}
		return text.toString();
	}

}
