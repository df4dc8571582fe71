package io.jtornado.iostream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Version 2 of the PROXY protocol: signature, version and command, family and transport,
 * length of the rest; then two addresses, and extensions (type, length, value).
 * <p>
 * What the proxy says for itself, and of families without address or transports other
 * than streams, has no addresses; as the protocol wants, the rest is not looked at then.
 */
final class ProxyBlock {

	/** The part that says how long the rest is. */
	static final int FIXED_LENGTH = 16;

	private static final int COMMAND_AT = 12;

	private static final int FAMILY_AT = 13;

	private static final int LENGTH_AT = 14;

	private static final int STREAM = 1;

	private static final int DATAGRAM = 2;

	private static final int UNIX = 3;

	private static final int UNIX_LENGTH = 108;

	private static final int CHECKSUM = 0x03;

	private final ByteBuffer block;

	private ProxyBlock(byte[] octets) {
		this.block = ByteBuffer.wrap(octets).position(FIXED_LENGTH);
	}

	static int totalLength(byte[] octets) {
		return FIXED_LENGTH + (ByteBuffer.wrap(octets).getShort(LENGTH_AT) & 0xFFFF);
	}

	static ProxyHeader read(byte[] octets) throws ProxyProtocolException {
		return new ProxyBlock(octets).read();
	}

	private ProxyHeader read() throws ProxyProtocolException {
		int command = this.block.get(COMMAND_AT);
		int family = (this.block.get(FAMILY_AT) & 0xFF) >> 4;
		int transport = this.block.get(FAMILY_AT) & 0xF;
		if (command == 0x20) {
			return ProxyHeader.LOCAL;
		}
		if (command != 0x21 || family > UNIX || transport > DATAGRAM) {
			throw new ProxyProtocolException("A PROXY header of unknown version, command, family or transport");
		}
		if (family == 0 || transport != STREAM) {
			return ProxyHeader.UNKNOWN;
		}
		ProxyHeader header = (family == UNIX) ? unix() : internet((family == 1) ? 4 : 16);
		checkExtensions();
		return header;
	}

	private ProxyHeader internet(int width) throws ProxyProtocolException {
		byte[] source = take(width);
		byte[] destination = take(width);
		ByteBuffer ports = ByteBuffer.wrap(take(4));
		return new ProxyHeader(ProxyHeader.Command.PROXY, address(source, ports.getShort()),
				address(destination, ports.getShort()));
	}

	private static SocketAddress address(byte[] octets, short port) {
		try {
			return new InetSocketAddress(InetAddress.getByAddress(octets), port & 0xFFFF);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex); // four or sixteen they are
		}
	}

	private ProxyHeader unix() throws ProxyProtocolException {
		return new ProxyHeader(ProxyHeader.Command.PROXY, path(take(UNIX_LENGTH)), path(take(UNIX_LENGTH)));
	}

	/** Names that are no path of a file, and those unfit for a log, are left out. */
	private static SocketAddress path(byte[] octets) {
		int length = 0;
		while (length < octets.length && octets[length] != 0) {
			length++;
		}
		String text = new String(octets, 0, length, StandardCharsets.UTF_8);
		try {
			return UnixDomainSocketAddress.of(text.chars().anyMatch(Character::isISOControl) ? "" : text);
		}
		catch (InvalidPathException ex) {
			return UnixDomainSocketAddress.of("");
		}
	}

	private void checkExtensions() throws ProxyProtocolException {
		boolean checked = false;
		while (this.block.hasRemaining()) {
			int type = take(1)[0];
			int length = ByteBuffer.wrap(take(2)).getShort() & 0xFFFF;
			int at = this.block.position();
			byte[] value = take(length);
			if (type == CHECKSUM) {
				if (checked || length != Integer.BYTES || ByteBuffer.wrap(value).getInt() != checksumWithout(at)) {
					throw new ProxyProtocolException("A PROXY header with a wrong checksum");
				}
				checked = true;
			}
		}
	}

	/** The checksum is that of the header with zeros in its place. */
	private int checksumWithout(int at) {
		byte[] octets = this.block.array().clone();
		Arrays.fill(octets, at, at + Integer.BYTES, (byte) 0);
		CRC32C checksum = new CRC32C();
		checksum.update(octets);
		return (int) checksum.getValue();
	}

	private byte[] take(int count) throws ProxyProtocolException {
		if (count > this.block.remaining()) {
			throw new ProxyProtocolException("A PROXY header that is shorter than what is in it");
		}
		byte[] octets = new byte[count];
		this.block.get(octets);
		return octets;
	}

}
