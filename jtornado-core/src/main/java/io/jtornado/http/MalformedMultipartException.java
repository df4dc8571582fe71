package io.jtornado.http;

/**
 * A {@code multipart/form-data} body that breaks the grammar, or a bound on its parts. A
 * server answers 400. It carries no stack trace, like {@link HTTPInputException}.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class MalformedMultipartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what is wrong, without anything of the body itself
	 */
	public MalformedMultipartException(String message) {
		super(message, null, false, false);
	}

}
