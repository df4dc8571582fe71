package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The application's {@link RequestObserver}, held so that its failures stay its own.
 *
 * @param observer null if nobody watches
 */
record Observers(@Nullable RequestObserver observer) {

	private static final String FAILED = "The request observer failed";

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	RequestObserver.@Nullable RequestObservation start(HTTPRequest request, URLSpec spec) {
		if (this.observer == null) {
			return null;
		}
		try {
			return this.observer.start(request, spec);
		}
		catch (Throwable ex) {
			LOGGER.error(FAILED, ex);
			return null;
		}
	}

	void finished(RequestHandler handler, RequestObserver.Outcome outcome) {
		if (this.observer == null) {
			return;
		}
		try {
			this.observer.finished(handler, outcome);
		}
		catch (Throwable ex) {
			LOGGER.error(FAILED, ex);
		}
	}

	/** Opens a scope whose failures are logged, now and when it is closed. */
	RequestObserver.@Nullable Scope open(RequestObserver.RequestObservation observation) {
		try {
			RequestObserver.Scope scope = observation.openScope();
			return () -> close(scope);
		}
		catch (Throwable ex) {
			LOGGER.error(FAILED, ex);
			return null;
		}
	}

	private static void close(RequestObserver.Scope scope) {
		try {
			scope.close();
		}
		catch (Throwable ex) {
			LOGGER.error(FAILED, ex);
		}
	}

}
