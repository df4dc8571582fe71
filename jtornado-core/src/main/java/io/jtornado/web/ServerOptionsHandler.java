package io.jtornado.web;

/**
 * Answers {@code OPTIONS *}, which asks about the server and not about any of its
 * resources.
 */
final class ServerOptionsHandler extends RequestHandler {

	static final URLSpec SPEC = URLSpec.unrouted("*", ServerOptionsHandler.class, ServerOptionsHandler::new);

	void options() {
		setStatus(204);
		setHeader("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
	}

}
