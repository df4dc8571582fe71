package io.jtornado.iostream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a client's first message before there is an engine to read it:
 * the name of the host that it asks for
 * (<a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2">RFC 8446, 4.1.2</a>,
 * <a href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066, 3</a>). What
 * cannot be read counts as a message without a name: the engine will judge it.
 *
 * @param serverName the name as sent; null if there is none
 */
record ClientHello(@Nullable String serverName) {

	/** A message that is longer counts as one without a name. */
	static final int MAX_LENGTH = 16 * 1024;

	private static final int HANDSHAKE = 22;

	private static final int CLIENT_HELLO = 1;

	private static final int RECORD_HEADER = 5;

	private static final int MESSAGE_HEADER = 4;

	private static final ClientHello NAMELESS = new ClientHello(null);

	/**
	 * Reads the message from the records that have come so far.
	 * @param records bytes from the first of the connection on; left as they are
	 * @return null if more is needed
	 */
	static @Nullable ClientHello read(ByteBuffer records) {
		int length = messageLength(records);
		if (length == 0) {
			return (records.remaining() > MAX_LENGTH) ? NAMELESS : null;
		}
		return (length > 0) ? new ClientHello(serverName(message(records, length))) : NAMELESS;
	}

	/**
	 * Walks over the records without copying anything, as often as a fragment comes.
	 * Returns how long the message is; 0: it is not complete, -1: it is nothing to wait
	 * for.
	 */
	private static int messageLength(ByteBuffer records) {
		long start = 0;
		int seen = 0;
		int at = records.position();
		while (records.limit() - at >= RECORD_HEADER) {
			int length = records.getShort(at + 3) & 0xffff;
			if (records.get(at) != HANDSHAKE || length == 0) {
				return -1;
			}
			at += RECORD_HEADER;
			int come = Math.min(length, records.limit() - at);
			for (int i = 0; i < come && seen + i < MESSAGE_HEADER; i++) {
				start = start << 8 | (records.get(at + i) & 0xff);
			}
			seen += come;
			at += length;
			int whole = MESSAGE_HEADER + (int) (start & 0xffffff);
			if (seen >= MESSAGE_HEADER && (start >> 24 != CLIENT_HELLO || whole > MAX_LENGTH)) {
				return -1;
			}
			if (seen >= MESSAGE_HEADER && seen >= whole) {
				return whole;
			}
		}
		return 0;
	}

	private static byte[] message(ByteBuffer records, int length) {
		byte[] message = new byte[length];
		int at = records.position();
		int seen = 0;
		while (seen < length) {
			int fragment = records.getShort(at + 3) & 0xffff;
			int count = Math.min(fragment, length - seen);
			records.get(at + RECORD_HEADER, message, seen, count);
			seen += count;
			at += RECORD_HEADER + fragment;
		}
		return message;
	}

	private static @Nullable String serverName(byte[] message) {
		ByteBuffer bytes = ByteBuffer.wrap(message);
		try {
			bytes.position(MESSAGE_HEADER + 2 + 32);
			take(bytes, bytes.get() & 0xff); // session
			take(bytes, bytes.getShort() & 0xffff); // cipher suites
			take(bytes, bytes.get() & 0xff); // compression
			ByteBuffer extensions = take(bytes, bytes.getShort() & 0xffff);
			while (extensions.hasRemaining()) {
				int type = extensions.getShort();
				ByteBuffer extension = take(extensions, extensions.getShort() & 0xffff);
				if (type == 0) {
					return firstName(extension);
				}
			}
			return null;
		}
		catch (BufferUnderflowException | IllegalArgumentException ex) {
			return null;
		}
	}

	private static @Nullable String firstName(ByteBuffer extension) {
		ByteBuffer names = take(extension, extension.getShort() & 0xffff);
		int type = names.get();
		ByteBuffer name = take(names, names.getShort() & 0xffff);
		return (type == 0 && name.hasRemaining()) ? StandardCharsets.ISO_8859_1.decode(name).toString() : null;
	}

	private static ByteBuffer take(ByteBuffer bytes, int length) {
		if (length > bytes.remaining()) {
			throw new BufferUnderflowException();
		}
		ByteBuffer taken = bytes.slice(bytes.position(), length);
		bytes.position(bytes.position() + length);
		return taken;
	}

}
