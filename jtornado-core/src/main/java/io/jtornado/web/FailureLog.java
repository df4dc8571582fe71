package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged of a handler's failure: of an {@link HTTPException} its message, if it
 * has one, on {@code jtornado.general}; of anything else the stack, on
 * {@code jtornado.application}.
 */
final class FailureLog {

	private static final Logger GENERAL = LoggerFactory.getLogger("jtornado.general");

	private static final Logger APPLICATION = LoggerFactory.getLogger("jtornado.application");

	private FailureLog() {
	}

	static void log(HTTPRequest request, Throwable failure) {
		if (!(failure instanceof HTTPException http)) {
			APPLICATION.error("Uncaught exception: {}", LogText.summary(request), failure);
		}
		else if (http.getMessage() != null) {
			GENERAL.warn("{} {}: {}", http.status(), LogText.summary(request), LogText.escape(http.getMessage()));
		}
	}

}
