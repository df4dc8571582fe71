package io.jtornado.spring.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.jtornado.http.Refusal;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.ioloop.IOLoopStats;
import io.jtornado.iostream.StreamBuffers;
import io.jtornado.web.CompressionStats;
import io.jtornado.web.EventStreamStats;
import io.jtornado.web.RequestStats;
import io.jtornado.web.StaticFileStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The {@code jtornado.*} meters of servers and loops. They read the counters that the
 * engine keeps anyway, so that a request costs nothing more for being measured; only the
 * duration of a connection is recorded when it ends. Every value of a tag is registered
 * from the start, also those that have not happened yet.
 * <p>
 * <b>Threading:</b> servers and loops are added before they run; registries may be bound
 * and read at any time by any thread.
 */
public final class JTornadoMetrics implements MeterBinder {

	private final Tags tags;

	private final List<ServerEvents> servers = new CopyOnWriteArrayList<>();

	private final List<IOLoop> loops = new CopyOnWriteArrayList<>();

	private final WebSocketMeters webSockets;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	/**
	 * Create meters.
	 * @param tags tags that all of them have
	 */
	public JTornadoMetrics(Iterable<Tag> tags) {
		this.tags = Tags.of(tags);
		this.webSockets = new WebSocketMeters(this.loops, this.tags);
	}

	/**
	 * Measure a server, under its name as the tag {@code listener}; once, however often
	 * it is added.
	 * @param server a server that does not listen yet
	 */
	public void add(HTTPServer server) {
		if (this.servers.stream().anyMatch((events) -> events.server() == server)) {
			return;
		}
		ServerEvents events = new ServerEvents(server);
		server.addListener(events);
		this.servers.add(events);
		this.registries.forEach((registry) -> bindServer(registry, events));
	}

	/**
	 * Measure loops, each under its name as the tag {@code loop}.
	 * @param group the loops
	 */
	public void add(IOLoopGroup group) {
		this.loops.addAll(group.loops());
		this.registries.forEach((registry) -> group.loops().forEach((loop) -> bindLoop(registry, loop)));
	}

	/**
	 * Return how many requests have not been answered yet, on all servers.
	 * @return the number of requests
	 */
	public double requestsActive() {
		return sum((server) -> server.stats().requestsActive());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.servers.forEach((events) -> bindServer(registry, events));
		this.loops.forEach((loop) -> bindLoop(registry, loop));
		bytes(registry, "jtornado.buffers.read", "Bytes of requests held for connections", JTornadoMetrics::heldRead);
		bytes(registry, "jtornado.buffers.write", "Bytes of answers held for connections",
				(metrics) -> metrics.sumOfBuffers((buffers) -> buffers.heldWrite().get()));
		bytes(registry, "jtornado.buffers.pooled", "Bytes free in pools",
				(metrics) -> metrics.sumOfBuffers(StreamBuffers::pooled));
		traffic(registry, "jtornado.bytes.received", (buffers) -> buffers.received().get());
		traffic(registry, "jtornado.bytes.sent", (buffers) -> buffers.sent().get());
		Gauge.builder("jtornado.event-streams.open", this, (metrics) -> metrics.sumOfStreams(EventStreamStats::open))
			.description("Streams of server-sent events")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tags(this.tags)
			.register(registry);
		events(registry, "jtornado.event-streams.sent", "Events handed to connections", EventStreamStats::sent);
		events(registry, "jtornado.event-streams.dropped", "Events that a client was too slow for",
				EventStreamStats::dropped);
		FunctionCounter
			.builder("jtornado.event-streams.too-slow", this,
					(metrics) -> metrics.sumOfStreams(EventStreamStats::tooSlow))
			.description("Streams that ended because their clients were too slow")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tags(this.tags)
			.register(registry);
		bindCompression(registry);
		bindStaticFiles(registry);
		this.webSockets.bindTo(registry);
		FunctionCounter
			.builder("jtornado.requests.timed-out", this,
					(metrics) -> metrics.sumOfLoops((loop) -> RequestStats.of(loop).timedOut()))
			.description("Requests whose handlers did not answer in time")
			.baseUnit("requests")
			.tags(this.tags)
			.register(registry);
		for (Refusal refusal : Refusal.values()) {
			FunctionCounter.builder("jtornado.requests.malformed", this, (metrics) -> metrics.malformed(refusal))
				.description("Requests refused by the parser")
				.baseUnit("requests")
				.tags(this.tags.and("reason", refusal.tag()))
				.register(registry);
		}
	}

	private void bindCompression(MeterRegistry registry) {
		Gauge
			.builder("jtornado.compression.streams", this,
					(metrics) -> metrics.sumOfCompressions(CompressionStats::streams))
			.description("Responses that are being compressed")
			.baseUnit("responses")
			.tags(this.tags)
			.register(registry);
		compression(registry, "jtornado.compression.refused", "responses", CompressionStats::refused);
		compression(registry, "jtornado.compression.taken", BaseUnits.BYTES, CompressionStats::taken);
		compression(registry, "jtornado.compression.given", BaseUnits.BYTES, CompressionStats::given);
	}

	private void compression(MeterRegistry registry, String name, String unit,
			ToDoubleFunction<CompressionStats> count) {
		FunctionCounter.builder(name, this, (metrics) -> metrics.sumOfCompressions(count))
			.baseUnit(unit)
			.tags(this.tags)
			.register(registry);
	}

	private void bindStaticFiles(MeterRegistry registry) {
		Gauge
			.builder("jtornado.static-files.held", this,
					(metrics) -> metrics.sumOfLoops((loop) -> StaticFileStats.of(loop).held()))
			.description("Bytes held of static files")
			.baseUnit(BaseUnits.BYTES)
			.tags(this.tags)
			.register(registry);
		staticFiles(registry, "jtornado.static-files.hits", StaticFileStats::hits);
		staticFiles(registry, "jtornado.static-files.misses", StaticFileStats::misses);
	}

	private void staticFiles(MeterRegistry registry, String name, ToDoubleFunction<StaticFileStats> count) {
		FunctionCounter
			.builder(name, this,
					(metrics) -> metrics.sumOfLoops((loop) -> count.applyAsDouble(StaticFileStats.of(loop))))
			.baseUnit("requests")
			.tags(this.tags)
			.register(registry);
	}

	private double sumOfCompressions(ToDoubleFunction<CompressionStats> value) {
		return sumOfLoops((loop) -> value.applyAsDouble(CompressionStats.of(loop)));
	}

	private void bindServer(MeterRegistry registry, ServerEvents events) {
		Tags tags = this.tags.and("listener", events.server().name());
		Gauge.builder("jtornado.connections.active", events.server(), (server) -> server.stats().connectionsActive())
			.description("Open connections")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tags(tags)
			.register(registry);
		Gauge.builder("jtornado.connections.idle", events.server(), (server) -> server.stats().connectionsIdle())
			.description("Connections between two requests")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tags(tags)
			.register(registry);
		FunctionCounter
			.builder("jtornado.connections.accepted", events.server(), (server) -> server.stats().connectionsAccepted())
			.description("Connections accepted")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tags(tags)
			.register(registry);
		events.bind(registry, tags);
	}

	private void bindLoop(MeterRegistry registry, IOLoop loop) {
		Tags tags = this.tags.and("loop", loop.name());
		IOLoopStats stats = loop.stats();
		Gauge.builder("jtornado.ioloop.callbacks.pending", stats, IOLoopStats::pendingCallbacks)
			.description("Callbacks waiting for the next turn of the loop")
			.baseUnit(BaseUnits.TASKS)
			.tags(tags)
			.register(registry);
		FunctionTimer
			.builder("jtornado.ioloop.lag", stats, IOLoopStats::turns, IOLoopStats::lagNanos, TimeUnit.NANOSECONDS)
			.description("How long the turns of the loop took, in which it looked at no channel")
			.tags(tags)
			.register(registry);
		Gauge.builder("jtornado.ioloop.busy", stats, IOLoopStats::busy)
			.description("Share of the time in which the loop works, 0 to 1")
			.tags(tags)
			.register(registry);
		FunctionCounter.builder("jtornado.ioloop.blocked", stats, IOLoopStats::blocked)
			.description("Turns that took longer than the threshold")
			.baseUnit(BaseUnits.EVENTS)
			.tags(tags)
			.register(registry);
	}

	private void bytes(MeterRegistry registry, String name, String description,
			ToDoubleFunction<JTornadoMetrics> bytes) {
		Gauge.builder(name, this, bytes)
			.description(description)
			.baseUnit(BaseUnits.BYTES)
			.tags(this.tags)
			.register(registry);
	}

	private void traffic(MeterRegistry registry, String name, ToDoubleFunction<StreamBuffers> bytes) {
		FunctionCounter.builder(name, this, (metrics) -> metrics.sumOfBuffers(bytes))
			.baseUnit(BaseUnits.BYTES)
			.tags(this.tags)
			.register(registry);
	}

	private void events(MeterRegistry registry, String name, String description,
			ToDoubleFunction<EventStreamStats> events) {
		FunctionCounter.builder(name, this, (metrics) -> metrics.sumOfStreams(events))
			.description(description)
			.baseUnit(BaseUnits.EVENTS)
			.tags(this.tags)
			.register(registry);
	}

	private double sumOfStreams(ToDoubleFunction<EventStreamStats> value) {
		return sumOfLoops((loop) -> value.applyAsDouble(EventStreamStats.of(loop)));
	}

	private double sumOfLoops(ToDoubleFunction<IOLoop> value) {
		return this.loops.stream().mapToDouble(value).sum();
	}

	private double heldRead() {
		return reserved() + sumOfBuffers((buffers) -> buffers.heldRead().get());
	}

	/** Servers on the same loops have the same counters, as well as buffers. */
	private double reserved() {
		return this.servers.stream()
			.flatMap((events) -> events.server().stats().reservations().stream())
			.distinct()
			.mapToDouble(Counter::get)
			.sum();
	}

	private double sumOfBuffers(ToDoubleFunction<StreamBuffers> value) {
		return this.servers.stream()
			.flatMap((events) -> events.server().stats().buffers().stream())
			.distinct()
			.mapToDouble(value)
			.sum();
	}

	private double sum(ToDoubleFunction<HTTPServer> value) {
		return this.servers.stream().mapToDouble((events) -> value.applyAsDouble(events.server())).sum();
	}

	private double malformed(Refusal refusal) {
		return this.servers.stream().mapToDouble((events) -> events.malformed(refusal)).sum();
	}

}
