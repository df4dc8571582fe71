package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's {@link RequestObserver}, held so that its failures stay its own.
 *
 * @param observer null if nobody watches
 */
record Observers(@Nullable RequestObserver observer) {

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.general");

	RequestObserver.@Nullable RequestObservation start(HTTPRequest request, URLSpec spec) {
		if (this.observer == null) {
			return null;
		}
		try {
			return this.observer.start(request, spec);
		}
		catch (RuntimeException ex) {
			LOGGER.error("The request observer failed", ex);
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
		catch (RuntimeException ex) {
			LOGGER.error("The request observer failed", ex);
		}
	}

}
