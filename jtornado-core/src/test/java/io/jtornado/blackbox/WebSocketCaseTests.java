package io.jtornado.blackbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * WebSockets, beside the rows of {@code sockets.csv}: what stands in the heads, and the
 * client of the JDK.
 */
@Timeout(60)
class WebSocketCaseTests {

	private SocketServer server;

	private CapturedLog log;

	@BeforeEach
	void start() throws IOException {
		this.log = new CapturedLog("jtornado", Level.WARN);
		this.server = new SocketServer(CaseSockets.application());
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.log.close();
	}

	private FrameClient connect() throws IOException {
		return new FrameClient(this.server.server().port());
	}

	private WebSocket.Builder browser() {
		return HttpClient.newHttpClient().newWebSocketBuilder();
	}

	private URI uri(String path) {
		return URI.create("ws://127.0.0.1:" + this.server.server().port() + path);
	}

	/** Writes down what it hears. */
	private static final class Heard implements WebSocket.Listener {

		private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.events.add("text " + data);
			socket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
			this.events.add("bytes " + StandardCharsets.UTF_8.decode(data));
			socket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			this.events.add("close " + code + " " + reason);
			return null;
		}

		String next() throws InterruptedException {
			return this.events.poll(20, TimeUnit.SECONDS);
		}

	}

	@Test
	@DisplayName("40. The answer to the handshake of RFC 6455 is that of RFC 6455")
	void answersTheHandshakeOfTheStandard() throws IOException {
		try (FrameClient client = connect()) {
			assertThat(client.open("/echo")).startsWith("HTTP/1.1 101 Switching Protocols\r\n")
				.containsIgnoringCase("\r\nUpgrade: websocket\r\n")
				.containsIgnoringCase("\r\nConnection: Upgrade\r\n")
				.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
				.doesNotContain("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Content-Length",
						"Transfer-Encoding");
		}
	}

	@Test
	@DisplayName("40. Another version is told the one that there is; Tornado has two drafts besides")
	void tellsTheVersion() throws IOException {
		try (FrameClient client = connect()) {
			String head = client.request(Wire.get("/echo", Wire.upgrade()).replace("Version: 13", "Version: 12"));

			assertThat(head).startsWith("HTTP/1.1 426 ").contains("\r\nSec-WebSocket-Version: 13\r\n");
		}
	}

	@Test
	@DisplayName("40. A subprotocol is one of the offered ones, or none")
	void choosesASubprotocol() throws IOException {
		try (FrameClient one = connect(); FrameClient none = connect()) {
			assertThat(one.open("/protocols", "Sec-WebSocket-Protocol: bad", "Sec-WebSocket-Protocol: good"))
				.contains("\r\nSec-WebSocket-Protocol: good\r\n");
			assertThat(none.open("/protocols", "Sec-WebSocket-Protocol: goods")).doesNotContain("Protocol:");
		}
	}

	@Test
	@DisplayName("40. Frames that come with the handshake are not lost")
	void takesFramesThatComeWithTheHandshake() throws IOException {
		try (FrameClient client = connect()) {
			String frame = "\u0081\u0082\0\0\0\0Hi";
			assertThat(client.request(Wire.get("/echo", Wire.upgrade()) + frame)).startsWith("HTTP/1.1 101 ");
			assertThat(client.receive()).isEqualTo("text Hi");
		}
	}

	@Test
	@DisplayName("40. Who answers its pings stays")
	void keepsWhoAnswersPings() throws IOException {
		try (FrameClient client = connect()) {
			client.open("/pinging");
			for (int i = 0; i < 4; i++) {
				assertThat(client.receive()).isEqualTo("ping");
				client.send("pong");
			}
			client.send("text still here");
			assertThat(client.receive()).isEqualTo("text still here");
		}
	}

	@Test
	@DisplayName("40. The client of the JDK speaks with it")
	void speaksWithTheClientOfTheJdk() throws InterruptedException {
		Heard heard = new Heard();
		WebSocket socket = browser().subprotocols("bad", "good").buildAsync(uri("/protocols"), heard).join();
		assertThat(socket.getSubprotocol()).isEqualTo("good");

		socket.sendText("Hällo ", false).join();
		socket.sendText("€", true).join();
		assertThat(heard.next()).isEqualTo("text Hällo €");
		socket.sendBinary(ByteBuffer.wrap("Hello".getBytes(StandardCharsets.UTF_8)), true).join();
		assertThat(heard.next()).isEqualTo("bytes Hello");
		socket.sendClose(4001, "bye").join();
		assertThat(heard.next()).isEqualTo("close 4001 ");
	}

	@Test
	@DisplayName("40. The client of the JDK is told why the server closes")
	void tellsTheClientOfTheJdkWhy() throws InterruptedException {
		Heard heard = new Heard();
		WebSocket socket = browser().buildAsync(uri("/closing"), heard).join();

		socket.sendText("1001 goodbye", true).join();
		assertThat(heard.next()).isEqualTo("close 1001 goodbye");
	}

	@Test
	@DisplayName("40. A page from elsewhere does not get in")
	void refusesAForeignPage() {
		assertThatExceptionOfType(CompletionException.class).isThrownBy(
				() -> browser().header("Origin", "https://evil.example").buildAsync(uri("/echo"), new Heard()).join());
		assertThat(browser().header("Origin", "https://127.0.0.1:" + this.server.server().port())
			.buildAsync(uri("/echo"), new Heard())
			.join()
			.isInputClosed()).isFalse();
	}

}
