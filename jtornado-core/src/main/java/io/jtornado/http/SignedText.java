package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Signed values of version 2: fields that say how long they are, then the signature of
 * all of them, bars included.
 */
final class SignedText {

	private static final String ALGORITHM = "HmacSHA256";

	private static final String VERSION = "2|";

	/** More seconds than these digits can say are beyond what Java takes for a time. */
	private static final int MOST_DIGITS = 16;

	private final String text; // an octet in each character

	private int at = VERSION.length();

	private SignedText(String text) {
		this.text = text;
	}

	static String sign(SigningKeys keys, String name, byte[] value, long seconds) {
		String signed = VERSION + field(Integer.toString(keys.version())) + field(Long.toString(seconds)) + field(name)
				+ field(Base64.getEncoder().encodeToString(value));
		String signature = keys.signature(ALGORITHM, keys.version(), signed.getBytes(StandardCharsets.UTF_8));
		return signed + Objects.requireNonNull(signature);
	}

	private static String field(String content) {
		return content.getBytes(StandardCharsets.UTF_8).length + ":" + content + "|";
	}

	/** The value whatever its age is; null unless it was signed so. */
	static @Nullable SignedValue verify(SigningKeys keys, String name, String text) {
		return new SignedText(latin(text)).verified(keys, latin(name));
	}

	private static String latin(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private @Nullable SignedValue verified(SigningKeys keys, String name) {
		long keyVersion = number(next());
		long seconds = number(next());
		String signedName = next();
		String value = next();
		if (value == null || keyVersion < 0 || keyVersion > Integer.MAX_VALUE) {
			return null;
		}
		byte[] signed = this.text.substring(0, this.at).getBytes(StandardCharsets.ISO_8859_1);
		String signature = keys.signature(ALGORITHM, (int) keyVersion, signed);
		if (!SigningKeys.same(signature, this.text.substring(this.at)) || !name.equals(signedName) || seconds < 0) {
			return null;
		}
		byte[] octets = decoded(value);
		return (octets != null) ? new SignedValue(octets, seconds, (int) keyVersion) : null;
	}

	/** The content of the next field; null from the first on that is malformed. */
	private @Nullable String next() {
		int colon = (this.at >= 0) ? this.text.indexOf(':', this.at) : -1;
		long length = number(this.text, this.at, colon);
		long end = colon + 1 + length;
		if (length < 0 || end >= this.text.length() || this.text.charAt((int) end) != '|') {
			this.at = -1;
			return null;
		}
		this.at = (int) end + 1;
		return this.text.substring(colon + 1, (int) end);
	}

	private static long number(@Nullable String digits) {
		return (digits != null) ? number(digits, 0, digits.length()) : -1;
	}

	/** Digits alone, and no zero that could be left out; or -1. */
	static long number(String text, int from, int to) {
		int count = to - from;
		if (count < 1 || count > MOST_DIGITS || (count > 1 && text.charAt(from) == '0')) {
			return -1;
		}
		long number = 0;
		for (int i = from; i < to; i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			number = 10 * number + digit;
		}
		return number;
	}

	static byte @Nullable [] decoded(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
