package io.jtornado.httpserver;

/** There is no memory left for a body; the client is told to come back later. */
final class OverloadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	OverloadException() {
		super("max-buffered is reached", null, false, false);
	}

}
