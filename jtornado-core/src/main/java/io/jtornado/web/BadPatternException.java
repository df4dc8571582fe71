package io.jtornado.web;

/**
 * A pattern that is not a legal one, or that no request can match.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class BadPatternException extends HandlerDefinitionException {

	private static final long serialVersionUID = 1L;

	BadPatternException(String description, String action) {
		super(description, action);
	}

}
