package io.jtornado.iostream;

/**
 * A write beyond the bound of a stream's unsent bytes. Tornado's
 * {@code StreamBufferFullError}.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class StreamBufferFullException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param max the bound in bytes
	 */
	public StreamBufferFullException(long max) {
		super("More than " + max + " bytes wait to be sent; wait for flush() before writing on");
	}

}
