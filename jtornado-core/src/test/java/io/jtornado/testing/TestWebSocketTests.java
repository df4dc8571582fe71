package io.jtornado.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.web.Application;
import io.jtornado.websocket.WebSocketHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TestWebSocketTests {

	private final Application application = new Application(url("/", Echo.class));

	private TestClient client = TestClient.of(this.application);

	static class Echo extends WebSocketHandler {

		@Override
		protected String selectSubprotocol(List<String> offered) {
			return offered.isEmpty() ? null : offered.get(0);
		}

		@Override
		protected CompletionStage<?> onMessage(String message) {
			if (message.equals("close")) {
				close(4000, "you asked");
				return null;
			}
			return writeMessage(message);
		}

		@Override
		protected CompletionStage<?> onMessage(ByteBuffer message) {
			return writeMessage(message);
		}

	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private void converse() {
		TestWebSocket echo = this.client.webSocket("/");
		echo.send("ü");
		assertThat(echo.receive()).isEqualTo("ü");
		echo.send(new byte[] { 1, 2 });
		assertThat(echo.receiveBytes()).containsExactly(1, 2);
		String large = "x".repeat(100_000);
		echo.send(large);
		assertThat(echo.receive()).isEqualTo(large);
		echo.sendFrame(0x01, "Hel".getBytes(StandardCharsets.US_ASCII));
		echo.sendFrame(0x89, new byte[0]);
		echo.sendFrame(0x80, "lo".getBytes(StandardCharsets.US_ASCII));
		assertThat(echo.receive()).isEqualTo("Hello");
		echo.sendClose(1000, "bye");
		assertThat(echo.closeCode()).isEqualTo(1000);
	}

	@Test
	void talksInMemory() {
		converse();
	}

	@Test
	void talksOverASocket() {
		this.client.close();
		this.client = TestClient.listening(this.application);
		converse();
	}

	@Test
	void seesTheEnd() {
		TestWebSocket echo = this.client.webSocket("/");
		assertThat(echo.present()).isFalse();
		echo.send("1");
		assertThat(echo.present()).isTrue();
		echo.send("close");

		assertThat(echo.closeCode()).isEqualTo(4000);
		assertThat(echo.closeReason()).isEqualTo("you asked");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(echo::receive).withMessageContaining("4000");
	}

	@Test
	void answersPingsUnlessItIsToldNotTo() {
		TestWebSocket echo = this.client.webSocket("/");
		TestWebSocket dead = this.client.webSocket("/").answerPings(false);
		for (int i = 0; i < 100; i++) {
			this.client.advance(Duration.ofSeconds(1));
			assertThat(echo.present()).isFalse();
		}

		echo.send("still there");
		assertThat(echo.receive()).isEqualTo("still there");
		assertThat(dead.closeReason()).isEmpty();
		assertThat(dead.closeCode()).isEqualTo(1000);
		assertThat(dead.closeReason()).isEqualTo("ping timed out");
	}

	@Test
	void saysWhatTheServerChose() {
		TestWebSocket echo = this.client.request("GET", "/")
			.header("Sec-WebSocket-Protocol", "chat, other")
			.webSocket();

		assertThat(echo.subprotocol()).isEqualTo("chat");
		assertThat(echo.header("Upgrade")).isEqualTo("websocket");
	}

	@Test
	void aRefusalFailsTheTest() {
		TestRequest foreign = this.client.request("GET", "/").header("Origin", "http://evil.example");

		assertThatExceptionOfType(AssertionError.class).isThrownBy(foreign::webSocket)
			.withMessageContaining("answered with 403");
		assertThat(foreign.fetch().status()).isEqualTo(403);
	}

	@Test
	void leavesAsAClientThatCrashes() {
		TestWebSocket echo = this.client.webSocket("/");
		echo.close();

		assertThatExceptionOfType(AssertionError.class).isThrownBy(echo::receive);
	}

}
