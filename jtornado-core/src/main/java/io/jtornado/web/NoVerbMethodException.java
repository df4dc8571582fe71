package io.jtornado.web;

/**
 * A handler class without a method named like an HTTP verb.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class NoVerbMethodException extends HandlerDefinitionException {

	private static final long serialVersionUID = 1L;

	NoVerbMethodException(String description, String action) {
		super(description, action);
	}

}
