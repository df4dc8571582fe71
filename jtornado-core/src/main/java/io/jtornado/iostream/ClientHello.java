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

	private static final int MESSAGE_HEADER = ClientHelloReader.MESSAGE_HEADER;

	static final ClientHello NAMELESS = new ClientHello(null);

	/** Reads a message that has come whole. */
	static ClientHello of(byte[] message) {
		return new ClientHello(serverName(message));
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
