package io.jtornado.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.IntFunction;

import io.jtornado.iostream.ClientHellos;
import io.jtornado.iostream.ProxyHeaderParser;
import io.jtornado.iostream.ProxyProtocolException;

/**
 * What comes before any request, and can be made longer up to a bound: with {@code n},
 * about as many bytes at once; with {@code -n}, a byte at a time.
 */
enum PreambleWorkload implements IntConsumer {

	PROXY_LINE(PreambleWorkload::readHeader, (n) -> ascii("PROXY UNKNOWN " + "a".repeat(n / 64) + "\r\n")),

	PROXY_LINE_WITHOUT_END(PreambleWorkload::readHeader, (n) -> ascii("PROXY UNKNOWN " + "a".repeat(n))),

	PROXY_EXTENSION(PreambleWorkload::readHeader, (n) -> block(extension(3 * n / 4))),

	PROXY_EXTENSIONS(PreambleWorkload::readHeader, (n) -> block(extensions(n / 4))),

	PROXY_EXTENSIONS_AND_BAD_BYTE(PreambleWorkload::readHeader, (n) -> block(extensions(n / 4), (byte) 1)),

	PROXY_BEYOND_LIMIT(PreambleWorkload::readHeader, (n) -> block(new byte[4096 + n])),

	HELLO(ClientHellos::read, (n) -> records(hello(n), n + 4)),

	HELLO_IN_TINY_RECORDS(ClientHellos::read, (n) -> records(hello(n / 2), 1)),

	HELLO_IN_SMALL_RECORDS(ClientHellos::read, (n) -> records(hello(n), 3)),

	HELLO_OF_EXTENSIONS(ClientHellos::read, (n) -> records(helloOfExtensions(n / 4), n));

	private final ObjIntConsumer<byte[]> reader;

	private final IntFunction<byte[]> octets;

	PreambleWorkload(ObjIntConsumer<byte[]> reader, IntFunction<byte[]> octets) {
		this.reader = reader;
		this.octets = octets;
	}

	@Override
	public void accept(int n) {
		byte[] all = this.octets.apply(Math.abs(n));
		this.reader.accept(all, (n > 0) ? all.length : 1);
	}

	private static void readHeader(byte[] octets, int piece) {
		ProxyHeaderParser parser = new ProxyHeaderParser();
		try {
			for (int from = 0; from < octets.length; from += piece) {
				parser.parse(ByteBuffer.wrap(octets, from, Math.min(piece, octets.length - from)));
			}
		}
		catch (ProxyProtocolException ex) {
			// the price of a refusal is what this is about
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** Version 2 for two IPv4 addresses, with this behind them. */
	private static byte[] block(byte[] extensions, byte... more) {
		int length = 12 + extensions.length + more.length;
		return ByteBuffer.allocate(16 + length)
			.put(ascii("\r\n\r\n\0\r\nQUIT\n"))
			.put((byte) 0x21)
			.put((byte) 0x11)
			.putShort((short) length)
			.put(new byte[12])
			.put(extensions)
			.put(more)
			.array();
	}

	private static byte[] extension(int length) {
		return ByteBuffer.allocate(3 + length).put((byte) 0xE0).putShort((short) length).array();
	}

	private static byte[] extensions(int count) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int i = 0; i < count; i++) {
			all.writeBytes(extension(0));
		}
		return all.toByteArray();
	}

	/** A first message without any sense behind its header. */
	private static byte[] hello(int length) {
		return ByteBuffer.allocate(4 + length).putInt(1 << 24 | length).array();
	}

	private static byte[] helloOfExtensions(int count) {
		int length = 2 + 32 + 1 + 2 + 1 + 2 + 4 * count;
		ByteBuffer hello = ByteBuffer.allocate(4 + length).putInt(1 << 24 | length).position(4 + 2 + 32 + 1 + 2 + 1);
		hello.putShort((short) (4 * count));
		for (int i = 0; i < count; i++) {
			hello.putShort((short) 0x1234).putShort((short) 0);
		}
		return hello.array();
	}

	private static byte[] records(byte[] message, int size) {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int at = 0; at < message.length; at += size) {
			int length = Math.min(size, message.length - at);
			records.writeBytes(new byte[] { 22, 3, 1, (byte) (length >> 8), (byte) length });
			records.write(message, at, length);
		}
		return records.toByteArray();
	}

}
