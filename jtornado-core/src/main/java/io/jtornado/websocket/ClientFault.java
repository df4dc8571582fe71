package io.jtornado.websocket;

/**
 * Ends a WebSocket from this side because of what the client has sent: with which code,
 * and what is said. It has no stack trace: clients bring it about as often as they like.
 */
final class ClientFault extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int code;

	private final String reason;

	ClientFault(int code, String reason) {
		super(reason, null, false, false);
		this.code = code;
		this.reason = reason;
	}

	static ClientFault protocol(String reason) {
		return new ClientFault(CloseCode.PROTOCOL_ERROR, reason);
	}

	static ClientFault data(String reason) {
		return new ClientFault(CloseCode.INVALID_DATA, reason);
	}

	int code() {
		return this.code;
	}

	String reason() {
		return this.reason;
	}

}
