package io.jtornado.spring.metrics;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.jtornado.bench.InMemoryServer;
import io.jtornado.bench.RequestTexts;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import static io.jtornado.web.URLSpec.url;

/** {@code http.server.requests} for one request, by each of its two ways. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestObserverBenchmark {

	private static final String NAME = "http.server.requests";

	private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final RequestTimers timers = new RequestTimers(this.meters, NAME);

	private InMemoryServer alone;

	private InMemoryServer timed;

	private InMemoryServer observed;

	private RequestHandler handler;

	private Timer timer;

	@Setup
	public void open() throws IOException {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
		this.alone = server(new RequestObserver() {
		});
		this.timed = server(this.timers);
		this.observed = server(new RequestObservations(registry, NAME, null));
		this.handler = finished();
		this.timed.turn();
		this.timer = this.meters.get(NAME).timer();
	}

	@TearDown
	public void close() {
		this.alone.close();
		this.timed.close();
		this.observed.close();
	}

	private static InMemoryServer server(RequestObserver observer) throws IOException {
		Application application = Application.builder()
			.add(url("/plaintext", Plaintext.class, Plaintext::new))
			.observer(observer)
			.accessLog(false)
			.build();
		return InMemoryServer.of(application, RequestTexts.MINIMAL.bytes());
	}

	private static RequestHandler finished() throws IOException {
		RequestHandler[] seen = new RequestHandler[1];
		InMemoryServer server = server(new RequestObserver() {

			@Override
			public void finished(RequestHandler handler, Outcome outcome) {
				seen[0] = handler;
			}

		});
		server.turn();
		return seen[0];
	}

	/** A request that nobody watches. */
	@Benchmark
	public long turn() {
		return this.alone.turn();
	}

	/** The same by timers. */
	@Benchmark
	public long turnTimed() {
		return this.timed.turn();
	}

	/** The same by an observation, with a scope. */
	@Benchmark
	public long turnObserved() {
		return this.observed.turn();
	}

	/** What timers do at the end of a request: the clock, the search, the record. */
	@Benchmark
	public void timers() {
		this.timers.finished(this.handler, RequestObserver.Outcome.COMPLETED);
	}

	/** The part of it that is Micrometer's. */
	@Benchmark
	public void record() {
		this.timer.record(4711, TimeUnit.NANOSECONDS);
	}

	/** The part of it that is the clock's. */
	@Benchmark
	public long clock() {
		return this.handler.request().ioLoop().clock().nanoTime();
	}

	static final class Plaintext extends RequestHandler {

		void get() {
			setHeader("Content-Type", "text/plain");
			write("Hello, World!");
		}

	}

}
