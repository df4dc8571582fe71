package io.jtornado.iostream;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A read or write that the stream's close has overtaken. Tornado's
 * {@code StreamClosedError}. It has no stack trace: peers leave all the time.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class StreamClosedException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param realError why the stream was closed; null if it was closed in an orderly way
	 */
	public StreamClosedException(@Nullable Throwable realError) {
		super("Stream is closed", realError);
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
