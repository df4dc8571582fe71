package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Signs values with a secret, so that whoever carries them, such as a browser in a
 * cookie, cannot change them, give them another name or keep them for ever. They are not
 * hidden: everybody can read them. Tornado's {@code create_signed_value} and
 * {@code decode_signed_value}, byte for byte:
 *
 * <pre>
 * 2|length:key version|length:seconds|length:name|length:base64 of the value|hex of HMAC-SHA256
 * </pre>
 *
 * With secrets by version one of them signs and all of them verify, so that a secret can
 * be replaced while what it has signed is still about.
 * <p>
 * Unlike Tornado, version 1 is not accepted unless {@link #withMinVersion} says so, and
 * never written: its signature does not tell where the name ends and the value begins.
 * Nor does a signed value have more than {@value #MAX_LENGTH} characters, and lengths are
 * those of UTF-8 in names that are not ASCII too.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class SignedValues {

	/** The most characters of a signed value. */
	public static final int MAX_LENGTH = 16 * 1024;

	/** How long signatures count unless another time is said. */
	public static final Duration MAX_AGE = Duration.ofDays(31);

	/** Tornado takes what is above for a value of version 1 that begins with digits. */
	private static final int LARGEST_VERSION = 999;

	private final SigningKeys keys;

	private final int minVersion;

	private SignedValues(SigningKeys keys, int minVersion) {
		this.keys = keys;
		this.minVersion = minVersion;
	}

	/**
	 * Signs and verifies with one secret.
	 * @param secret the secret, best 32 random bytes as text; whoever knows it can sign
	 * @return a signer of that secret
	 * @throws IllegalArgumentException if the secret is blank
	 */
	public static SignedValues of(String secret) {
		return new SignedValues(SigningKeys.of(secret), 2);
	}

	/**
	 * Signs with one of several secrets, and verifies with the one that a value names.
	 * @param secrets secrets by key version, 0 and up
	 * @param keyVersion the version of the secret that signs
	 * @return a signer of those secrets
	 * @throws IllegalArgumentException if there is no secret of that version, if a
	 * version is negative, or if a secret is blank
	 */
	public static SignedValues of(Map<Integer, String> secrets, int keyVersion) {
		return new SignedValues(SigningKeys.of(secrets, keyVersion), 2);
	}

	/**
	 * Returns the same but for what is accepted at least.
	 * @param version 2, or 1 to accept what Tornado has signed before its version 3.2.1;
	 * for as long as such values are about
	 * @return a signer that accepts it
	 * @throws IllegalArgumentException if it is another version, or 1 with secrets by
	 * version: values of version 1 do not say which one has signed them
	 */
	public SignedValues withMinVersion(int version) {
		if (version != 1 && version != 2) {
			throw new IllegalArgumentException("The least version of signed values is 1 or 2, not " + version);
		}
		if (version == 1 && !this.keys.single()) {
			throw new IllegalArgumentException(
					"Signed values of version 1 do not name their key: give one secret, not secrets by version");
		}
		return new SignedValues(this.keys, version);
	}

	/**
	 * Signs text.
	 * @param name what it is, such as the cookie's name; it has to be verified under it
	 * @param value the text
	 * @param now the time, in whole seconds
	 * @return the signed value, ASCII if the name is
	 * @throws IllegalArgumentException if it would be longer than {@link #MAX_LENGTH}
	 */
	public String sign(String name, String value, Instant now) {
		return sign(name, value.getBytes(StandardCharsets.UTF_8), now);
	}

	/**
	 * Signs bytes.
	 * @param name what they are, such as the cookie's name; they have to be verified
	 * under it
	 * @param value the bytes
	 * @param now the time, in whole seconds
	 * @return the signed value, ASCII if the name is
	 * @throws IllegalArgumentException if it would be longer than {@link #MAX_LENGTH}
	 */
	public String sign(String name, byte[] value, Instant now) {
		if (value.length > MAX_LENGTH || name.length() > MAX_LENGTH) {
			throw tooLong();
		}
		String signed = SignedText.sign(this.keys, name, value, now.getEpochSecond());
		if (signed.length() > MAX_LENGTH) {
			throw tooLong();
		}
		return signed;
	}

	private static IllegalArgumentException tooLong() {
		return new IllegalArgumentException("A signed value has at most " + MAX_LENGTH + " characters");
	}

	/**
	 * Verifies a signed value.
	 * @param name the name it was signed under
	 * @param text what came back, be it what it may
	 * @param maxAge how long ago it may have been signed
	 * @param now the time
	 * @return the value; null if it was not signed so, or too long ago
	 */
	public @Nullable SignedValue verify(String name, String text, Duration maxAge, Instant now) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		int version = version(text);
		if (version < this.minVersion) {
			return null;
		}
		SignedValue value = switch (version) {
			case 1 -> LegacySignedText.verify(this.keys, name, text, now);
			case 2 -> SignedText.verify(this.keys, name, text);
			default -> null;
		};
		return (value != null && isYoung(value.signedAt(), maxAge, now)) ? value : null;
	}

	private static boolean isYoung(Instant signedAt, Duration maxAge, Instant now) {
		return Duration.between(signedAt, now).compareTo(maxAge) <= 0;
	}

	/** A decimal without leading zero before the first bar; all others are version 1. */
	private static int version(String text) {
		int bar = text.indexOf('|');
		long version = SignedText.number(text, 0, bar);
		return (version > 0 && version <= LARGEST_VERSION) ? (int) version : 1;
	}

}
