package io.jtornado.spring.metrics;

import java.util.Locale;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.spring.metrics.JTornadoServerObservationDocumentation.HighCardinalityKeyNames;
import io.jtornado.spring.metrics.JTornadoServerObservationDocumentation.LowCardinalityKeyNames;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver.Outcome;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Names and tags of requests as Spring's own conventions for servlet and reactive servers
 * give them, so that dashboards fit.
 * <p>
 * <b>Threading:</b> immutable.
 */
public class DefaultJTornadoServerRequestObservationConvention implements JTornadoServerRequestObservationConvention {

	private final String name;

	/**
	 * Create a convention.
	 * @param name the name of the observation
	 */
	public DefaultJTornadoServerRequestObservationConvention(String name) {
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public @Nullable String getContextualName(JTornadoServerRequestObservationContext context) {
		HTTPRequest request = context.getCarrier();
		if (request == null) {
			return null;
		}
		String method = "http " + request.method().toLowerCase(Locale.ROOT);
		String pattern = context.getPathPattern();
		return (pattern == null) ? method : method + " " + pattern;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(JTornadoServerRequestObservationContext context) {
		HTTPRequest request = context.getCarrier();
		int status = status(context);
		boolean clientGone = context.getOutcome() == Outcome.CLIENT_GONE;
		String method = (request == null) ? RequestTags.UNKNOWN : RequestTags.method(request.method());
		return KeyValues.of(KeyValue.of(LowCardinalityKeyNames.EXCEPTION, RequestTags.exception(context.getError())),
				KeyValue.of(LowCardinalityKeyNames.METHOD, method),
				KeyValue.of(LowCardinalityKeyNames.OUTCOME, RequestTags.outcome(status, clientGone)),
				KeyValue.of(LowCardinalityKeyNames.STATUS, RequestTags.status(status)),
				KeyValue.of(LowCardinalityKeyNames.URI, RequestTags.uri(context.getPathPattern(), status)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(JTornadoServerRequestObservationContext context) {
		HTTPRequest request = context.getCarrier();
		String path = (request == null) ? RequestTags.UNKNOWN : request.path();
		return KeyValues.of(KeyValue.of(HighCardinalityKeyNames.HTTP_URL, path));
	}

	private static int status(JTornadoServerRequestObservationContext context) {
		RequestHandler handler = context.getResponse();
		Outcome outcome = context.getOutcome();
		return (handler == null || outcome == null) ? RequestTags.NO_STATUS : RequestTags.status(handler, outcome);
	}

}
