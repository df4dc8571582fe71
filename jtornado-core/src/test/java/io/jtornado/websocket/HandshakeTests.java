package io.jtornado.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.CIDR;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.TestConnection;
import io.jtornado.web.Application;
import io.jtornado.web.Authenticated;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class HandshakeTests {

	private static final String RIGHT = """
			GET /echo HTTP/1.1
			Host: example.com:8080
			Upgrade: websocket
			Connection: Upgrade
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
			Sec-WebSocket-Version: 13

			""".replace("\n", "\r\n");

	private final List<String> events = new ArrayList<>();

	private final TestConnection client = new TestConnection(Application.builder()
		.add(url("/echo", EchoHandler.class, () -> new EchoHandler(this.events)),
				url("/members", MembersHandler.class, () -> new MembersHandler(this.events)),
				url("/chat/{room}/{id}", ChatHandler.class, () -> new ChatHandler(this.events)))
		.loginUrl("/login")
		.accessLog(false)
		.build());

	@AfterEach
	void close() {
		this.client.close();
	}

	/** Of rooms and subprotocols. */
	static class ChatHandler extends EchoHandler {

		ChatHandler(List<String> events) {
			super(events);
		}

		@Override
		protected void prepare() {
			setCookie("seen", "1");
			setHeader("X-Room", String.valueOf(pathArgument("room")));
		}

		@Override
		protected String selectSubprotocol(List<String> offered) {
			this.events.add("offered " + offered);
			return offered.contains("wrong") ? "other" : offered.isEmpty() ? null : offered.get(offered.size() - 1);
		}

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return writeMessage(
					pathArgument(0) + pathArgument("id") + queryArgument("q") + cookie("c") + selectedSubprotocol());
		}

	}

	private static String without(String field) {
		return RIGHT.replaceAll(field + ": [^\r]*\r\n", "");
	}

	@Test
	void answersWithTheAcceptOfTheRfc() {
		String answer = this.client.exchange(RIGHT);

		assertThat(answer).startsWith("HTTP/1.1 101 Switching Protocols\r\n")
			.contains("\r\nUpgrade: websocket\r\n", "\r\nConnection: Upgrade\r\n",
					"\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
			.doesNotContain("\r\nContent-", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Transfer-Encoding")
			.endsWith("\r\n\r\n");
		assertThat(this.events).containsExactly("open", "finish 101 COMPLETED");
	}

	@Test
	void takesMembersOfListsInAnyCase() {
		String answer = this.client.exchange(RIGHT.replace("Upgrade: websocket", "upgrade: h2c, WebSocket")
			.replace("Connection: Upgrade", "Connection: keep-alive, uPGRADE"));

		assertThat(answer).startsWith("HTTP/1.1 101 ");
	}

	@Test
	void framesThatCameWithTheHandshakeAreNotLost() {
		byte[] both = ClientFrames.join(RIGHT.getBytes(StandardCharsets.ISO_8859_1), ClientFrames.text("early"));
		this.client.send(both);

		assertThat(this.client.received()).endsWith("\r\n\r\n\u0081\u0005early");
	}

	@Test
	void whatIsNoHandshakeIsToldSo() {
		String answer = this.client.exchange("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");

		assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n")
			.endsWith("\r\n\r\nCan \"Upgrade\" only to \"WebSocket\".");
		assertThat(this.events).containsExactly("finish 400 COMPLETED");
		assertThat(this.client.closed()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade", "Connection", "Sec-WebSocket-Key" })
	void whatIsMissingIsA400(String field) {
		assertThat(this.client.exchange(without(field))).startsWith("HTTP/1.1 400 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZQ!=",
			"dGhlIHNhbXBsZSBub25jZSE=", "x" })
	void aWrongKeyIsA400(String key) {
		assertThat(this.client.exchange(RIGHT.replace("dGhlIHNhbXBsZSBub25jZQ==", key))).startsWith("HTTP/1.1 400 ");
	}

	@Test
	void twoKeysAreA400() {
		String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

		assertThat(this.client.exchange(RIGHT.replace(key, key + key))).startsWith("HTTP/1.1 400 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "12", "8", "013", "13, 8", "" })
	void anotherVersionIsA426(String version) {
		String answer = this.client.exchange(RIGHT.replace("Version: 13", "Version: " + version));

		assertThat(answer).startsWith("HTTP/1.1 426 Upgrade Required\r\n")
			.contains("\r\nSec-WebSocket-Version: 13\r\n", "\r\nUpgrade: websocket\r\n");
	}

	@Test
	void noVersionIsA426() {
		assertThat(this.client.exchange(without("Sec-WebSocket-Version"))).startsWith("HTTP/1.1 426 ");
	}

	@Test
	void itIsNotForTheOldHTTP() {
		assertThat(this.client.exchange(RIGHT.replace("HTTP/1.1", "HTTP/1.0"))).matches("(?s)HTTP/1.[01] 400 .*");
	}

	@Test
	void aBodyIsNoPartOfIt() {
		String answer = this.client
			.exchange(RIGHT.replace("Upgrade: websocket", "Content-Length: 2\r\nUpgrade: websocket") + "ab");

		assertThat(answer).startsWith("HTTP/1.1 400 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "HEAD" })
	void otherMethodsAreA405(String method) {
		String answer = this.client.exchange(RIGHT.replace("GET ", method + " "));

		assertThat(answer).startsWith("HTTP/1.1 405 Method Not Allowed\r\n").contains("\r\nAllow: GET, OPTIONS\r\n");
	}

	@ParameterizedTest
	@CsvSource({ "http://example.com:8080, 101", "https://EXAMPLE.com:8080/path?x#y, 101", "http://example.com, 403",
			"http://example.com:80, 403", "http://sub.example.com:8080, 403", "http://evil.com, 403",
			"example.com:8080, 403", "null, 403", "http://user@example.com:8080, 403",
			"http://evil.com/example.com:8080, 403", "http://example.com:8080.evil.com, 403" })
	void onlyPagesOfTheSameHostAndPortMayConnect(String origin, int status) {
		String answer = this.client
			.exchange(RIGHT.replace("Upgrade: websocket", "Origin: " + origin + "\r\nUpgrade: websocket"));

		assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
	}

	@ParameterizedTest
	@CsvSource({ "https://example.com, example.com, 101", "https://example.com:443, example.com, 101",
			"https://example.com, example.com:443, 101", "http://example.com, example.com, 403",
			"http://example.com:443, example.com:443, 403", "https://example.com:80, example.com, 403" })
	void pagesOfHttpAreNoneOfAServerOfHttps(String origin, String host, int status) {
		TestConnection proxied = new TestConnection(
				Application.builder()
					.add(url("/echo", EchoHandler.class, () -> new EchoHandler(this.events)))
					.accessLog(false)
					.build(),
				HTTPServerOptions.DEFAULTS.withXheaders(true)
					.withTrustedDownstream(List.of(CIDR.parse("0.0.0.0/0"), CIDR.parse("::/0"), CIDR.UNIX)));
		String request = RIGHT.replace("example.com:8080", host)
			.replace("Upgrade: websocket", "X-Forwarded-Proto: https\r\nX-Forwarded-For: 10.0.0.1\r\nOrigin: " + origin
					+ "\r\nUpgrade: websocket");

		assertThat(proxied.exchange(request)).startsWith("HTTP/1.1 " + status + " ");
		proxied.close();
	}

	@ParameterizedTest
	@CsvSource({ "http://example.com, example.com:80, 101", "http://example.com:80, example.com, 101",
			"https://example.com, example.com, 101", "https://example.com:443, example.com, 101",
			"http://example.com:443, example.com, 403", "http://example.com, example.com:443, 403" })
	void defaultPortsNeedNotBeNamed(String origin, String host, int status) {
		String answer = this.client.exchange(RIGHT.replace("example.com:8080", host)
			.replace("Upgrade: websocket", "Origin: " + origin + "\r\nUpgrade: websocket"));

		assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
	}

	/** Waits before it answers the handshake. */
	static class WaitingHandler extends EchoHandler {

		private final CompletableFuture<Void> gate;

		WaitingHandler(List<String> events, CompletableFuture<Void> gate) {
			super(events);
			this.gate = gate;
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			return this.gate;
		}

		@Override
		protected void logException(Throwable failure) {
			this.events.add("failed " + failure);
		}

	}

	@Test
	void whoLeavesWhileTheHandshakeIsAnsweredIsNoFailure() {
		CompletableFuture<Void> gate = new CompletableFuture<>();
		TestConnection waiting = new TestConnection(Application.builder()
			.add(url("/echo", WaitingHandler.class, () -> new WaitingHandler(this.events, gate)))
			.accessLog(false)
			.build(), HTTPServerOptions.DEFAULTS);
		waiting.exchange(RIGHT);
		waiting.loop().ioLoop().addCallback(() -> {
			gate.complete(null);
			waiting.transport().reset(); // of which a write learns first
		});
		waiting.loop().runUntilIdle();

		assertThat(waiting.closed()).isTrue();
		assertThat(this.events).noneMatch((event) -> event.startsWith("failed") || event.equals("open"));
		waiting.close();
	}

	@Test
	void pathQueryCookiesAndSubprotocolStay() {
		String request = RIGHT.replace("/echo", "/chat/a%20b/7?q=Q")
			.replace("Upgrade: websocket", "Upgrade: websocket\r\nCookie: c=C\r\n"
					+ "Sec-WebSocket-Protocol: one,two\r\nSec-WebSocket-Protocol: three");
		String answer = this.client.exchange(request);

		assertThat(answer).contains("\r\nSec-WebSocket-Protocol: three\r\n", "\r\nSet-Cookie: seen=1",
				"\r\nX-Room: a b\r\n");
		assertThat(this.events).containsExactly("offered [one, two, three]", "open", "finish 101 COMPLETED");

		this.client.send(ClientFrames.text("x"));
		assertThat(this.client.received()).endsWith("a b7QCthree");
	}

	/** For those who have logged in. */
	@Authenticated
	static class MembersHandler extends EchoHandler {

		MembersHandler(List<String> events) {
			super(events);
		}

		@Override
		protected Object loadCurrentUser() {
			return queryArgumentOrNull("user");
		}

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return writeMessage(message + " from " + currentUser());
		}

	}

	@Test
	void whoHasNotLoggedInIsSentToLogInBefore() {
		assertThat(this.client.exchange(RIGHT.replace("/echo", "/members"))).startsWith("HTTP/1.1 302 ");
		assertThat(this.events).containsExactly("finish 302 COMPLETED");

		assertThat(this.client.exchange(RIGHT.replace("/echo", "/members?user=Ada"))).startsWith("HTTP/1.1 101 ");
		this.client.send(ClientFrames.text("Hi"));
		assertThat(this.client.received()).endsWith("Hi from Ada");
	}

	@Test
	void aSubprotocolIsNotInvented() {
		String request = RIGHT.replace("/echo", "/chat/a/7");
		assertThat(this.client.exchange(request)).startsWith("HTTP/1.1 101 ").doesNotContain("Sec-WebSocket-Protocol");
		assertThat(this.events).contains("offered []");
	}

	@Test
	void aSubprotocolThatWasNotOfferedIsA500() {
		String request = RIGHT.replace("/echo", "/chat/a/7")
			.replace("Upgrade: websocket", "Upgrade: websocket\r\nSec-WebSocket-Protocol: wrong");

		assertThat(this.client.exchange(request)).startsWith("HTTP/1.1 500 ");
		assertThat(this.events).contains("finish 500 COMPLETED").doesNotContain("open");
	}

}
