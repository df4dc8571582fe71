package io.jtornado.http;

/**
 * Percent-encoded or form-encoded text that does not decode: not UTF-8, or more fields
 * than allowed. A server answers 400.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class MalformedEncodingException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what is wrong, without the text itself
	 */
	public MalformedEncodingException(String message) {
		super(message);
	}

}
