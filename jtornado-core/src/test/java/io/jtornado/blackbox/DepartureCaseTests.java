package io.jtornado.blackbox;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that leave before they have their answer. */
@Timeout(60)
class DepartureCaseTests {

	private final CountDownLatch asked = new CountDownLatch(1);

	private final CountDownLatch left = new CountDownLatch(1);

	private final CountDownLatch finished = new CountDownLatch(1);

	private final CapturedLog log = new CapturedLog("jtornado", Level.WARN);

	private SocketServer server;

	static class Main extends RequestHandler {

		String get() {
			return "hello";
		}

	}

	static class Download extends RequestHandler {

		void get() {
			for (int i = 0; i < 512; i++) {
				write(new byte[1024]);
			}
		}

	}

	class Waiting extends RequestHandler {

		CompletionStage<String> get() {
			DepartureCaseTests.this.asked.countDown();
			return new CompletableFuture<>();
		}

		@Override
		protected void onConnectionClose() {
			finish("nobody reads this");
			DepartureCaseTests.this.left.countDown();
		}

		@Override
		protected void onFinish() {
			DepartureCaseTests.this.finished.countDown();
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.server = new SocketServer(Application.builder()
			.add(url("/", Main.class), url("/download", Download.class), url("/waiting", Waiting.class, Waiting::new))
			.accessLog(false)
			.build());
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.log.close();
	}

	private void assertAliveAndQuiet() throws IOException {
		await().until(() -> this.server.server().connectionsActive() <= 1);
		assertThat(this.server.client().exchange(get("/"))).endsWith("hello");
		assertThat(this.log.lines()).isEmpty();
		assertThat(this.server.server().stats().requestsActive()).isZero();
		assertThat(this.server.server().stats().heldWrite()).isZero();
	}

	@Test
	@DisplayName("14. A client closes in the middle of a download of 512 KiB: nothing is logged, the server lives")
	void outlivesAClientThatClosesDuringADownload() throws IOException {
		for (int i = 0; i < 5; i++) {
			try (SocketClient client = this.server.connect()) {
				client.send(get("/download"));
				assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
			}
		}
		assertAliveAndQuiet();
	}

	@Test
	@DisplayName("14. The same with a reset")
	void outlivesAClientThatResetsDuringADownload() throws IOException {
		for (int i = 0; i < 5; i++) {
			SocketClient client = this.server.connect();
			client.send(get("/download"));
			assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
			client.reset();
		}
		assertAliveAndQuiet();
	}

	@Test
	@DisplayName("16. A handler finishes when it hears that its client has gone: no harm, and onFinish still comes")
	void letsAHandlerFinishForNobody() throws Exception {
		SocketClient client = this.server.connect();
		client.send(get("/waiting"));
		assertThat(this.asked.await(20, TimeUnit.SECONDS)).isTrue();

		client.reset();
		assertThat(this.left.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.finished.await(20, TimeUnit.SECONDS)).isTrue();
		assertAliveAndQuiet();
	}

}
