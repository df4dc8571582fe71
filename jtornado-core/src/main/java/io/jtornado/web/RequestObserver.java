package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Watches the requests of an {@link Application}, for metrics and traces; it never steers
 * them. What it throws is logged and changes nothing.
 * <p>
 * <b>Threading:</b> {@code start} and {@code finished} are called on the request's loop,
 * scopes are opened and closed on the loop and on workers, always in pairs on one thread.
 */
public interface RequestObserver {

	/**
	 * Called before the handler is made.
	 * @param request the request
	 * @param spec the spec that serves it, {@link Application#NOT_FOUND} if none matched
	 * @return the observation whose scope is to be opened around the handler's methods,
	 * also available from {@link RequestHandler#observation()}; null if nothing is to be
	 * scoped
	 */
	default @Nullable RequestObservation start(HTTPRequest request, URLSpec spec) {
		return null;
	}

	/**
	 * Called exactly once per request, after {@link RequestHandler#onFinish()}.
	 * @param handler the handler, with its request, spec, status and error
	 * @param outcome how it ended
	 */
	default void finished(RequestHandler handler, Outcome outcome) {
	}

	/** What an observer remembers of one request. */
	interface RequestObservation {

		/**
		 * Makes this observation the current one of this thread.
		 * @return what undoes it
		 */
		Scope openScope();

	}

	/** A thread's being inside of an observation. */
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

	/** How a request ended. */
	enum Outcome {

		/**
		 * A whole answer was handed to the connection, be it an error page, or the server
		 * has refused the body and answered itself.
		 */
		COMPLETED,

		/** The client left before there was one. */
		CLIENT_GONE,

		/** The answer was broken off half way, because of an error. */
		FAILED

	}

}
