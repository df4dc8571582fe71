package io.jtornado.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Takes the mask off a payload, in place and eight octets at a time
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.3">RFC 6455, 5.3</a>).
 */
final class Mask {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private Mask() {
	}

	/**
	 * Applies a mask.
	 * @param key the four octets of the key, the first one highest
	 * @param offset how many octets of the payload came before
	 */
	static void apply(int key, long offset, byte[] octets, int from, int to) {
		int turned = Integer.rotateLeft(key, 8 * (int) (offset & 3));
		long twice = ((long) turned << 32) | (turned & 0xFFFFFFFFL);
		int at = from;
		for (; at <= to - Long.BYTES; at += Long.BYTES) {
			LONGS.set(octets, at, (long) LONGS.get(octets, at) ^ twice);
		}
		for (int shift = 56; at < to; at++, shift -= 8) {
			octets[at] ^= (byte) (twice >> shift);
		}
	}

}
