package io.jtornado.spring.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.websocket.WebSocketStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * The {@code jtornado.websocket.*} meters of all loops.
 */
final class WebSocketMeters {

	private final List<IOLoop> loops;

	private final Tags tags;

	/**
	 * Create meters.
	 * @param loops the loops, to which others may be added
	 * @param tags tags that all of them have
	 */
	WebSocketMeters(List<IOLoop> loops, Tags tags) {
		this.loops = loops;
		this.tags = tags;
	}

	void bindTo(MeterRegistry registry) {
		gauge("sessions", "Open WebSockets", WebSocketStats::open).baseUnit(BaseUnits.CONNECTIONS).register(registry);
		gauge("held", "Held of messages that have not come whole, and for compression", WebSocketStats::held)
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		gauge("contexts", "Encoders and decoders that clients have for themselves", WebSocketStats::contexts)
			.baseUnit(BaseUnits.BUFFERS)
			.register(registry);
		counter("opened", "WebSockets that were opened", WebSocketStats::opened).baseUnit(BaseUnits.CONNECTIONS)
			.register(registry);
		messages("received", WebSocketStats::received).register(registry);
		messages("sent", WebSocketStats::sent).register(registry);
		counter("dropped", "Messages that a client was too slow for", WebSocketStats::dropped)
			.baseUnit(BaseUnits.MESSAGES)
			.register(registry);
		counter("refused", "Messages for which there was no room", WebSocketStats::refusedMemory)
			.baseUnit(BaseUnits.MESSAGES)
			.register(registry);
		counter("broadcasts.refused", "Messages for many that nobody got", WebSocketStats::refusedBroadcasts)
			.baseUnit(BaseUnits.MESSAGES)
			.register(registry);
		brokenOff("ping-timeout", WebSocketStats::pingTimeouts).register(registry);
		brokenOff("stalled", WebSocketStats::stalled).register(registry);
		brokenOff("too-big", WebSocketStats::tooBig).register(registry);
		brokenOff("too-slow", WebSocketStats::tooSlow).register(registry);
		brokenOff("violation", WebSocketStats::violations).register(registry);
	}

	private FunctionCounter.Builder<WebSocketMeters> messages(String direction,
			ToDoubleFunction<WebSocketStats> count) {
		return counter("messages", "Messages of WebSockets", count).baseUnit(BaseUnits.MESSAGES)
			.tag("direction", direction);
	}

	private FunctionCounter.Builder<WebSocketMeters> brokenOff(String reason, ToDoubleFunction<WebSocketStats> count) {
		return counter("broken-off", "WebSockets that were ended because of their clients", count)
			.baseUnit(BaseUnits.CONNECTIONS)
			.tag("reason", reason);
	}

	private Gauge.Builder<WebSocketMeters> gauge(String name, String description,
			ToDoubleFunction<WebSocketStats> value) {
		return Gauge.builder("jtornado.websocket." + name, this, (meters) -> meters.sum(value))
			.description(description)
			.tags(this.tags);
	}

	private FunctionCounter.Builder<WebSocketMeters> counter(String name, String description,
			ToDoubleFunction<WebSocketStats> count) {
		return FunctionCounter.builder("jtornado.websocket." + name, this, (meters) -> meters.sum(count))
			.description(description)
			.tags(this.tags);
	}

	private double sum(ToDoubleFunction<WebSocketStats> value) {
		return this.loops.stream().mapToDouble((loop) -> value.applyAsDouble(WebSocketStats.of(loop))).sum();
	}

}
