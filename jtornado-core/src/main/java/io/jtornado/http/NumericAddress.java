package io.jtornado.http;

import java.net.InetAddress;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * An IP address as a number, read from text without asking any name service.
 * <p>
 * An IPv4 address that is written as IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4 address:
 * otherwise a range of IPv4 addresses could be left by another spelling.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class NumericAddress {

	private static final int GROUPS = 8;

	/** Six groups, their colons, and an IPv4 address for the last two. */
	private static final int MAX_LENGTH = 45;

	private static final int MAX_PORT_DIGITS = 5;

	private final byte[] octets;

	private NumericAddress(byte[] octets) {
		this.octets = isMapped(octets) ? Arrays.copyOfRange(octets, 12, 16) : octets;
	}

	/**
	 * Returns the number of an address; its scope is left out.
	 * @param address the address
	 * @return a value
	 */
	public static NumericAddress of(InetAddress address) {
		return new NumericAddress(address.getAddress());
	}

	static NumericAddress ofOctets(byte[] octets) {
		return new NumericAddress(octets);
	}

	/**
	 * Reads four decimal numbers or eight groups of hexadecimal digits
	 * (<a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.2">RFC 4291, 2.2</a>).
	 * @param text the address: no brackets, no port, no scope, no leading zeros in
	 * decimal numbers, nothing around it
	 * @return a value, or null if the text is anything else
	 */
	public static @Nullable NumericAddress parse(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		byte[] octets = (text.indexOf(':') < 0) ? quad(text) : sixteen(text);
		return (octets != null) ? new NumericAddress(octets) : null;
	}

	/**
	 * Reads what proxies write for a node: an address, in brackets or not, with a port or
	 * not; the port may be obfuscated
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7239#section-6">RFC 7239, 6</a>).
	 * @param node the node
	 * @return its address; null for {@code unknown}, an obfuscated name and junk
	 */
	static @Nullable NumericAddress parseNode(String node) {
		if (node.startsWith("[")) {
			int close = node.indexOf(']');
			boolean fits = close > 0 && node.lastIndexOf(':', close) > 0 && isPort(node, close + 1);
			return fits ? parse(node.substring(1, close)) : null;
		}
		int colon = node.indexOf(':');
		if (colon > 0 && node.indexOf('.') > 0 && node.indexOf('.') < colon) {
			return isPort(node, colon) ? parse(node.substring(0, colon)) : null;
		}
		return parse(node);
	}

	private static boolean isPort(String node, int colon) {
		if (colon == node.length()) {
			return true;
		}
		String port = node.substring(colon + 1);
		boolean obfuscated = port.startsWith("_") && port.length() > 1;
		boolean fits = obfuscated || (!port.isEmpty() && port.length() <= MAX_PORT_DIGITS);
		return node.charAt(colon) == ':' && fits
				&& port.chars().allMatch((c) -> obfuscated ? isObfuscated(c) : ABNF.isDigit(c));
	}

	private static boolean isObfuscated(int c) {
		return ABNF.isDigit(c) || ABNF.isAlpha(c) || c == '.' || c == '_' || c == '-';
	}

	private static byte @Nullable [] quad(String text) {
		byte[] octets = new byte[4];
		return readQuad(text, 0, octets, 0) ? octets : null;
	}

	/** Reads four numbers from there to the end of the text. */
	private static boolean readQuad(String text, int from, byte[] octets, int to) {
		int start = from;
		for (int i = 0; i < 4; i++) {
			int dot = text.indexOf('.', start);
			if ((i < 3) == (dot < 0)) {
				return false;
			}
			int end = (i < 3) ? dot : text.length();
			int number = octet(text, start, end);
			if (number < 0) {
				return false;
			}
			octets[to + i] = (byte) number;
			start = end + 1;
		}
		return true;
	}

	/** A number up to 255 without leading zeros, which some read as octal; or -1. */
	private static int octet(String text, int start, int end) {
		int number = 0;
		for (int i = start; i < end; i++) {
			if (!ABNF.isDigit(text.charAt(i))) {
				return -1;
			}
			number = 10 * number + text.charAt(i) - '0';
		}
		int length = end - start;
		boolean fits = length == 1 || ((length == 2 || length == 3) && text.charAt(start) != '0');
		return (fits && number <= 0xFF) ? number : -1;
	}

	/** Eight groups, of which one run may be left out. */
	private static byte @Nullable [] sixteen(String text) {
		byte[] octets = new byte[2 * GROUPS];
		int length = 0;
		int gap = text.startsWith("::") ? 0 : -1;
		int i = (gap < 0) ? 0 : 2;
		while (i < text.length()) {
			int colon = text.indexOf(':', i);
			int end = (colon < 0) ? text.length() : colon;
			int written = (length < octets.length) ? readGroup(text, i, end, octets, length) : 0;
			boolean single = colon == text.length() - 1;
			boolean leavesOut = colon >= 0 && text.startsWith("::", colon);
			if (written == 0 || single || (leavesOut && gap >= 0)) {
				return null;
			}
			length += written;
			gap = leavesOut ? length : gap;
			i = end + (leavesOut ? 2 : 1);
		}
		if ((gap < 0) ? length != octets.length : length == octets.length) {
			return null;
		}
		return (gap < 0) ? octets : spread(octets, gap, length);
	}

	/** Puts zeros where groups were left out. */
	private static byte[] spread(byte[] octets, int gap, int length) {
		byte[] spread = new byte[octets.length];
		System.arraycopy(octets, 0, spread, 0, gap);
		System.arraycopy(octets, gap, spread, octets.length - (length - gap), length - gap);
		return spread;
	}

	/**
	 * Reads a group, or at the end of the text an IPv4 address. Returns how many octets
	 * it wrote; 0: it is neither.
	 */
	private static int readGroup(String text, int start, int end, byte[] octets, int to) {
		int value = 0;
		for (int i = start; i < end; i++) {
			int digit = ABNF.hex(text.charAt(i));
			if (digit < 0) {
				boolean quad = end == text.length() && to + 4 <= octets.length && readQuad(text, start, octets, to);
				return quad ? 4 : 0;
			}
			value = (value << 4) | digit;
		}
		if (start == end || end - start > 4) {
			return 0;
		}
		octets[to] = (byte) (value >> 8);
		octets[to + 1] = (byte) value;
		return 2;
	}

	private static boolean isMapped(byte[] octets) {
		if (octets.length != 2 * GROUPS || octets[10] != -1 || octets[11] != -1) {
			return false;
		}
		for (int i = 0; i < 10; i++) {
			if (octets[i] != 0) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the octets in network order.
	 * @return 4 for IPv4, 16 for IPv6
	 */
	byte[] octets() {
		return this.octets;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof NumericAddress address && Arrays.equals(this.octets, address.octets);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.octets);
	}

	/**
	 * Returns the one text that stands for the address
	 * (<a href="https://www.rfc-editor.org/rfc/rfc5952#section-4">RFC 5952, 4</a>).
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		if (this.octets.length == 4) {
			for (int i = 0; i < 4; i++) {
				text.append((i > 0) ? "." : "").append(this.octets[i] & 0xFF);
			}
			return text.toString();
		}
		int gap = longestGap();
		int gapEnd = gap + zeros(gap);
		for (int i = 0; i < GROUPS; i++) {
			if (i == gap) {
				text.append("::");
			}
			if (i < gap || i >= gapEnd) {
				text.append((i > 0 && i != gapEnd) ? ":" : "").append(Integer.toHexString(groupAt(i)));
			}
		}
		return text.toString();
	}

	/** Where the first of the longest runs of zeros begins; 8 if there is none. */
	private int longestGap() {
		int longest = GROUPS;
		for (int i = 0; i < GROUPS; i++) {
			if (zeros(i) > Math.max(1, zeros(longest))) {
				longest = i;
			}
		}
		return longest;
	}

	private int zeros(int from) {
		int to = from;
		while (to < GROUPS && groupAt(to) == 0) {
			to++;
		}
		return to - from;
	}

	private int groupAt(int group) {
		return ((this.octets[2 * group] & 0xFF) << 8) | (this.octets[2 * group + 1] & 0xFF);
	}

}
