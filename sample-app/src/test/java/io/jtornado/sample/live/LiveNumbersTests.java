package io.jtornado.sample.live;

import java.time.Duration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The numbers of the page, from meters made by hand.
 */
class LiveNumbersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final LiveNumbers numbers = new LiveNumbers(new Meters(this.registry), this.registry);

	@Test
	void readsZeroWhereThereIsNoMeter() {
		Live live = this.numbers.read();

		assertThat(live.connections()).isEqualTo(new Live.Connections(0, 0, 0, 0));
		assertThat(live.loops()).isEmpty();
		assertThat(live.requests().routes()).isEmpty();
	}

	@Test
	void sumsOverListeners() {
		gauge("jtornado.connections.active", "listener", "http", 3);
		gauge("jtornado.connections.active", "listener", "management", 2);

		assertThat(this.numbers.read().connections().active()).isEqualTo(5);
	}

	@Test
	void putsTheRoutesAskedForMostFirst() {
		record("/rare", "200", 1);
		record("/often", "200", 2);
		record("/often", "200", 4);

		Live.Requests requests = this.numbers.read().requests();

		assertThat(requests.count()).isEqualTo(3);
		assertThat(requests.routes()).extracting(Live.Route::uri).containsExactly("/often", "/rare");
		assertThat(requests.routes().get(0).meanSeconds()).isEqualTo(0.003);
	}

	@Test
	void readsEachLoop() {
		gauge("jtornado.ioloop.busy", "loop", "ioloop-0", 0.25);
		this.registry.timer("jtornado.ioloop.lag", "loop", "ioloop-0").record(Duration.ofMillis(5));

		Live.Loop loop = this.numbers.read().loops().get(0);

		assertThat(loop).isEqualTo(new Live.Loop("ioloop-0", 0.25, 1, 0.005, 0, 0));
	}

	private void gauge(String name, String key, String value, double amount) {
		Gauge.builder(name, () -> amount).tag(key, value).register(this.registry);
	}

	private void record(String uri, String status, int millis) {
		this.registry.timer("http.server.requests", "method", "GET", "uri", uri, "status", status)
			.record(Duration.ofMillis(millis));
	}

}
