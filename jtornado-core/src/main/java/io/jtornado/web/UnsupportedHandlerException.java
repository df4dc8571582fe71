package io.jtornado.web;

/**
 * A handler class that cannot be called: a proxy, a class in a module that is not open,
 * or one that needs something the application does not have, such as an executor for
 * {@link Blocking} or a {@link JsonCodec}.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class UnsupportedHandlerException extends HandlerDefinitionException {

	private static final long serialVersionUID = 1L;

	UnsupportedHandlerException(String description, String action) {
		super(description, action);
	}

}
