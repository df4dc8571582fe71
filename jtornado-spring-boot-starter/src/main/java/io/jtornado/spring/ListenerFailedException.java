package io.jtornado.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.WebServerException;

/**
 * A listener cannot be what its settings say. The message says what is wrong, the action
 * what to change.
 */
public final class ListenerFailedException extends WebServerException {

	private static final long serialVersionUID = 1L;

	private final String listener;

	private final String action;

	/**
	 * Creates the exception.
	 * @param listener the name of the listener
	 * @param problem what it cannot, and why
	 * @param action what to change
	 * @param cause what has failed; null if nothing has been tried
	 */
	public ListenerFailedException(String listener, String problem, String action, @Nullable Throwable cause) {
		super("Listener '" + listener + "' " + problem, cause);
		this.listener = listener;
		this.action = action;
	}

	/**
	 * What cannot be.
	 * @return the name of the listener
	 */
	public String listener() {
		return this.listener;
	}

	/**
	 * What whoever starts the application can change.
	 * @return the action
	 */
	public String action() {
		return this.action;
	}

}
