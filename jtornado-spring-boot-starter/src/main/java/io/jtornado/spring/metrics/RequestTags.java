package io.jtornado.spring.metrics;

import java.util.Set;

import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver.Outcome;
import io.jtornado.web.URLSpec;
import io.micrometer.common.KeyValue;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;

/**
 * The values of the tags of {@code http.server.requests}, by the rules of Spring's own
 * conventions: closed sets all of them.
 */
final class RequestTags {

	static final String UNKNOWN = "UNKNOWN";

	/**
	 * Stands for a status that the client never saw.
	 */
	static final int NO_STATUS = 0;

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE");

	private RequestTags() {
	}

	static String method(String method) {
		return METHODS.contains(method) ? method : UNKNOWN;
	}

	/**
	 * Return the status as it was sent, {@link #NO_STATUS} if the client had gone before
	 * that.
	 */
	static int status(RequestHandler handler, Outcome outcome) {
		boolean unseen = outcome == Outcome.CLIENT_GONE && !handler.request().headersWritten();
		return unseen ? NO_STATUS : handler.status();
	}

	static String status(int status) {
		return (status == NO_STATUS) ? UNKNOWN : Integer.toString(status);
	}

	static String outcome(int status, boolean clientGone) {
		if (clientGone || status == NO_STATUS) {
			return UNKNOWN;
		}
		if (status / 100 == 2) {
			return "SUCCESS";
		}
		HttpStatus known = HttpStatus.resolve(status);
		return (known == null) ? UNKNOWN : known.series().name();
	}

	/**
	 * Return the pattern that matched, {@code null} if none did.
	 */
	static @Nullable String pattern(RequestHandler handler) {
		if (handler instanceof ObservedPattern observed) {
			return observed.observedPattern();
		}
		return pattern(handler.urlSpec());
	}

	static @Nullable String pattern(URLSpec spec) {
		return spec.pattern().equals(Application.NOT_FOUND.pattern()) ? null : spec.pattern();
	}

	static String uri(@Nullable String pattern, int status) {
		if (pattern != null) {
			return pattern.isEmpty() ? "root" : pattern;
		}
		if (status / 100 == 3) {
			return "REDIRECTION";
		}
		return (status == 404) ? "NOT_FOUND" : UNKNOWN;
	}

	static String exception(@Nullable Throwable error) {
		if (error == null) {
			return KeyValue.NONE_VALUE;
		}
		String simpleName = error.getClass().getSimpleName();
		return StringUtils.hasText(simpleName) ? simpleName : error.getClass().getName();
	}

	/**
	 * Return the value of the tag {@code error}, which DefaultMeterObservationHandler
	 * adds.
	 */
	static String error(@Nullable Throwable error) {
		return (error == null) ? KeyValue.NONE_VALUE : error.getClass().getSimpleName();
	}

}
