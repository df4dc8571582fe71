package io.jtornado.iostream;

import java.io.IOException;

/**
 * A read whose end has not come within its bound; the stream is closed. Tornado's
 * {@code UnsatisfiableReadError}.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class UnsatisfiableReadException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param maxBytes the bound
	 */
	public UnsatisfiableReadException(int maxBytes) {
		super("The end of the read did not come within " + maxBytes + " bytes");
	}

}
