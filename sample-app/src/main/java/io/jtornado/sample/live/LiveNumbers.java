package io.jtornado.sample.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Service;

/**
 * Puts the meters of the engine, and some of the virtual machine, into one answer.
 * Threading: may be called from every loop.
 */
@Service
class LiveNumbers {

	private static final int MAX_ROUTES = 8;

	private final Meters meters;

	private final MeterRegistry registry;

	LiveNumbers(Meters meters, MeterRegistry registry) {
		this.meters = meters;
		this.registry = registry;
	}

	Live read() {
		return new Live(this.registry.config().clock().wallTime(), this.meters.amount("process.uptime"), connections(),
				requests(), new Live.Bytes(count("jtornado.bytes.received"), count("jtornado.bytes.sent")), buffers(),
				loops(), machine());
	}

	private Live.Connections connections() {
		return new Live.Connections(count("jtornado.connections.active"), count("jtornado.connections.idle"),
				count("jtornado.connections.accepted"), count("jtornado.connections.rejected"));
	}

	private Live.Buffers buffers() {
		return new Live.Buffers(count("jtornado.buffers.read"), count("jtornado.buffers.write"),
				count("jtornado.buffers.pooled"));
	}

	private Live.Requests requests() {
		Collection<Meter> timers = this.meters.find("http.server.requests");
		Map<List<String>, List<Meter>> byRoute = new LinkedHashMap<>();
		long count = 0;
		for (Meter timer : timers) {
			count += Math.round(Meters.amount(timer));
			List<String> route = List.of(tag(timer, "method"), tag(timer, "uri"), tag(timer, "status"));
			byRoute.computeIfAbsent(route, (key) -> new ArrayList<>()).add(timer);
		}
		List<Live.Route> routes = byRoute.entrySet()
			.stream()
			.map((entry) -> route(entry.getKey(), entry.getValue()))
			.sorted(Comparator.comparingLong(Live.Route::count).reversed())
			.limit(MAX_ROUTES)
			.toList();
		return new Live.Requests(count, count("http.server.requests.active"), routes);
	}

	private static Live.Route route(List<String> names, List<Meter> timers) {
		double count = timers.stream().mapToDouble(Meters::amount).sum();
		double seconds = timers.stream().mapToDouble(Meters::totalSeconds).sum();
		return new Live.Route(names.get(0), names.get(1), names.get(2), Math.round(count),
				(count > 0) ? seconds / count : 0);
	}

	private List<Live.Loop> loops() {
		return this.meters.tagValues("jtornado.ioloop.busy", "loop").stream().map(this::loop).toList();
	}

	private Live.Loop loop(String name) {
		return new Live.Loop(name, this.meters.amount("jtornado.ioloop.busy", "loop", name),
				Math.round(this.meters.amount("jtornado.ioloop.lag", "loop", name)),
				this.meters.totalSeconds("jtornado.ioloop.lag", "loop", name),
				Math.round(this.meters.amount("jtornado.ioloop.callbacks.pending", "loop", name)),
				Math.round(this.meters.amount("jtornado.ioloop.blocked", "loop", name)));
	}

	private Live.Machine machine() {
		Runtime runtime = Runtime.getRuntime();
		return new Live.Machine(Runtime.version().toString(), runtime.availableProcessors(),
				Math.round(this.meters.amount("jvm.memory.used", "area", "heap")), runtime.maxMemory(),
				count("jvm.threads.live"));
	}

	private long count(String name) {
		return Math.round(this.meters.amount(name));
	}

	private static String tag(Meter meter, String key) {
		String value = meter.getId().getTag(key);
		return (value != null) ? value : "";
	}

}
