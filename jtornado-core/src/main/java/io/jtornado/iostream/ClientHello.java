package io.jtornado.iostream;

import java.io.ByteArrayOutputStream;
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
		ByteBuffer rest = records.duplicate();
		ByteArrayOutputStream message = new ByteArrayOutputStream(Math.min(rest.remaining(), MAX_LENGTH));
		while (rest.remaining() >= RECORD_HEADER) {
			int type = rest.get() & 0xff;
			rest.getShort();
			int length = rest.getShort() & 0xffff;
			if (type != HANDSHAKE || length == 0) {
				return NAMELESS;
			}
			byte[] fragment = new byte[Math.min(length, rest.remaining())];
			rest.get(fragment);
			message.writeBytes(fragment);
			if (isComplete(message.toByteArray())) {
				return new ClientHello(serverName(message.toByteArray()));
			}
		}
		return (records.remaining() > MAX_LENGTH) ? NAMELESS : null;
	}

	/** Also what is not worth waiting for. */
	private static boolean isComplete(byte[] message) {
		if (message.length < MESSAGE_HEADER) {
			return false;
		}
		int length = (message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | (message[3] & 0xff);
		return message[0] != CLIENT_HELLO || length > MAX_LENGTH || message.length >= MESSAGE_HEADER + length;
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
