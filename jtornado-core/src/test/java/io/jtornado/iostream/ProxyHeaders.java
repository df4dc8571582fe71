package io.jtornado.iostream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Headers of the PROXY protocol as proxies send them. */
public final class ProxyHeaders {

	private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

	private ProxyHeaders() {
	}

	/** The bytes of a line and its end. */
	public static byte[] line(String line) {
		return (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * A version 2 header with a length that fits.
	 * @param command version and command, family and transport: four hexadecimal digits
	 * @param rest addresses and extensions in hexadecimal digits
	 */
	public static byte[] block(String command, String rest) {
		String digits = rest.replace(" ", "");
		return HexFormat.of().parseHex(SIGNATURE + command + String.format("%04x", digits.length() / 2) + digits);
	}

	/** 4.4.4.4:1000 to 5.5.5.5:443, and a checksum behind other extensions. */
	public static byte[] checksummed() {
		byte[] header = block("2111", "04040404 05050505 03e8 01bb 010003 616263 030004 00000000 040000");
		CRC32C checksum = new CRC32C();
		checksum.update(header);
		ByteBuffer.wrap(header).putInt(header.length - 7, (int) checksum.getValue());
		return header;
	}

	/** An address of the family AF_UNIX. */
	static String path(String path) {
		return HexFormat.of().formatHex(Arrays.copyOf(path.getBytes(StandardCharsets.UTF_8), 108));
	}

	public static byte[] join(byte[] first, byte[] second) {
		byte[] joined = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

}
