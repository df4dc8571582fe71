package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import io.jtornado.http.Refusal;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What observers are told, and what is counted. */
class EventTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";

	private final List<HTTPRequest> pending = new ArrayList<>();

	private final List<String> events = new ArrayList<>();

	private final TestServer server = new TestServer(TestServer.keeping(this.pending, TestServer::echo),
			HTTPServerOptions.DEFAULTS.withLimits(new Limits(1000, 10, 1000, 1 << 20, 1000)));

	private final TestConnection client = this.server.connect();

	@BeforeEach
	void listen() {
		this.server.server().addListener(new HTTPServerListener() {

			@Override
			public void onMalformed(Refusal refusal) {
				EventTests.this.events.add("malformed " + refusal.tag());
			}

			@Override
			public void onTimeout(TimeoutPhase phase) {
				EventTests.this.events.add("timeout " + phase);
			}

			@Override
			public void onRejected(RejectReason reason) {
				EventTests.this.events.add("rejected " + reason);
			}

			@Override
			public void onClosed(CloseReason reason, long nanos) {
				EventTests.this.events.add("closed " + reason + " " + Duration.ofNanos(nanos).toSeconds());
			}

		});
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void tellsWhoClosed() {
		this.client.send(GET);
		this.client.advance(Duration.ofSeconds(5));
		this.client.end();
		TestConnection second = this.server.connect();
		second.send("GET / HTTP/1.0\r\n\r\n");
		TestConnection third = this.server.connect();
		third.advance(Duration.ofSeconds(60));
		TestConnection fourth = this.server.connect();
		fourth.reset();
		this.server.connect();
		this.server.server().closeAllConnections();
		this.server.loop().runUntilIdle();

		assertThat(this.events).containsExactly("closed CLIENT 5", "closed SERVER 0", "closed IDLE 60",
				"closed ERROR 0", "closed SHUTDOWN 0");
	}

	@Test
	void tellsWhyItRefused() {
		this.client.send("GET / HTTP/1.1\r\n\r\n");
		this.client.end();
		TestConnection second = this.server.connect();
		second.send("GET / HTTP/1.1\r\nHost: a");
		second.end();
		TestConnection third = this.server.connect();
		third.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nx");
		TestConnection fourth = this.server.connect();
		fourth.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nx");
		fourth.end();
		third.reset();

		assertThat(this.events).containsExactly("malformed host", "closed ERROR 0", "malformed truncated",
				"closed ERROR 0", "rejected MEMORY", "closed SERVER 0", "closed ERROR 0");
	}

	@Test
	void tellsOfTimeouts() {
		this.client.send("GET");
		this.client.advance(Duration.ofSeconds(15));
		this.client.end();

		assertThat(this.events).containsExactly("timeout HEADER", "closed TIMEOUT 15");
	}

	@Test
	void survivesObserversThatThrow() {
		this.server.server().addListener(new HTTPServerListener() {

			@Override
			public void onMalformed(Refusal refusal) {
				throw new IllegalStateException("failing on purpose");
			}

			@Override
			public void onClosed(CloseReason reason, long nanos) {
				throw new IllegalStateException("failing on purpose");
			}

		});
		try (EngineLog log = new EngineLog()) {
			this.client.send("GET / HTTP/1.1\r\n\r\n");
			this.client.end();

			assertThat(Answer.of(this.client.received()).status()).isEqualTo(400);
			assertThat(log.messages()).hasSize(2);
		}
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void countsRequestsAndBusyConnections() {
		HTTPServerStats stats = this.server.server().stats();
		assertThat(stats.connectionsBusy()).isZero();
		this.client.send("GET");
		assertThat(stats.connectionsBusy()).isEqualTo(1);
		assertThat(stats.requestsActive()).isZero();
		this.client.send(WAIT.substring(3) + WAIT);
		assertThat(stats.connectionsBusy()).isEqualTo(1);
		assertThat(stats.requestsActive()).isEqualTo(1);
		TestServer.echo(this.pending.get(0));
		assertThat(stats.requestsActive()).isEqualTo(1);
		TestServer.echo(this.pending.get(1));
		assertThat(stats.requestsActive()).isZero();
		assertThat(stats.connectionsBusy()).isZero();
	}

	@Test
	void countsBytes() {
		HTTPServerStats stats = this.server.server().stats();
		this.client.send(GET);
		int answer = this.client.received().length();

		assertThat(stats.bytesReceived()).isEqualTo(GET.length());
		assertThat(stats.bytesSent()).isEqualTo(answer);
	}

	@Test
	void keepsAttackersOutOfTheLog() {
		try (EngineLog log = new EngineLog()) {
			for (int i = 0; i < 100; i++) {
				this.server.connect().send("BAD\r\n\r\n");
			}
			assertThat(log.messages()).isEmpty();
		}
	}

	@Test
	void saysOnceASecondWhomItRefused() {
		try (EngineLog log = new EngineLog(Level.INFO)) {
			TestConnection slow = this.server.connect();
			slow.send("GET / HT");
			TestConnection slower = this.server.connect();
			slower.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
			this.server.loop().advance(Duration.ofSeconds(15));
			this.server.loop().advance(Duration.ofSeconds(45));
			this.server.loop().advance(Duration.ofSeconds(1));
			this.server.connect().send("BAD\r\n\r\n");
			this.server.connect().send("BAD\r\n\r\n");

			assertThat(log.messages()).hasSize(3);
			assertThat(log.messages().get(0)).contains(" with 408: header-timeout (0 more");
			assertThat(log.messages().get(1)).contains(" with 408: body-timeout (0 more");
			assertThat(log.messages().get(2)).contains(" with 400: request-line (0 more");
		}
	}

	@Test
	void saysThatItHadNoMemory() {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withLimits(new Limits(1000, 10, 10_000, 1 << 20, 1000));
		try (EngineLog log = new EngineLog(Level.INFO); TestServer small = new TestServer(TestServer::echo, options)) {
			String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n";
			assertThat(small.exchange(head + "x".repeat(2000))).startsWith("HTTP/1.1 503 ");

			assertThat(log.messages()).singleElement().asString().contains(" with 503: memory (0 more");
		}
	}

}
