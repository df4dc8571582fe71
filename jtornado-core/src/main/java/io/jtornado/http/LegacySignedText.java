package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Signed values of version 1, read only: {@code base64|seconds|hex of HMAC-SHA1}, where
 * name, base64 and seconds are signed without anything between them. Digits can be moved
 * from the value to the time therefore; a time that such a move would make, far from now
 * or with a zero in front, is not accepted.
 */
final class LegacySignedText {

	private static final Duration MOST_AHEAD = Duration.ofDays(31);

	private LegacySignedText() {
	}

	/** The value whatever its age is; null unless it was signed so. */
	static @Nullable SignedValue verify(SigningKeys keys, String name, String text, Instant now) {
		int first = text.indexOf('|');
		int second = text.indexOf('|', first + 1);
		if (first < 0 || second < 0 || text.indexOf('|', second + 1) >= 0) {
			return null;
		}
		String value = text.substring(0, first);
		String signed = name + value + text.substring(first + 1, second);
		String signature = keys.signature("HmacSHA1", 0, signed.getBytes(StandardCharsets.UTF_8));
		long seconds = SignedText.number(text, first + 1, second);
		if (!SigningKeys.same(signature, text.substring(second + 1)) || seconds < 1
				|| seconds > now.plus(MOST_AHEAD).getEpochSecond()) {
			return null;
		}
		byte[] octets = SignedText.decoded(value);
		return (octets != null) ? new SignedValue(octets, seconds, 0) : null;
	}

}
