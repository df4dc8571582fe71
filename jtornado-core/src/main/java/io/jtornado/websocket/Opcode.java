package io.jtornado.websocket;

/**
 * What a frame is (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455,
 * 5.2</a>).
 */
final class Opcode {

	static final int CONTINUATION = 0;

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int CLOSE = 8;

	static final int PING = 9;

	static final int PONG = 10;

	/** Bytes of a control frame's payload, at most. */
	static final int MOST_OF_CONTROL = 125;

	private Opcode() {
	}

	static boolean isControl(int opcode) {
		return opcode >= CLOSE;
	}

	static boolean isKnown(int opcode) {
		return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
	}

}
