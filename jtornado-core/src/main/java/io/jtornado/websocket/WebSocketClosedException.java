package io.jtornado.websocket;

import java.io.IOException;

/**
 * A message for a WebSocket that has ended, or whose end has begun. Tornado's
 * {@code WebSocketClosedError}. It has no stack trace: clients leave all the time. A
 * stage of {@code open} or {@code onMessage} that fails with it is no failure of the
 * handler.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class WebSocketClosedException extends IOException {

	private static final long serialVersionUID = 1L;

	/** Creates the exception. */
	public WebSocketClosedException() {
		super("The WebSocket is closed");
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
