package io.jtornado.web;

/**
 * A handler class that declares two methods for one HTTP verb.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class DuplicateVerbException extends HandlerDefinitionException {

	private static final long serialVersionUID = 1L;

	DuplicateVerbException(String description, String action) {
		super(description, action);
	}

}
