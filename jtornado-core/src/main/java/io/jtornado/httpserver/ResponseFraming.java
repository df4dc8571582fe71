package io.jtornado.httpserver;

import io.jtornado.http.HTTPHeaders;

/**
 * How the end of an answer is known, and whether the connection outlives it
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, 6.3</a>).
 *
 * @param contentLength the announced length, or a negative number if none is announced
 * @param chunked whether the body comes in chunks
 * @param persistent whether another request may follow
 * @param confirmed whether a client of HTTP/1.0 has to be told that it may
 * @param switching whether the connection changes its protocol, so that its fields are
 * the application's
 */
record ResponseFraming(long contentLength, boolean chunked, boolean persistent, boolean confirmed, boolean switching) {

	/** No length is announced. */
	static final long NONE = -1;

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final int RESET_CONTENT = 205;

	/** Whether this line is written by the engine. */
	boolean writes(String name) {
		return switch (name.length()) {
			case 10 -> !this.switching && name.equalsIgnoreCase("Connection");
			case 14 -> name.equalsIgnoreCase("Content-Length");
			case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
			default -> false;
		};
	}

	static boolean hasBody(int status) {
		return status >= 200 && status != 204 && status != RESET_CONTENT && status != 304;
	}

	/**
	 * What an answer without a body announces: 205 alone has to say that it has none
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.3.6">RFC 9110,
	 * 15.3.6</a>).
	 */
	static long lengthWithoutBody(int status) {
		return (status == RESET_CONTENT) ? 0 : NONE;
	}

	static boolean switches(int status) {
		return status == SWITCHING_PROTOCOLS;
	}

	/**
	 * Refuses a switch that the client could not understand: it is told to what
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.8">RFC 9110, 7.8</a>),
	 * and none of HTTP/1.0 takes an interim status.
	 */
	static void checkSwitch(HTTPHeaders headers, boolean http11) {
		if (!http11) {
			throw new IllegalStateException("A client of HTTP/1.0 cannot switch protocols");
		}
		if (!headers.contains("Upgrade") || !headers.hasMember("Connection", "upgrade")) {
			throw new IllegalArgumentException(
					"Status 101 needs the field Upgrade, which says to what, and Connection: Upgrade");
		}
	}

	/** Whether the application asks for the connection's end. */
	static boolean asksToClose(HTTPHeaders headers) {
		return headers.hasMember("Connection", "close");
	}

	/** The length that the application announces, or {@link #NONE}. */
	static long announcedLength(HTTPHeaders headers) {
		if (headers.contains("Transfer-Encoding")) {
			throw new IllegalArgumentException("Transfer-Encoding is set by the connection, not by the application");
		}
		String value = headers.get("Content-Length");
		if (value == null) {
			return NONE;
		}
		boolean digits = !value.isEmpty() && value.length() < 19 && value.chars().allMatch((c) -> c >= '0' && c <= '9');
		if (!digits) {
			throw new IllegalArgumentException("Content-Length must be a number of bytes");
		}
		return Long.parseLong(value);
	}

}
