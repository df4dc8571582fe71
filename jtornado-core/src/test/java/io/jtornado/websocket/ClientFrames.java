package io.jtornado.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames as a client sends them: with a mask. */
final class ClientFrames {

	static final int FIN = 0x80;

	static final int RSV1 = 0x40;

	/** That of the examples of the RFC. */
	private static final byte[] KEY = { 0x37, (byte) 0xfa, 0x21, 0x3d };

	private ClientFrames() {
	}

	static byte[] text(String text) {
		return frame(FIN | Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] binary(byte... bytes) {
		return frame(FIN | Opcode.BINARY, bytes);
	}

	static byte[] ping(String text) {
		return frame(FIN | Opcode.PING, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] pong(String text) {
		return frame(FIN | Opcode.PONG, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] close(int code, String reason) {
		return close(code, reason.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] close(int code, byte[] reason) {
		return frame(FIN | Opcode.CLOSE, join(new byte[] { (byte) (code >> 8), (byte) code }, reason));
	}

	static byte[] frame(int first, String text) {
		return frame(first, text.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] frame(int first, byte[] payload) {
		byte[] masked = payload.clone();
		for (int i = 0; i < masked.length; i++) {
			masked[i] ^= KEY[i % 4];
		}
		return join(head(first, payload.length), masked);
	}

	/** With all lengths, even those that no frame has. */
	static byte[] head(int first, long length) {
		ByteBuffer head = ByteBuffer.allocate(14).put((byte) first);
		if (length >= 0 && length < 126) {
			head.put((byte) (0x80 | length));
		}
		else if (length >= 0 && length <= 0xFFFF) {
			head.put((byte) (0x80 | 126)).putShort((short) length);
		}
		else {
			head.put((byte) (0x80 | 127)).putLong(length);
		}
		head.put(KEY).flip();
		byte[] bytes = new byte[head.remaining()];
		head.get(bytes);
		return bytes;
	}

	static byte[] join(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

}
