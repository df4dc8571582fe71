package io.jtornado.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of UTF-8 text in the parts of a URL
 * (<a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, 2.1</a>);
 * Tornado's {@code url_escape} and {@code url_unescape}.
 * <p>
 * Decoding is lenient about escapes and strict about characters: {@code %zz} stays as it
 * is, bytes that are not UTF-8 are refused. Text that comes raw from the wire holds one
 * byte per character (ISO 8859-1) and is decoded as UTF-8 like escaped text.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class PercentEncoding {

	private static final char[] HEX = "0123456789ABCDEF".toCharArray();

	private PercentEncoding() {
	}

	/**
	 * Decodes a part of a path: {@code %XX} only, a plus sign stays.
	 * @param text the raw text
	 * @return the decoded text
	 * @throws MalformedEncodingException if the bytes are not UTF-8
	 */
	public static String decodePath(String text) {
		return isPlain(text, false) ? text : decode(text, false);
	}

	/**
	 * Decodes a name or a value of a query or a form: {@code %XX}, and a plus sign is a
	 * space.
	 * @param text the raw text
	 * @return the decoded text
	 * @throws MalformedEncodingException if the bytes are not UTF-8
	 */
	public static String decodeForm(String text) {
		return isPlain(text, true) ? text : decode(text, true);
	}

	/**
	 * Encodes a text for a path: everything but letters, digits, {@code _ . - ~} and the
	 * slash.
	 * @param text any text
	 * @return ASCII text that {@link #decodePath} turns back
	 */
	public static String encodePath(String text) {
		StringBuilder encoded = new StringBuilder(text.length() + 16);
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			if (isUnreserved(octet) || octet == '/') {
				encoded.append((char) octet);
			}
			else {
				escape(octet, encoded);
			}
		}
		return encoded.toString();
	}

	/**
	 * Encodes only what may not stand in a URL at all, so that a URL that is one already
	 * stays as it is: spaces and everything outside of ASCII.
	 * @param url a URL, perhaps with characters of an IRI
	 * @return ASCII text
	 */
	public static String encodeUrl(String url) {
		if (isVisible(url)) {
			return url;
		}
		StringBuilder encoded = new StringBuilder(url.length() + 16);
		for (byte octet : url.getBytes(StandardCharsets.UTF_8)) {
			if (octet > ' ' && octet < 0x7f) {
				encoded.append((char) octet);
			}
			else {
				escape(octet, encoded);
			}
		}
		return encoded.toString();
	}

	private static boolean isVisible(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ' || c >= 0x7f) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPlain(String text, boolean plus) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '%' || c >= 0x80 || (plus && c == '+')) {
				return false;
			}
		}
		return true;
	}

	private static String decode(String text, boolean plus) {
		byte[] octets = octets(text);
		int length = 0;
		for (int i = 0; i < octets.length; i++) {
			int octet = octets[i];
			if (octet == '%' && isEscape(octets, i)) {
				octet = (ABNF.hex(octets[i + 1]) << 4) | ABNF.hex(octets[i + 2]);
				i += 2;
			}
			else if (plus && octet == '+') {
				octet = ' ';
			}
			octets[length++] = (byte) octet;
		}
		return strictText(octets, length);
	}

	private static byte[] octets(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) > 0xff) {
				return text.getBytes(StandardCharsets.UTF_8);
			}
		}
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static boolean isEscape(byte[] octets, int at) {
		return at + 2 < octets.length && ABNF.hex(octets[at + 1]) >= 0 && ABNF.hex(octets[at + 2]) >= 0;
	}

	private static String strictText(byte[] octets, int length) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, length)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new MalformedEncodingException("not UTF-8");
		}
	}

	private static boolean isUnreserved(int c) {
		int lower = c | 0x20;
		return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' || c == '~';
	}

	private static void escape(byte octet, StringBuilder encoded) {
		encoded.append('%').append(HEX[(octet >> 4) & 0xf]).append(HEX[octet & 0xf]);
	}

}
