package io.jtornado.spring.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.jtornado.http.Refusal;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.httpserver.TimeoutPhase;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * What happens to the connections of one server and is not among its own counters.
 * <p>
 * <b>Threading:</b> called on the loops of the server, several at a time.
 */
final class ServerEvents implements HTTPServerListener {

	private final HTTPServer server;

	private final EventCounts<CloseReason> closed = new EventCounts<>(CloseReason.class);

	private final EventCounts<RejectReason> rejected = new EventCounts<>(RejectReason.class);

	private final EventCounts<TimeoutPhase> timedOut = new EventCounts<>(TimeoutPhase.class, EnumSet
		.of(TimeoutPhase.HANDSHAKE, TimeoutPhase.HEADER, TimeoutPhase.BODY, TimeoutPhase.WRITE, TimeoutPhase.CLOSE));

	private final EventCounts<Refusal> malformed = new EventCounts<>(Refusal.class);

	private final List<Timer> durations = new CopyOnWriteArrayList<>(); // one a registry

	ServerEvents(HTTPServer server) {
		this.server = server;
	}

	HTTPServer server() {
		return this.server;
	}

	void bind(MeterRegistry registry, Tags tags) {
		this.closed.bind(registry, new EventCounts.Counter("jtornado.connections.closed", "reason",
				BaseUnits.CONNECTIONS, "Connections closed", tags));
		this.rejected.bind(registry, new EventCounts.Counter("jtornado.connections.rejected", "reason",
				BaseUnits.CONNECTIONS, "Connections turned away", tags));
		this.timedOut.bind(registry, new EventCounts.Counter("jtornado.connections.timed-out", "phase",
				BaseUnits.CONNECTIONS, "Connections closed because a wait took too long", tags));
		this.durations.add(Timer.builder("jtornado.connections.duration")
			.description("How long connections were open")
			.tags(tags)
			.register(registry));
	}

	long malformed(Refusal refusal) {
		return this.malformed.count(refusal);
	}

	@Override
	public void onClosed(CloseReason reason, long nanos) {
		this.closed.increment(reason);
		this.durations.forEach((duration) -> duration.record(nanos, TimeUnit.NANOSECONDS));
	}

	@Override
	public void onRejected(RejectReason reason) {
		this.rejected.increment(reason);
	}

	@Override
	public void onTimeout(TimeoutPhase phase) {
		// An idle connection that ends is no fault: it is counted as closed{reason=idle}
		// alone.
		this.timedOut.increment((phase == TimeoutPhase.HALF_CLOSE) ? TimeoutPhase.CLOSE : phase);
	}

	@Override
	public void onMalformed(Refusal refusal) {
		this.malformed.increment(refusal);
	}

}
