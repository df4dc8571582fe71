package io.jtornado.websocket;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jtornado.httpserver.DrainReport;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The JDK's client, over real sockets. */
class WebSocketSocketTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Application application = Application.builder()
		.add(url("/echo/{name}", EchoHandler.class, () -> new EchoHandler(this.events)))
		.accessLog(false)
		.build();

	private final IOLoopGroup loops = IOLoopGroup.named("websocket", 1);

	private HTTPServer server;

	private void start(HTTPServerOptions options) throws IOException {
		this.server = new HTTPServer(this.application, this.loops, options);
		this.loops.start();
		this.server.listen(0, "127.0.0.1");
	}

	@AfterEach
	void stop() {
		this.server.stop();
		this.loops.stop();
		this.loops.close();
	}

	/** Writes down what it is told, whole messages in one piece. */
	private static final class Listener implements WebSocket.Listener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		private final StringBuilder text = new StringBuilder();

		@Override
		public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				this.heard.add("text " + this.text);
				this.text.setLength(0);
			}
			webSocket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
			byte[] bytes = new byte[data.remaining()];
			data.get(bytes);
			this.heard.add("binary " + HexFormat.of().formatHex(bytes));
			webSocket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
			this.heard.add("pong " + message.remaining());
			webSocket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
			this.heard.add("close " + statusCode + " " + reason);
			return null;
		}

		String next() throws InterruptedException {
			return this.heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}

	}

	private WebSocket connect(HttpClient client, String scheme, Listener listener) {
		URI uri = URI.create(scheme + "://localhost:" + this.server.port() + "/echo/me");
		return client.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(uri, listener).join();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws", "wss" })
	void talksToTheClientOfTheJdk(String scheme) throws Exception {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS;
		start(scheme.equals("ws") ? options
				: options.withTcp(TCPServerOptions.DEFAULTS.withSsl(SSLOptions.of(Certificates.LOCALHOST.context()))));
		HttpClient client = HttpClient.newBuilder().sslContext(Certificates.anonymous()).build();
		Listener listener = new Listener();
		WebSocket socket = connect(client, scheme, listener);
		String large = "ü€".repeat(100_000);

		socket.sendText("Hel", false).join();
		socket.sendText("lo", true).join();
		assertThat(listener.next()).isEqualTo("text Hello");
		socket.sendBinary(ByteBuffer.wrap(new byte[] { 1, 2, 3 }), true).join();
		assertThat(listener.next()).isEqualTo("binary 010203");
		socket.sendPing(ByteBuffer.allocate(7)).join();
		assertThat(listener.next()).isEqualTo("pong 7");
		socket.sendText(large, true).join();
		assertThat(listener.next()).isEqualTo("text " + large);
		socket.sendClose(4001, "bye").join();
		assertThat(listener.next()).startsWith("close 4001");
		assertThat(this.server.drain(PATIENCE).toCompletableFuture().get(20, TimeUnit.SECONDS).aborted()).isZero();
		assertThat(this.events).containsExactly("open", "finish 101 COMPLETED", "close 4001 bye");
	}

	@Test
	void aDrainTellsEverySession() throws Exception {
		start(HTTPServerOptions.DEFAULTS);
		HttpClient client = HttpClient.newHttpClient();
		List<Listener> listeners = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			Listener listener = new Listener();
			listeners.add(listener);
			connect(client, "ws", listener);
		}
		DrainReport report = this.server.drain(PATIENCE).toCompletableFuture().get(20, TimeUnit.SECONDS);

		for (Listener listener : listeners) {
			assertThat(listener.next()).startsWith("close 1001");
		}
		assertThat(report.finished()).isEqualTo(10);
		assertThat(report.aborted()).isZero();
	}

	@Test
	void aRefusalIsAnAnswer() throws Exception {
		start(HTTPServerOptions.DEFAULTS);
		URI uri = URI.create("ws://localhost:" + this.server.port() + "/echo/me");

		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> HttpClient.newHttpClient()
				.newWebSocketBuilder()
				.header("Origin", "http://evil.example")
				.buildAsync(uri, new Listener())
				.join())
			.satisfies((failure) -> assertThat(
					((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode())
				.isEqualTo(403));
	}

}
