package io.jtornado.iostream;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Waits for a client's first message, in however many records it comes. A record that is
 * complete is passed over once, so that the work for a message does not depend on how it
 * was cut.
 */
final class ClientHelloReader {

	/** A message that is longer counts as one without a name. */
	static final int MAX_LENGTH = 16 * 1024;

	static final int MESSAGE_HEADER = 4;

	private static final int HANDSHAKE = 22;

	private static final int CLIENT_HELLO = 1;

	private static final int RECORD_HEADER = 5;

	/** How long the records are that are complete. */
	private int passed;

	/** How much of the message is in them, and of that the first four bytes. */
	private int seen;

	private long start;

	/**
	 * Reads on.
	 * @param records bytes from the first of the connection on, those that were handed in
	 * before included; left as they are
	 * @return null if more is needed
	 */
	@Nullable ClientHello read(ByteBuffer records) {
		int length = messageLength(records);
		if (length == 0) {
			return (records.remaining() > MAX_LENGTH) ? ClientHello.NAMELESS : null;
		}
		return (length > 0) ? ClientHello.of(message(records, length)) : ClientHello.NAMELESS;
	}

	/**
	 * Returns how long the message is; 0: it is not complete, -1: it is nothing to wait
	 * for.
	 */
	private int messageLength(ByteBuffer records) {
		while (records.remaining() - this.passed >= RECORD_HEADER) {
			int at = records.position() + this.passed;
			int length = records.getShort(at + 3) & 0xffff;
			if (records.get(at) != HANDSHAKE || length == 0) {
				return -1;
			}
			int come = Math.min(length, records.remaining() - this.passed - RECORD_HEADER);
			int sum = this.seen + come;
			long begun = this.start;
			for (int i = this.seen; i < Math.min(sum, MESSAGE_HEADER); i++) {
				begun = begun << 8 | (records.get(at + RECORD_HEADER + i - this.seen) & 0xff);
			}
			int whole = MESSAGE_HEADER + (int) (begun & 0xffffff);
			if (sum >= MESSAGE_HEADER && (begun >> 24 != CLIENT_HELLO || whole > MAX_LENGTH)) {
				return -1;
			}
			if (sum >= MESSAGE_HEADER && sum >= whole) {
				return whole;
			}
			if (come < length) {
				return 0;
			}
			this.passed += RECORD_HEADER + length;
			this.seen = sum;
			this.start = begun;
		}
		return 0;
	}

	private static byte[] message(ByteBuffer records, int length) {
		byte[] message = new byte[length];
		int at = records.position();
		int copied = 0;
		while (copied < length) {
			int fragment = records.getShort(at + 3) & 0xffff;
			int count = Math.min(fragment, length - copied);
			records.get(at + RECORD_HEADER, message, copied, count);
			copied += count;
			at += RECORD_HEADER + fragment;
		}
		return message;
	}

}
