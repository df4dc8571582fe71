package io.jtornado.web;

/**
 * A route or a handler class that cannot serve requests as it is written, found at
 * start-up. The message says what is wrong and what to change; both parts are also to be
 * had one by one.
 * <p>
 * <b>Threading:</b> immutable.
 */
public abstract class HandlerDefinitionException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	HandlerDefinitionException(String description, String action) {
		super(description + ". " + action + ".");
		this.description = description;
		this.action = action;
	}

	/**
	 * Returns what is wrong.
	 * @return a sentence without its full stop
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns what to change.
	 * @return a sentence without its full stop
	 */
	public String action() {
		return this.action;
	}

}
