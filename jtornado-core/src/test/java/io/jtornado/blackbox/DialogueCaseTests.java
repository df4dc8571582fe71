package io.jtornado.blackbox;

import java.io.IOException;
import java.time.Duration;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.ManualClock;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several requests on a connection, and who ends it. */
@Timeout(60)
class DialogueCaseTests {

	private static final Duration IDLE = HTTPServerOptions.DEFAULTS.timeouts().idle();

	private final ManualClock clock = new ManualClock();

	private SocketServer server;

	private SocketClient client;

	static class Main extends RequestHandler {

		String get() {
			return "got " + argument("n", "nothing");
		}

		String post() {
			return "took " + request().body().length;
		}

	}

	static class Flushing extends RequestHandler {

		void get() {
			write("first");
			flush();
			write("second");
			flush();
		}

		void head() {
			get();
		}

	}

	static class DerivingHead extends RequestHandler {

		void get() {
			write("first");
			flush();
			write("second");
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.server = new SocketServer(Application.builder()
			.add(url("/", Main.class), url("/flushing", Flushing.class), url("/deriving", DerivingHead.class))
			.accessLog(false)
			.build(), HTTPServerOptions.DEFAULTS, this.clock);
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	@Test
	@DisplayName("9. Who expects 100-continue is told to go on before the body is sent, and then gets the answer")
	void invitesABody() throws IOException {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
		assertThat(this.client.receiveHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
		assertThat(this.client.exchange("body")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("took 4");
	}

	@Test
	@DisplayName("9. Unlike in Tornado, whose body is too long is told so without being invited first")
	void invitesNoBodyThatItWouldRefuse() throws IOException {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
		assertThat(Wire.statuses(this.client.receiveAll())).containsExactly("413");
	}

	@Test
	@DisplayName("11. Two requests after each other, and two at once, are answered in their order")
	void answersInOrder() throws IOException {
		assertThat(this.client.exchange(get("/?n=1"))).endsWith("got 1");
		assertThat(this.client.exchange(get("/?n=2"))).endsWith("got 2");

		this.client.send(get("/?n=3") + get("/?n=4"));
		assertThat(this.client.receive()).endsWith("got 3");
		assertThat(this.client.receive()).endsWith("got 4");
	}

	@ParameterizedTest
	@ValueSource(strings = { "close", "CLOSE", "foo, close" })
	@DisplayName("12. Connection: close is said back, and then the connection ends; unlike in Tornado, in a list too")
	void endsAsAsked(String value) throws IOException {
		assertThat(this.client.exchange(get("/", "Connection: " + value))).contains("\r\nConnection: close\r\n");
		assertThat(this.client.ended()).isTrue();
	}

	@Test
	@DisplayName("13. HTTP/1.0 without keep-alive: the connection ends; unlike Tornado, we say so")
	void endsAfterARequestOfTheOldVersion() throws IOException {
		assertThat(this.client.exchange("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ")
			.contains("\r\nConnection: close\r\n");
		assertThat(this.client.ended()).isTrue();
	}

	@Test
	@DisplayName("13. HTTP/1.0 with keep-alive: it is said back, and the connection serves again, past an empty line")
	void keepsAConnectionOfTheOldVersion() throws IOException {
		for (int i = 0; i < 3; i++) {
			assertThat(this.client.exchange("GET /?n=" + i + " HTTP/1.0\r\nConnection: keep-alive\r\n\r\n\r\n"))
				.containsIgnoringCase("\r\nConnection: keep-alive\r\n")
				.endsWith("got " + i);
		}
	}

	@Test
	@DisplayName("13. HTTP/1.0 with keep-alive and a streamed answer: unlike in Tornado, its end is that of the connection")
	void endsAStreamToAClientOfTheOldVersion() throws IOException {
		this.client.send("GET /flushing HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
		assertThat(this.client.receiveAll()).contains("\r\nConnection: close\r\n").endsWith("\r\n\r\nfirstsecond");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/flushing", "/deriving" })
	@DisplayName("15. Two HEAD requests to a handler that flushes: the connection stays in step")
	void staysInStepBehindHead(String target) throws IOException {
		for (int i = 0; i < 2; i++) {
			this.client.send("HEAD " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(this.client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
		}
		this.client.send(get(target, "Connection: close"));
		assertThat(this.client.receiveAll()).startsWith("HTTP/1.1 200 OK\r\n")
			.endsWith("\r\n\r\n5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n");
	}

	@Test
	@DisplayName("20. A connection that is never used ends with the idle timeout")
	void endsAnUnusedConnection() throws IOException {
		await().until(() -> this.server.server().connectionsActive() == 1);
		this.server.onLoop(() -> this.clock.advance(IDLE.plusSeconds(1)));
		assertThat(this.client.ended()).isTrue();
	}

	@Test
	@DisplayName("20. A connection ends with the idle timeout after the last of three requests, which came in time")
	void endsAConnectionThatWasUsed() throws IOException {
		for (int i = 0; i < 3; i++) {
			assertThat(this.client.exchange(get("/?n=" + i))).endsWith("got " + i);
			this.server.onLoop(() -> this.clock.advance(IDLE.dividedBy(2)));
		}
		this.server.onLoop(() -> this.clock.advance(IDLE));
		assertThat(this.client.ended()).isTrue();
	}

}
