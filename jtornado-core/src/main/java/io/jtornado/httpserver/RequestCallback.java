package io.jtornado.httpserver;

/**
 * Serves requests. Tornado's {@code request_callback}; {@code web.Application} is one.
 */
@FunctionalInterface
public interface RequestCallback {

	/**
	 * Serves a request whose body has been read whole. It may answer at once or later.
	 * <p>
	 * <b>Threading:</b> called on the connection's loop, which it must not hold up. What
	 * it throws is logged and the client gets a 500, or a broken connection if the answer
	 * has begun.
	 * @param request the request
	 */
	void handle(HTTPRequest request);

	/**
	 * Sees a request with a body before anything of that is read, and before the client
	 * is told to send it (100 Continue). Here the body's limits may be set and who takes
	 * it ({@link HTTPRequest#setMaxBodySize}, {@link HTTPRequest#setBodyTimeout},
	 * {@link HTTPRequest#streamBody}), or the request may be answered at once: then the
	 * body is not read, {@link #handle} is not called, and the connection is closed
	 * behind the answer. By default nothing is done.
	 * <p>
	 * <b>Threading:</b> as {@link #handle}, and what it throws has the same end.
	 * @param request the request; its {@code body()} is empty as yet
	 */
	default void handleHead(HTTPRequest request) {
	}

}
