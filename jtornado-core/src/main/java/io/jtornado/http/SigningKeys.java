package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * The secrets that sign values: a single one whatever key version a value names, or one
 * for each version.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class SigningKeys {

	private final Map<Integer, byte[]> secrets;

	private final int version;

	private final boolean single;

	private SigningKeys(Map<Integer, byte[]> secrets, int version, boolean single) {
		this.secrets = secrets;
		this.version = version;
		this.single = single;
	}

	static SigningKeys of(String secret) {
		return new SigningKeys(Map.of(0, octets(secret)), 0, true);
	}

	static SigningKeys of(Map<Integer, String> secrets, int version) {
		Map<Integer, byte[]> octets = new HashMap<>();
		secrets.forEach((of, secret) -> {
			if (of < 0) {
				throw new IllegalArgumentException("Key version " + of + " is negative");
			}
			octets.put(of, octets(secret));
		});
		if (!octets.containsKey(version)) {
			throw new IllegalArgumentException(
					"There is no secret of key version " + version + ", only of " + secrets.keySet());
		}
		return new SigningKeys(octets, version, false);
	}

	private static byte[] octets(String secret) {
		if (secret.isBlank()) {
			throw new IllegalArgumentException("A cookie secret is blank: everybody could sign");
		}
		return secret.getBytes(StandardCharsets.UTF_8);
	}

	boolean single() {
		return this.single;
	}

	/** The version of the secret that signs. */
	int version() {
		return this.version;
	}

	/**
	 * Signs with the secret of a version.
	 * @return hexadecimal, in small letters; null if there is no such secret
	 */
	@Nullable String signature(String algorithm, int keyVersion, byte[] text) {
		byte[] secret = this.secrets.get(this.single ? this.version : keyVersion);
		if (secret == null) {
			return null;
		}
		try {
			Mac mac = Mac.getInstance(algorithm);
			mac.init(new SecretKeySpec(secret, algorithm));
			return HexFormat.of().formatHex(mac.doFinal(text));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no " + algorithm, ex);
		}
	}

	/** Compares in a time that does not tell how much of it is right. */
	static boolean same(@Nullable String expected, String given) {
		return expected != null && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
				given.getBytes(StandardCharsets.UTF_8));
	}

}
