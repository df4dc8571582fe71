package io.jtornado.iostream;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

/**
 * Version 1 of the PROXY protocol.
 *
 * <pre>
 * line    = "PROXY " ( "UNKNOWN" [ SP *OCTET ] / "TCP4" ends / "TCP6" ends ) CRLF
 * ends    = SP address SP address SP port SP port
 * </pre>
 *
 * Numbers have no leading zeros; no name service is asked.
 */
final class ProxyLine {

	private static final int MAX_PORT = 0xFFFF;

	private ProxyLine() {
	}

	/** Reads a line with its end. */
	static ProxyHeader read(String line) throws ProxyProtocolException {
		if (!line.endsWith("\r\n")) {
			throw new ProxyProtocolException("A PROXY line that does not end in CRLF");
		}
		String[] words = line.substring(0, line.length() - 2).split(" ", -1);
		if (words[1].equals("UNKNOWN")) {
			return ProxyHeader.UNKNOWN;
		}
		boolean six = words[1].equals("TCP6");
		if (words.length != 6 || !(six || words[1].equals("TCP4"))) {
			throw malformed();
		}
		return new ProxyHeader(ProxyHeader.Command.PROXY, address(words[2], words[4], six),
				address(words[3], words[5], six));
	}

	private static InetSocketAddress address(String host, String port, boolean six) throws ProxyProtocolException {
		byte[] octets = six ? sixteen(host) : quad(host);
		int number = number(port, MAX_PORT);
		if (octets == null || number < 0) {
			throw malformed();
		}
		try {
			return new InetSocketAddress(InetAddress.getByAddress(octets), number);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex); // four or sixteen they are
		}
	}

	private static ProxyProtocolException malformed() {
		return new ProxyProtocolException("A malformed PROXY line");
	}

	private static byte @Nullable [] quad(String text) {
		String[] numbers = text.split("\\.", -1);
		byte[] octets = new byte[4];
		for (int i = 0; i < octets.length && numbers.length == octets.length; i++) {
			int number = number(numbers[i], 0xFF);
			if (number < 0) {
				return null;
			}
			octets[i] = (byte) number;
		}
		return (numbers.length == octets.length) ? octets : null;
	}

	private static byte @Nullable [] sixteen(String text) {
		int gap = text.indexOf("::");
		byte[] head = groups((gap < 0) ? text : text.substring(0, gap), gap < 0);
		byte[] tail = groups((gap < 0) ? "" : text.substring(gap + 2), true);
		if (head == null || tail == null) {
			return null;
		}
		int given = head.length + tail.length;
		if ((gap < 0) ? given != 16 : given > 14) {
			return null;
		}
		byte[] octets = new byte[16];
		System.arraycopy(head, 0, octets, 0, head.length);
		System.arraycopy(tail, 0, octets, 16 - tail.length, tail.length);
		return octets;
	}

	/** Groups of four hexadecimal digits at most; the last may be an IPv4 address. */
	private static byte @Nullable [] groups(String text, boolean last) {
		ByteArrayOutputStream octets = new ByteArrayOutputStream();
		String[] groups = text.isEmpty() ? new String[0] : text.split(":", -1);
		for (int i = 0; i < groups.length; i++) {
			if (last && i == groups.length - 1 && groups[i].indexOf('.') > 0) {
				byte[] four = quad(groups[i]);
				if (four == null) {
					return null;
				}
				octets.writeBytes(four);
			}
			else {
				if (!groups[i].matches("[0-9a-fA-F]{1,4}")) {
					return null;
				}
				int group = Integer.parseInt(groups[i], 16);
				octets.write(group >> 8);
				octets.write(group);
			}
		}
		return octets.toByteArray();
	}

	/** Decimal digits without leading zeros; or -1. */
	private static int number(String text, int most) {
		int number = text.matches("0|[1-9][0-9]{0,4}") ? Integer.parseInt(text) : -1;
		return (number <= most) ? number : -1;
	}

}
