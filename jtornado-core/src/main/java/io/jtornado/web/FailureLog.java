package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;

/**
 * What is logged of a handler's failure: of an {@link HTTPException} its message, if it
 * has one, on {@code jtornado.general}; of anything else the stack, on
 * {@code jtornado.application}.
 */
final class FailureLog {

	private static final SafeLog GENERAL = SafeLog.named("jtornado.general");

	private static final SafeLog APPLICATION = SafeLog.named("jtornado.application");

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
