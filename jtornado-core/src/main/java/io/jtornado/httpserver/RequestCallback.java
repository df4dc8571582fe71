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

}
