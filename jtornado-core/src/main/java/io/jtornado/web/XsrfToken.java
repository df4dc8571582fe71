package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a browser has in a cookie and gives back with every request that may change
 * something, which a page of another site cannot do. Tornado's, byte for byte: version 2
 * is {@code 2|mask|token XOR mask|seconds}, in hexadecimal but for the time; version 1 is
 * the token alone.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class XsrfToken {

	static final int LENGTH = 16;

	/**
	 * The most octets of one that somebody else has made. Unlike Tornado, which has no
	 * limit: a longer one counts as none.
	 */
	static final int MAX_OCTETS = 64;

	/**
	 * So many characters has the longest text of a token: what {@link #masked} has
	 * written, {@link #parse} reads.
	 */
	static final int MAX_LENGTH = "2|".length() + 8 + "|".length() + 2 * MAX_OCTETS + "|".length() + 16;

	static final int MASK_LENGTH = 4;

	private static final HexFormat HEX = HexFormat.of();

	/** A version, in a text that is one of version 2 if anything. */
	private static final Pattern VERSION = Pattern.compile("[1-9][0-9]*\\|");

	private static final Pattern MASKED = Pattern.compile("2\\|(\\p{XDigit}{8})\\|((?:\\p{XDigit}{2})+)\\|(\\d{1,16})");

	private static final Pattern PLAIN = Pattern.compile("(?:\\p{XDigit}{2})+");

	private final byte[] octets;

	private final long seconds; // when it was made; nobody relies on it

	XsrfToken(byte[] octets, long seconds) {
		this.octets = octets;
		this.seconds = seconds;
	}

	/**
	 * Reads a token, be the text what it may.
	 * @param now for the time of a token that has none, in seconds
	 * @return the token; null if it is empty, too long, or of an unknown version
	 */
	static @Nullable XsrfToken parse(String text, long now) {
		if (text.isEmpty() || text.length() > MAX_LENGTH) {
			return null;
		}
		if (!VERSION.matcher(text).lookingAt()) {
			return bounded(PLAIN.matcher(text).matches() ? HEX.parseHex(text) : text.getBytes(StandardCharsets.UTF_8),
					now);
		}
		Matcher masked = MASKED.matcher(text);
		if (!masked.matches()) {
			return null;
		}
		byte[] octets = mask(HEX.parseHex(masked.group(1)), HEX.parseHex(masked.group(2)));
		return bounded(octets, Long.parseLong(masked.group(3)));
	}

	private static @Nullable XsrfToken bounded(byte[] octets, long seconds) {
		return (octets.length <= MAX_OCTETS) ? new XsrfToken(octets, seconds) : null;
	}

	/**
	 * Writes the token so that it looks different under each mask: from the length of
	 * compressed pages that repeat a text its letters can be guessed
	 * (<a href="https://www.breachattack.com">BREACH</a>).
	 */
	String masked(byte[] mask) {
		return "2|" + HEX.formatHex(mask) + "|" + HEX.formatHex(mask(mask, this.octets)) + "|" + this.seconds;
	}

	private static byte[] mask(byte[] mask, byte[] octets) {
		byte[] masked = new byte[octets.length];
		for (int i = 0; i < masked.length; i++) {
			masked[i] = (byte) (octets[i] ^ mask[i % mask.length]);
		}
		return masked;
	}

	/** Compares in a time that does not tell how much of it is right. */
	boolean matches(XsrfToken other) {
		return MessageDigest.isEqual(this.octets, other.octets);
	}

}
