package io.jtornado.websocket;

import java.nio.charset.StandardCharsets;

/**
 * What a Close frame says
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1">RFC 6455, 5.5.1</a>).
 *
 * @param code why; {@link CloseCode#NO_CODE} if it says nothing
 * @param reason in words; empty if there are none
 */
record CloseFrame(int code, String reason) {

	/** Bytes of the reason, at most. */
	static final int MOST_OF_REASON = Opcode.MOST_OF_CONTROL - Short.BYTES;

	private static final CloseFrame EMPTY = new CloseFrame(CloseCode.NO_CODE, "");

	/** Reads a payload. */
	static CloseFrame parse(byte[] octets, int from, int to) {
		if (from == to) {
			return EMPTY;
		}
		int text = from + Short.BYTES;
		int code = (text <= to) ? ((octets[from] & 0xFF) << 8) | (octets[from + 1] & 0xFF) : 0;
		if (!CloseCode.isLegal(code)) {
			throw ClientFault.protocol("illegal close code");
		}
		if (!Utf8Check.isValid(octets, text, to)) {
			throw ClientFault.data("reason that is not UTF-8");
		}
		return new CloseFrame(code, new String(octets, text, to - text, StandardCharsets.UTF_8));
	}

}
