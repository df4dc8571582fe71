package io.jtornado.testing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes that are looked at while more of them come, without copying all each time. */
final class ReceivedBytes extends ByteArrayOutputStream {

	byte[] range(int from, int to) {
		return Arrays.copyOfRange(this.buf, from, to);
	}

	/** Where these bytes are, from there on; -1 if nowhere. */
	int indexOf(byte[] wanted, int from) {
		for (int i = from; i + wanted.length <= this.count; i++) {
			if (Arrays.equals(this.buf, i, i + wanted.length, wanted, 0, wanted.length)) {
				return i;
			}
		}
		return -1;
	}

}
