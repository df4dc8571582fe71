package io.jtornado.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.jtornado.http.HTTPDate;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.Clock;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.PeriodicCallback;
import io.jtornado.iostream.IOStream;
import io.jtornado.testing.MemoryTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wall time that is set, a machine that was suspended, and the end of the scale of
 * monotonic time, which wraps.
 */
class ClockJumpTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final long NOON = 1_700_000_000_000L;

	private final Hands hands = new Hands();

	private IOLoop loop = new IOLoop(this.hands);

	private final List<String> events = new ArrayList<>();

	@AfterEach
	void close() {
		assertThat(this.loop.stats().failures()).isZero();
		this.loop.close();
	}

	@Test
	void theDateFollowsTheWallAndTimeoutsDoNot() throws IOException {
		HTTPServer server = server();
		MemoryTransport client = connect(server);
		long[] jumps = { 0, TimeUnit.HOURS.toMillis(5), -TimeUnit.HOURS.toMillis(9), TimeUnit.DAYS.toMillis(3650),
				-TimeUnit.DAYS.toMillis(18_000), TimeUnit.DAYS.toMillis(7300) };
		for (long jump : jumps) {
			this.hands.millis += jump;
			advance(Duration.ofSeconds(1));
			client.feed(GET);
			runUntilIdle();

			assertThat(client.takeOutput()).contains("\r\nDate: " + HTTPDate.format(this.hands.millis) + "\r\n");
			assertThat(client.closed()).isFalse();
		}
		this.hands.millis -= TimeUnit.DAYS.toMillis(365);
		advance(Duration.ofSeconds(59));
		assertThat(client.closed()).isFalse();
		advance(Duration.ofSeconds(1));
		assertThat(client.closed()).isTrue();
	}

	@Test
	void afterASuspensionEachTimerFiresOnceAndInOrder() {
		for (int seconds : new int[] { 50, 10, 40, 20, 30 }) {
			this.loop.callLater(Duration.ofSeconds(seconds), () -> this.events.add("after " + seconds));
		}
		advance(Duration.ofDays(400));
		advance(Duration.ofDays(400));

		assertThat(this.events).containsExactly("after 10", "after 20", "after 30", "after 40", "after 50");
		assertThat(this.loop.stats().timeouts()).isZero();
	}

	@Test
	void aPeriodicCallbackDoesNotCatchUp() {
		PeriodicCallback tick = new PeriodicCallback(() -> this.events.add("tick"), Duration.ofMillis(10), this.loop);
		tick.start();
		advance(Duration.ofDays(30).plusMillis(5));
		assertThat(this.events).hasSize(1);
		advance(Duration.ofMillis(4));
		assertThat(this.events).as("the next run keeps to the grid").hasSize(1);
		advance(Duration.ofMillis(1));
		assertThat(this.events).hasSize(2);
		tick.stop();
	}

	@Test
	void aRequestThatCameWhileTheMachineSleptIsServed() throws IOException {
		MemoryTransport client = connect(server());
		client.feed(GET.substring(0, 10));
		runUntilIdle();
		this.hands.nanos += Duration.ofHours(8).toNanos();
		client.feed(GET.substring(10));
		runUntilIdle();

		assertThat(client.takeOutput()).startsWith("HTTP/1.1 200 ");
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, -5_000_000_000L, -14_999_999_999L, -15_000_000_000L, -59_000_000_000L, -60_000_000_000L,
			-60_000_000_001L })
	void timeoutsKeepWhereTheScaleWraps(long before) throws IOException {
		moveTo(Long.MAX_VALUE + before);
		MemoryTransport idle = connect(server());
		MemoryTransport slow = connect(server());
		slow.feed("GET /");
		runUntilIdle();
		advance(Duration.ofSeconds(15).minusNanos(1));
		assertThat(slow.takeOutput()).isEmpty();
		advance(Duration.ofNanos(1));
		assertThat(slow.takeOutput()).startsWith("HTTP/1.1 408 ");
		advance(Duration.ofSeconds(45).minusNanos(1));
		assertThat(idle.closed()).isFalse();
		advance(Duration.ofNanos(1));

		assertThat(idle.closed()).isTrue();
		assertThat(slow.closed()).isTrue();
		assertThat(this.loop.stats().busy()).isBetween(0.0, 1.0);
	}

	@Test
	void timersKeepTheirOrderWhereTheScaleWraps() {
		moveTo(Long.MAX_VALUE - Duration.ofSeconds(25).toNanos());
		for (int seconds : new int[] { 50, 10, 40, 20, 30 }) {
			this.loop.callLater(Duration.ofSeconds(seconds), () -> this.events.add("after " + seconds));
		}
		this.loop.callLater(Duration.ofDays(365 * 200), () -> this.events.add("never"));
		PeriodicCallback tick = new PeriodicCallback(() -> this.events.add("tick"), Duration.ofSeconds(20), this.loop);
		tick.start();
		for (int i = 0; i < 6; i++) {
			advance(Duration.ofSeconds(9));
		}
		tick.stop();

		assertThat(this.events).containsExactly("after 10", "after 20", "tick", "after 30", "after 40", "tick",
				"after 50");
	}

	private void moveTo(long nanos) {
		this.loop.close();
		this.hands.nanos = nanos;
		this.loop = new IOLoop(this.hands);
		this.loop.runOnce();
	}

	private HTTPServer server() {
		return new HTTPServer((request) -> request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]),
				this.loop, HTTPServerOptions.DEFAULTS);
	}

	private MemoryTransport connect(HTTPServer server) throws IOException {
		this.loop.runOnce();
		MemoryTransport transport = new MemoryTransport();
		server.handleStream(new IOStream(this.loop, transport), transport.remoteAddress());
		runUntilIdle();
		return transport;
	}

	private void advance(Duration time) {
		this.hands.nanos += time.toNanos();
		runUntilIdle();
	}

	private void runUntilIdle() {
		int turns = 0;
		while (this.loop.runOnce()) {
			assertThat(++turns).as("turns: a storm").isLessThan(1000);
		}
	}

	/** Both hands move on their own. */
	private static final class Hands implements Clock {

		private long nanos;

		private long millis = NOON;

		@Override
		public long nanoTime() {
			return this.nanos;
		}

		@Override
		public long currentTimeMillis() {
			return this.millis;
		}

	}

}
