package io.jtornado.websocket;

/** The head of a frame from this side: whole messages alone, and no mask. */
final class FrameHead {

	private static final int FIN = 0x80;

	private static final int RSV1 = 0x40;

	private static final int SHORT_LENGTH = 126;

	private static final int LONG_LENGTH = 127;

	private FrameHead() {
	}

	static byte[] of(int opcode, boolean compressed, int length) {
		int octets = (length < SHORT_LENGTH) ? 0 : (length <= 0xFFFF) ? Short.BYTES : Long.BYTES;
		byte[] head = new byte[2 + octets];
		head[0] = (byte) (FIN | (compressed ? RSV1 : 0) | opcode);
		head[1] = (byte) ((octets == 0) ? length : (octets == Short.BYTES) ? SHORT_LENGTH : LONG_LENGTH);
		for (int i = 0; i < Math.min(octets, Integer.BYTES); i++) {
			head[head.length - 1 - i] = (byte) (length >> (8 * i));
		}
		return head;
	}

}
