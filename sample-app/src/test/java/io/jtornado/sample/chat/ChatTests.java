package io.jtornado.sample.chat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The room, as its guests hear it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=chat")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD) // an empty
																				// room
@Timeout(60)
class ChatTests {

	@LocalServerPort
	private int port;

	@Test
	void everybodyHearsWhatAnybodySays() throws Exception {
		Guest ada = new Guest(this.port);
		assertThat(ada.next()).isEqualTo("{\"present\":1}");
		Guest bob = new Guest(this.port);
		assertThat(ada.next()).isEqualTo("{\"present\":2}");
		assertThat(bob.next()).isEqualTo("{\"present\":2}");

		ada.say("Ada", "Hällo <b>");
		for (Guest guest : new Guest[] { ada, bob }) {
			String line = guest.next();
			assertThat((String) JsonPath.read(line, "$.said.author")).isEqualTo("Ada");
			assertThat((String) JsonPath.read(line, "$.said.text")).isEqualTo("Hällo <b>");
			assertThat(Instant.parse(JsonPath.read(line, "$.at"))).isBeforeOrEqualTo(Instant.now());
		}
		bob.socket.sendClose(1000, "").join();
		assertThat(bob.next()).isEqualTo("closed 1000");
		assertThat(ada.next()).isEqualTo("{\"present\":1}");
	}

	@Test
	void whoComesLaterHearsTheNewestLines() throws Exception {
		Guest ada = new Guest(this.port);
		for (int i = 0; i <= ChatRoom.KEPT; i++) {
			ada.say("Ada", "line " + i);
		}
		String line = ada.next();
		while (!line.contains("line " + ChatRoom.KEPT)) {
			line = ada.next();
		}

		Guest bob = new Guest(this.port);
		for (int i = 1; i <= ChatRoom.KEPT; i++) {
			assertThat(bob.next()).contains("\"line " + i + "\"");
		}
		assertThat(bob.next()).isEqualTo("{\"present\":2}");
	}

	@Test
	void whoSaysNothingOrTooMuchHasToLeave() throws Exception {
		for (String message : new String[] { "no JSON", "{}", "{\"author\":\"Ada\",\"text\":\" \"}", "null",
				"{\"author\":\"Ada\",\"text\":\"" + "x".repeat(281) + "\"}" }) {
			Guest guest = new Guest(this.port);
			guest.socket.sendText(message, true).join();
			assertThat(guest.next()).isEqualTo("{\"present\":1}");
			assertThat(guest.next()).as(message).isEqualTo("closed 1008");
		}
		Guest guest = new Guest(this.port);
		guest.say("Ada", "x".repeat(5000));
		assertThat(guest.next()).isEqualTo("{\"present\":1}");
		assertThat(guest.next()).isEqualTo("closed 1009");
	}

	/** Writes down what it hears. */
	private static final class Guest implements WebSocket.Listener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		private final StringBuilder text = new StringBuilder();

		private final WebSocket socket;

		Guest(int port) {
			this.socket = HttpClient.newHttpClient()
				.newWebSocketBuilder()
				.buildAsync(URI.create("ws://localhost:" + port + "/chat"), this)
				.join();
		}

		void say(String author, String line) {
			this.socket.sendText("{\"author\":\"" + author + "\",\"text\":\"" + line + "\"}", true).join();
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				this.heard.add(this.text.toString());
				this.text.setLength(0);
			}
			from.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
			this.heard.add("closed " + code);
			return null;
		}

		String next() throws InterruptedException {
			return String.valueOf(this.heard.poll(20, TimeUnit.SECONDS));
		}

	}

}
