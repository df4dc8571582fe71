package io.jtornado.spring.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.web.Application;
import io.jtornado.websocket.SlowClient;
import io.jtornado.websocket.WebSocketHandler;
import io.jtornado.websocket.WebSocketOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class WebSocketMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final IOLoopGroup loops = IOLoopGroup.of(2);

	private final JTornadoMetrics metrics = new JTornadoMetrics(List.of());

	private HTTPServer server;

	@BeforeEach
	void listen() throws IOException {
		Application application = Application.builder()
			.add(url("/echo", EchoHandler.class), url("/flood/{policy}", FloodHandler.class),
					url("/silent", SilentHandler.class))
			.accessLog(false)
			.setting(WebSocketOptions.class, WebSocketOptions.DEFAULTS.withMaxMessageSize(100).withMaxQueued(1024))
			.build();
		this.server = new HTTPServer(application, this.loops);
		this.metrics.bindTo(this.registry);
		this.metrics.add(this.loops);
		this.loops.start();
		this.server.listen(0, "127.0.0.1");
	}

	@AfterEach
	void stop() {
		this.server.stop();
		this.server.closeAllConnections();
		this.loops.close();
	}

	/** Takes one message, and then nothing more. */
	private WebSocket connect(String path) {
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + this.server.port() + path), new WebSocket.Listener() {

				@Override
				public void onOpen(WebSocket socket) {
				}

			})
			.join();
	}

	private double gauge(String name) {
		return this.registry.get("jtornado.websocket." + name).gauge().value();
	}

	private double counter(String name, String... tags) {
		return this.registry.get("jtornado.websocket." + name).tags(tags).functionCounter().count();
	}

	@Test
	void countsSessionsAndMessages() {
		WebSocket first = connect("/echo");
		WebSocket second = connect("/echo");
		first.sendText("one", true).join();
		first.sendText("two", true).join();
		second.sendBinary(ByteBuffer.allocate(3), true).join();

		await().until(() -> counter("messages", "direction", "received") == 3);
		await().until(() -> counter("messages", "direction", "sent") == 2);
		assertThat(gauge("sessions")).isEqualTo(2);
		assertThat(counter("opened")).isEqualTo(2);

		first.abort();
		await().until(() -> gauge("sessions") == 1);
		assertThat(counter("opened")).isEqualTo(2);
		assertThat(gauge("held")).isZero();
		assertThat(gauge("contexts")).isZero();
		assertThat(counter("refused")).isZero();
	}

	@Test
	void countsWhatIsBrokenOff() {
		connect("/echo").sendText("x".repeat(101), true).join();
		await().until(() -> counter("broken-off", "reason", "too-big") == 1);

		connect("/flood/CLOSE");
		await().until(() -> counter("broken-off", "reason", "too-slow") == 1);

		connect("/silent");
		await().until(() -> counter("broken-off", "reason", "ping-timeout") == 1);
		assertThat(counter("broken-off", "reason", "violation")).isZero();
	}

	@Test
	void countsMessagesThatNobodyWillSee() {
		connect("/flood/DROP");
		await().until(() -> counter("dropped") == 2);
		connect("/flood/REFUSE");
		await().until(() -> counter("dropped") == 4);
		assertThat(gauge("sessions")).isEqualTo(2);
	}

	static class EchoHandler extends WebSocketHandler {

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return writeMessage(message);
		}

		@Override
		protected CompletionStage<?> onMessage(ByteBuffer message) {
			return null;
		}

	}

	static class FloodHandler extends WebSocketHandler {

		@Override
		protected WebSocketOptions webSocketOptions() {
			return super.webSocketOptions().withSlowClient(SlowClient.valueOf(pathArgument(0)));
		}

		@Override
		protected CompletionStage<?> open() {
			byte[] large = new byte[16 << 20]; // more than sockets hold
			for (int i = 0; i < 3; i++) {
				writeMessage(large);
			}
			return null;
		}

	}

	/** Its client does not read, and so does not see the ping. */
	static class SilentHandler extends WebSocketHandler {

		@Override
		protected WebSocketOptions webSocketOptions() {
			return super.webSocketOptions().withPingInterval(Duration.ofMillis(50));
		}

	}

}
