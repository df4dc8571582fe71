package io.jtornado.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.jtornado.httpserver.DrainReport;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Long polling and event streams with as many clients as they are made for. */
@Timeout(120)
class ManyClientsTests {

	private static final int MANY = 10_000;

	private static final int OVER_SOCKETS = 300;

	private static final int MOST_BYTES = 4096;

	private static final String NOTHING = "GET /" + "x".repeat(400) + " HTTP/1.1\r\nHost: test\r\n\r\n";

	private final EventBroadcast broadcast = new EventBroadcast();

	private final Waiters waiters = new Waiters();

	private volatile String news;

	private final Application application = Application.builder()
		.add(url("/events", EventsHandler.class, EventsHandler::new))
		.add(url("/news", NewsHandler.class, NewsHandler::new))
		.accessLog(false)
		.build();

	@Test
	void oneLoopHoldsTenThousandStreams() {
		try (TestLoop loop = new TestLoop()) {
			List<TestConnection> clients = connect(loop);
			measure(loop, clients, "/events", "stream");
			assertThat(this.broadcast.size()).isEqualTo(MANY);

			CompletionStage<Void> published = this.broadcast.publish(ServerEvent.of("hello"));
			loop.runUntilIdle();
			assertThat(published).isCompleted();
			assertThat(clients).allMatch((client) -> client.received().endsWith("data: hello\n\n\r\n"));

			loop.advance(Duration.ofSeconds(15));
			assertThat(clients).allMatch((client) -> client.received().endsWith(":\n\n\r\n"));

			clients.subList(0, MANY / 2).forEach((client) -> client.transport().reset());
			loop.runUntilIdle();
			assertThat(this.broadcast.size()).isEqualTo(MANY / 2);
			end(loop, clients);
			assertThat(this.broadcast.size()).isZero();
			assertThat(EventStreamStats.of(loop.ioLoop()).open()).isZero();
		}
	}

	@Test
	void oneLoopHoldsTenThousandWaiters() {
		try (TestLoop loop = new TestLoop()) {
			List<TestConnection> clients = connect(loop);
			measure(loop, clients, "/news", "waiter");
			assertThat(this.waiters.size()).isEqualTo(MANY);

			this.news = "hello";
			this.waiters.wake();
			loop.runUntilIdle();
			assertThat(this.waiters.size()).isZero();
			assertThat(clients).allMatch((client) -> client.received().endsWith("hello"));

			this.news = null;
			clients.forEach((client) -> request(client, "/news"));
			loop.runUntilIdle();
			loop.advance(Duration.ofSeconds(30));
			assertThat(clients).allMatch((client) -> client.received().startsWith("HTTP/1.1 204 "));
			assertThat(this.waiters.size()).isZero();
		}
	}

	private List<TestConnection> connect(TestLoop loop) {
		HTTPServer server = new HTTPServer(this.application, loop.ioLoop(), HTTPServerOptions.DEFAULTS);
		List<TestConnection> clients = new ArrayList<>(MANY);
		for (int i = 0; i < MANY; i++) {
			TestConnection client = new TestConnection(server, loop);
			client.exchange(NOTHING); // its buffers here have their size now
			clients.add(client);
		}
		return clients;
	}

	/** What each client costs that waits, beside an idle one. */
	private static void measure(TestLoop loop, List<TestConnection> clients, String path, String what) {
		long before = used();
		clients.forEach((client) -> request(client, path));
		loop.runUntilIdle();
		clients.forEach((client) -> client.transport().takeOutput());
		long bytes = (used() - before) / clients.size();
		System.out.println(bytes + " bytes of heap for each " + what + ", beside those of an idle connection");
		assertThat(bytes).as("bytes of heap for each " + what).isLessThan(MOST_BYTES);
	}

	private static void request(TestConnection client, String path) {
		client.transport().feed("GET " + path + " HTTP/1.1\r\nHost: test\r\nAccept: text/event-stream\r\n\r\n");
	}

	private static long used() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private static void end(TestLoop loop, List<TestConnection> clients) {
		CompletableFuture<DrainReport> drained = clients.get(0)
			.server()
			.drain(Duration.ofMinutes(1))
			.toCompletableFuture();
		loop.runUntilIdle();
		assertThat(drained).isCompletedWithValueMatching((report) -> report.aborted() == 0);
		assertThat(clients).allMatch(TestConnection::closed);
	}

	@Test
	void streamsOnSeveralLoopsGetAllEventsInOrder() throws Exception {
		IOLoopGroup loops = IOLoopGroup.of(3);
		HTTPServer server = new HTTPServer(this.application, loops);
		loops.start();
		server.listen(0, "127.0.0.1");
		List<Socket> clients = askMany(server.port(), "/events");
		await().until(() -> this.broadcast.size() == OVER_SOCKETS);
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 100; i++) {
			this.broadcast.publish(ServerEvent.of("event " + i)).toCompletableFuture().get(10, TimeUnit.SECONDS);
			expected.append("data: event ").append(i).append('|');
		}
		for (Socket client : clients) {
			assertThat(lines(client, "event 99")).isEqualTo(expected.toString());
		}
		assertThat(this.broadcast.dropped()).isZero();

		for (Socket client : clients.subList(0, OVER_SOCKETS / 2)) {
			client.close();
		}
		leaveBehind();
		server.stop();
		DrainReport report = server.drain(Duration.ofMinutes(1)).toCompletableFuture().get(30, TimeUnit.SECONDS);
		assertThat(report.aborted()).isZero();
		await().until(() -> this.broadcast.size() == 0); // told a turn later
		for (Socket client : clients) {
			client.close();
		}
		loops.close();
	}

	/** Events find the clients that have left: the first to each is refused. */
	private void leaveBehind() {
		await().until(() -> {
			this.broadcast.publish(ServerEvent.of("anybody there?"));
			return this.broadcast.size() == OVER_SOCKETS / 2;
		});
	}

	@Test
	void waitersOnSeveralLoopsAreWoken() throws Exception {
		IOLoopGroup loops = IOLoopGroup.of(3);
		HTTPServer server = new HTTPServer(this.application, loops);
		loops.start();
		server.listen(0, "127.0.0.1");
		List<Socket> clients = askMany(server.port(), "/news");
		await().until(() -> this.waiters.size() == OVER_SOCKETS);
		this.news = "hello";
		this.waiters.wake();
		for (Socket client : clients) {
			assertThat(read(client, "hello")).startsWith("HTTP/1.1 200 OK\r\n");
			client.close();
		}
		assertThat(this.waiters.size()).isZero();
		server.stop();
		server.closeAllConnections();
		loops.close();
	}

	private static List<Socket> askMany(int port, String path) throws IOException {
		byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").getBytes(StandardCharsets.UTF_8);
		List<Socket> clients = new ArrayList<>();
		for (int i = 0; i < OVER_SOCKETS; i++) {
			Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
			client.setSoTimeout(10_000);
			client.getOutputStream().write(request);
			clients.add(client);
		}
		return clients;
	}

	/** Reads until this text has come. */
	private static String read(Socket client, String text) throws IOException {
		StringBuilder received = new StringBuilder();
		byte[] buffer = new byte[8192];
		while (!received.toString().contains(text)) {
			int count = client.getInputStream().read(buffer);
			assertThat(count).as(() -> "before " + text + ": " + received).isPositive();
			received.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
		}
		return received.toString();
	}

	private static String lines(Socket client, String last) throws IOException {
		StringBuilder lines = new StringBuilder();
		read(client, last).lines()
			.filter((line) -> line.startsWith("data: "))
			.forEach((line) -> lines.append(line).append('|'));
		return lines.toString();
	}

	class EventsHandler extends RequestHandler {

		void get() {
			ManyClientsTests.this.broadcast.subscribe(this);
		}

	}

	class NewsHandler extends RequestHandler {

		CompletionStage<String> get() {
			return ManyClientsTests.this.waiters.await(this, () -> ManyClientsTests.this.news);
		}

	}

}
