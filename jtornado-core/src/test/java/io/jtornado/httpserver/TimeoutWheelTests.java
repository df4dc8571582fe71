package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Many connections whose waits end at many times, in one ring. */
class TimeoutWheelTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	/** From much less than a slot to more than the ring. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 300, 1_024, 5_000, 60_000, 131_072, 300_000, 86_400_000 })
	void closesEachConnectionAtItsTimeWhateverTheOthersDo(long idleMillis) {
		Random random = new Random(idleMillis);
		Duration idle = Duration.ofMillis(idleMillis);
		try (TestServer server = server(idle)) {
			long now = 0;
			Map<TestConnection, Long> deadlines = new HashMap<>();
			for (int step = 0; step < 400; step++) {
				if (random.nextBoolean()) {
					deadlines.put(server.connect(), now + idle.toNanos());
				}
				for (TestConnection one : open(deadlines)) {
					if (random.nextInt(4) == 0) {
						assertThat(one.exchange(GET)).startsWith("HTTP/1.1 200 ");
						deadlines.put(one, now + idle.toNanos());
					}
				}
				long passes = (long) (random.nextDouble() * random.nextDouble() * idle.toNanos());
				server.loop().advance(Duration.ofNanos(passes));
				now += passes;
				checkClosed(deadlines, now);
			}
		}
	}

	private static List<TestConnection> open(Map<TestConnection, Long> deadlines) {
		return deadlines.keySet().stream().filter((one) -> !one.closed()).toList();
	}

	private static void checkClosed(Map<TestConnection, Long> deadlines, long now) {
		deadlines.forEach((one, deadline) -> assertThat(one.closed()).isEqualTo(deadline <= now));
		deadlines.values().removeIf((deadline) -> deadline <= now);
	}

	@ParameterizedTest
	@ValueSource(longs = { 61, 129, 200, 3_600, 86_400 })
	void closesAllThatAreDueWhenTheLoopWasHeldUp(long seconds) {
		try (TestServer server = server(Duration.ofSeconds(60))) {
			List<TestConnection> connections = new ArrayList<>();
			for (int i = 0; i < 59; i++) {
				connections.add(server.connect());
				server.loop().advance(Duration.ofSeconds(1));
			}

			server.loop().advance(Duration.ofSeconds(seconds));
			assertThat(connections).allMatch(TestConnection::closed);
		}
	}

	@Test
	void waitsAsEverAfterARequestThatHasLastedLongerThanTheRing() {
		List<HTTPRequest> waiting = new ArrayList<>();
		try (TestServer server = new TestServer(TestServer.keeping(waiting, TestServer::echo))) {
			TestConnection patient = server.connect();
			patient.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
			for (int i = 0; i < 100; i++) {
				server.loop().advance(Duration.ofSeconds(10));
			}

			TestServer.echo(waiting.get(0));
			assertThat(patient.received()).startsWith("HTTP/1.1 200 ");
			server.loop().advance(Duration.ofSeconds(59));
			assertThat(patient.closed()).isFalse();
			server.loop().advance(Duration.ofSeconds(1));
			assertThat(patient.closed()).isTrue();
		}
	}

	private static TestServer server(Duration idle) {
		HTTPServerOptions defaults = HTTPServerOptions.DEFAULTS;
		return new TestServer(TestServer::echo, defaults.withTimeouts(defaults.timeouts().withIdle(idle)));
	}

}
