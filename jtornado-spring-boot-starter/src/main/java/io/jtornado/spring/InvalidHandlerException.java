package io.jtornado.spring;

/**
 * A bean that says it serves requests but cannot. Its message says what is wrong, its
 * action what to change.
 */
public final class InvalidHandlerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates the exception.
	 * @param message what is wrong, naming the class
	 * @param action what to change
	 */
	public InvalidHandlerException(String message, String action) {
		super(message);
		this.action = action;
	}

	/**
	 * What the author of the application can change.
	 * @return the action
	 */
	public String action() {
		return this.action;
	}

}
