package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;

/**
 * One line for each request, on {@code jtornado.access}:
 * {@code 200 GET /path (127.0.0.1) 0.52ms}; at level info below status 400, warn below
 * 500 and for 501, which clients bring about by their choice of a method, else error.
 */
final class AccessLog {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.access");

	private AccessLog() {
	}

	static void log(HTTPRequest request, int status) {
		if (status < 400) {
			if (LOGGER.isInfoEnabled()) {
				LOGGER.info(line(request, status));
			}
		}
		else if (status < 500 || status == 501) {
			LOGGER.warn(line(request, status));
		}
		else {
			LOGGER.error(line(request, status));
		}
	}

	private static String line(HTTPRequest request, int status) {
		long hundredths = request.requestTime().toNanos() / 10_000;
		long fraction = hundredths % 100;
		return status + " " + LogText.summary(request) + " " + (hundredths / 100) + ((fraction < 10) ? ".0" : ".")
				+ fraction + "ms";
	}

}
