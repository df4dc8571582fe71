package io.jtornado.spring.metrics;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import io.jtornado.web.URLSpec;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The full path of {@code http.server.requests}: an Observation for each request, so that
 * traces, conventions, predicates and filters work. Its scope is open while the handler's
 * own code runs, on the loop as on a worker, and never longer: a thread-local left behind
 * on a loop would be the next request's.
 * <p>
 * <b>Threading:</b> called on all loops at a time.
 */
public final class RequestObservations implements RequestObserver {

	private final ObservationRegistry registry;

	private final JTornadoServerRequestObservationConvention defaultConvention;

	private final @Nullable JTornadoServerRequestObservationConvention convention;

	/**
	 * Create the observer.
	 * @param registry where requests are observed
	 * @param name the name of the observation
	 * @param convention the user's convention, {@code null} for the default one
	 */
	public RequestObservations(ObservationRegistry registry, String name,
			@Nullable JTornadoServerRequestObservationConvention convention) {
		this.registry = registry;
		this.defaultConvention = new DefaultJTornadoServerRequestObservationConvention(name);
		this.convention = convention;
	}

	@Override
	public @Nullable RequestObservation start(HTTPRequest request, URLSpec spec) {
		JTornadoServerRequestObservationContext context = new JTornadoServerRequestObservationContext(request,
				RequestTags.pattern(spec));
		Observation observation = JTornadoServerObservationDocumentation.HTTP_SERVER_REQUESTS
			.observation(this.convention, this.defaultConvention, () -> context, this.registry)
			.start();
		return observation.isNoop() ? null : new Observed(observation, context);
	}

	@Override
	public void finished(RequestHandler handler, Outcome outcome) {
		if (handler.observation() instanceof Observed observed) {
			observed.finished(handler, outcome);
		}
	}

	private record Observed(Observation observation,
			JTornadoServerRequestObservationContext context) implements RequestObservation {

		@Override
		public Scope openScope() {
			return this.observation.openScope()::close;
		}

		void finished(RequestHandler handler, Outcome outcome) {
			this.context.finished(handler, outcome);
			// Every other handler's has been known since the start, and may have been
			// changed
			// since.
			if (handler instanceof ObservedPattern observed) {
				this.context.setPathPattern(observed.observedPattern());
			}
			Throwable error = handler.error();
			if (error != null) {
				this.observation.error(error);
			}
			this.observation.stop();
		}

	}

}
