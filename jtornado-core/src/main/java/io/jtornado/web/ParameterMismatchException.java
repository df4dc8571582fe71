package io.jtornado.web;

/**
 * A verb method whose parameters are not the groups of its pattern.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class ParameterMismatchException extends HandlerDefinitionException {

	private static final long serialVersionUID = 1L;

	ParameterMismatchException(String description, String action) {
		super(description, action);
	}

}
