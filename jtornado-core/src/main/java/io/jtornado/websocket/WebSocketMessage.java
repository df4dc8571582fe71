package io.jtornado.websocket;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A message for many, encoded once, and where clients take it compressed without a
 * context, compressed once.
 * <p>
 * <b>Threading:</b> immutable as far as anybody can see.
 */
public final class WebSocketMessage {

	private static final byte[] NOTHING = {};

	private final int opcode;

	private final byte[] payload;

	/** Empty: it is better sent as it is. What two loops make at a time is the same. */
	private volatile byte @Nullable [] deflated;

	private volatile @Nullable WebSocketCompression how; // it was

	private WebSocketMessage(int opcode, byte[] payload) {
		this.opcode = opcode;
		this.payload = payload;
	}

	/**
	 * Makes a message of text.
	 * @param text the text
	 * @return a new message
	 */
	public static WebSocketMessage of(String text) {
		return new WebSocketMessage(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Makes a message of bytes.
	 * @param bytes the bytes; they belong to the message and must not be changed any more
	 * @return a new message
	 */
	public static WebSocketMessage of(byte[] bytes) {
		return new WebSocketMessage(Opcode.BINARY, bytes);
	}

	int opcode() {
		return this.opcode;
	}

	byte[] payload() {
		return this.payload;
	}

	/** Null if it is better sent as it is. */
	byte @Nullable [] deflated(WebSocketCompression options, UnaryOperator<byte @Nullable []> deflater) {
		byte[] known = this.deflated;
		if (known == null || !options.equals(this.how)) {
			byte[] made = deflater.apply(this.payload);
			known = (made != null) ? made : NOTHING;
			this.deflated = known;
			this.how = options;
		}
		return (known.length > 0) ? known : null;
	}

}
