package io.jtornado.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses: those that begin with the same bits
 * (<a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, 3.1</a>), or
 * all peers on unix-domain sockets.
 * <p>
 * IPv4 and IPv6 are apart: {@code ::/0} is every IPv6 address and no IPv4 address. An
 * IPv4 address that is written as IPv6 counts as IPv4.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class CIDR {

	/**
	 * The peers on unix-domain sockets, which have no IP address. Who may connect there
	 * is said by the mode of the socket's file.
	 */
	public static final CIDR UNIX = new CIDR(new byte[0], 0);

	private static final String UNIX_TEXT = "unix:";

	private static final int MAPPED_BITS = 96;

	/** Empty for unix-domain sockets. */
	private final byte[] network;

	private final int prefix;

	private CIDR(byte[] network, int prefix) {
		this.network = network;
		this.prefix = prefix;
	}

	/**
	 * Reads a range.
	 * @param text an address and how many of its bits count, as in {@code 10.0.0.0/8} or
	 * {@code 2001:db8::/32}; an address alone, which stands for itself; or {@code unix:}
	 * @return a value
	 * @throws IllegalArgumentException if it is anything else, a host name for example,
	 * or if bits are set behind those that count
	 */
	public static CIDR parse(String text) {
		if (text.equals(UNIX_TEXT)) {
			return UNIX;
		}
		int slash = text.indexOf('/');
		String written = (slash < 0) ? text : text.substring(0, slash);
		NumericAddress address = NumericAddress.parse(written);
		if (address == null) {
			throw new IllegalArgumentException("Not an address range: '" + text
					+ "'; write an IP address, a range such as 10.0.0.0/8 or 2001:db8::/32, or unix:");
		}
		byte[] octets = address.octets();
		int bits = 8 * octets.length;
		if (slash < 0) {
			return new CIDR(octets, bits);
		}
		int hidden = (bits == 32 && written.indexOf(':') >= 0) ? MAPPED_BITS : 0;
		int prefix = number(text.substring(slash + 1)) - hidden;
		if (prefix < 0 || prefix > bits) {
			throw new IllegalArgumentException("Not an address range: '" + text + "'; the number behind the slash is "
					+ hidden + " to " + (bits + hidden));
		}
		CIDR range = new CIDR(masked(octets, prefix), prefix);
		if (!Arrays.equals(range.network, octets)) {
			throw new IllegalArgumentException(
					"'" + text + "' has bits set behind the first " + (prefix + hidden) + "; write " + range);
		}
		return range;
	}

	/** One to three digits without leading zeros; or -1. */
	private static int number(String digits) {
		boolean fits = !digits.isEmpty() && digits.length() <= 3 && (digits.length() == 1 || !digits.startsWith("0"))
				&& digits.chars().allMatch((c) -> c >= '0' && c <= '9');
		return fits ? Integer.parseInt(digits) : -1;
	}

	private static byte[] masked(byte[] octets, int prefix) {
		byte[] network = new byte[octets.length];
		int whole = prefix / 8;
		System.arraycopy(octets, 0, network, 0, whole);
		if (whole < octets.length) {
			network[whole] = (byte) (octets[whole] & -(1 << (8 - prefix % 8)));
		}
		return network;
	}

	/**
	 * Tells whether an address is in the range.
	 * @param address the address
	 * @return whether it is
	 */
	public boolean contains(InetAddress address) {
		return contains(NumericAddress.of(address));
	}

	/**
	 * Tells whether an address is in the range.
	 * @param address the address
	 * @return whether it is
	 */
	public boolean contains(NumericAddress address) {
		byte[] octets = address.octets();
		if (octets.length != this.network.length) {
			return false;
		}
		int whole = this.prefix / 8;
		if (!Arrays.equals(octets, 0, whole, this.network, 0, whole)) {
			return false;
		}
		int rest = this.prefix % 8;
		return rest == 0 || ((octets[whole] ^ this.network[whole]) & 0xFF) >> (8 - rest) == 0;
	}

	/**
	 * Tells whether a peer is in the range.
	 * @param peer where the peer is; null if that is not known
	 * @return whether it is; false for null and for a name that has no address
	 */
	public boolean contains(@Nullable SocketAddress peer) {
		if (peer instanceof InetSocketAddress inet) {
			return inet.getAddress() != null && contains(inet.getAddress());
		}
		return peer instanceof UnixDomainSocketAddress && this.network.length == 0;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CIDR range && this.prefix == range.prefix && Arrays.equals(this.network, range.network);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(this.network) + this.prefix;
	}

	/** Returns the range as {@link #parse} reads it. */
	@Override
	public String toString() {
		return (this.network.length == 0) ? UNIX_TEXT : NumericAddress.ofOctets(this.network) + "/" + this.prefix;
	}

}
