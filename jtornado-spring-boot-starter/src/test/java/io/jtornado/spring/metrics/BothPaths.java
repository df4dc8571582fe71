package io.jtornado.spring.metrics;

import java.util.Map;
import java.util.TreeMap;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import io.jtornado.web.URLSpec;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both paths of {@code http.server.requests}, which have to agree on every request.
 */
final class BothPaths implements RequestObserver {

	static final String NAME = "http.server.requests";

	private final MeterRegistry timers = new SimpleMeterRegistry();

	private final MeterRegistry observed = new SimpleMeterRegistry();

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final RequestTimers timing = new RequestTimers(this.timers, NAME);

	private final RequestObservations observing = new RequestObservations(this.observations, NAME, null);

	BothPaths() {
		this.observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.observed));
	}

	@Override
	public @Nullable RequestObservation start(HTTPRequest request, URLSpec spec) {
		return this.observing.start(request, spec);
	}

	@Override
	public void finished(RequestHandler handler, Outcome outcome) {
		this.observing.finished(handler, outcome);
		this.timing.finished(handler, outcome);
	}

	MeterRegistry timers() {
		return this.timers;
	}

	MeterRegistry observed() {
		return this.observed;
	}

	ObservationRegistry observations() {
		return this.observations;
	}

	/** Requests that both have finished. */
	long count() {
		return Math.min(count(this.timers), count(this.observed));
	}

	static long count(MeterRegistry registry) {
		return registry.find(NAME).timers().stream().mapToLong(Timer::count).sum();
	}

	/** How often there was what, by all tags. */
	Map<String, Long> meters() {
		Map<String, Long> meters = meters(this.timers);
		assertThat(meters).isEqualTo(meters(this.observed));
		return meters;
	}

	private static Map<String, Long> meters(MeterRegistry registry) {
		Map<String, Long> meters = new TreeMap<>();
		registry.find(NAME).timers().forEach((timer) -> meters.put(tags(timer), timer.count()));
		return meters;
	}

	private static String tags(Meter meter) {
		Map<String, String> tags = new TreeMap<>();
		meter.getId().getTags().forEach((tag) -> tags.put(tag.getKey(), tag.getValue()));
		return tags.toString();
	}

}
