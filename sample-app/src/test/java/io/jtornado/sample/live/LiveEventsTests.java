package io.jtornado.sample.live;

import java.nio.charset.StandardCharsets;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestExchange;
import io.jtornado.web.Application;
import io.jtornado.web.JsonCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The stream of numbers, by a clock that the test moves.
 */
class LiveEventsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Counting codec = new Counting();

	private final LiveEvents events = new LiveEvents(new LiveNumbers(new Meters(this.registry), this.registry),
			this.codec);

	private final TestClient client = TestClient
		.of(new Application(url("/live/events", LiveEventsHandler.class, () -> new LiveEventsHandler(this.events))));

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void comeAtOnceAndThenOnceASecond() {
		TestExchange page = open();
		assertThat(page.readUntil("\n\n")).isEqualTo("data: 1\n\n");

		for (int second = 2; second < 5; second++) {
			this.client.advance(LiveEvents.PERIOD);
			assertThat(page.readUntil("\n\n")).isEqualTo("data: " + second + "\n\n");
		}
	}

	@Test
	void areReadOnceForAllPages() {
		TestExchange first = open();
		TestExchange second = open();
		this.client.advance(LiveEvents.PERIOD);

		assertThat(first.readUntil("3\n\n")).isEqualTo("data: 1\n\ndata: 3\n\n");
		assertThat(second.readUntil("3\n\n")).isEqualTo("data: 2\n\ndata: 3\n\n");
	}

	@Test
	void areNotReadForNobody() {
		open().close();
		this.client.advance(LiveEvents.PERIOD);
		this.client.advance(LiveEvents.PERIOD);
		assertThat(this.codec.encoded).isEqualTo(1);

		TestExchange next = open();
		this.client.advance(LiveEvents.PERIOD);
		assertThat(next.readUntil("3\n\n")).isEqualTo("data: 2\n\ndata: 3\n\n");
	}

	private TestExchange open() {
		TestExchange page = this.client.request("GET", "/live/events").send();
		assertThat(page.status()).isEqualTo(200);
		return page;
	}

	/** Numbers what it encodes. */
	private static final class Counting implements JsonCodec {

		private int encoded;

		@Override
		public byte[] encode(Object value) {
			assertThat(value).isInstanceOf(Live.class);
			return String.valueOf(++this.encoded).getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public <T> T decode(byte[] json, Class<T> type) {
			throw new UnsupportedOperationException();
		}

	}

}
