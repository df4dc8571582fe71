package io.jtornado.httpserver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Over real sockets: what memory cannot show. */
class HTTPServerTests {

	private static final int LARGE = 8 << 20;

	private final IOLoopGroup loops = IOLoopGroup.of(3);

	private final HTTPServer server = new HTTPServer(this::handle, this.loops);

	private void handle(HTTPRequest request) {
		if (request.path().equals("/large")) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[LARGE]);
		}
		else if (request.path().equals("/parts")) {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			writeParts(request, 200);
		}
		else if (request.path().equals("/body")) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), request.body());
		}
		else {
			TestServer.echo(request);
		}
	}

	private void writeParts(HTTPRequest request, int left) {
		if (left == 0) {
			request.finish();
			return;
		}
		request.write(new byte[10_000]);
		request.flush().thenRun(() -> writeParts(request, left - 1));
	}

	@BeforeEach
	void start() throws IOException {
		this.loops.start();
		this.server.listen(0, "127.0.0.1");
	}

	@AfterEach
	void stop() throws Exception {
		this.server.stop();
		this.server.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
		await().atMost(Duration.ofSeconds(10)).until(() -> this.server.connectionsActive() == 0);
		HTTPServerStats stats = this.server.stats();
		assertThat(stats.heldRead()).isZero();
		assertThat(stats.heldWrite()).isZero();
		assertThat(stats.requestsActive()).isZero();
		assertThat(stats.connectionsBusy()).isZero();
		this.loops.stop();
		this.loops.close();
	}

	@Test
	void carriesLargeBodiesBothWays() throws Exception {
		byte[] body = new byte[LARGE];
		new Random(1).nextBytes(body);
		HttpClient client = HttpClient.newHttpClient();

		for (HttpRequest.BodyPublisher publisher : List.of(HttpRequest.BodyPublishers.ofByteArray(body),
				HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
			HttpResponse<byte[]> answer = client.send(
					HttpRequest.newBuilder(uri("/body")).version(HttpClient.Version.HTTP_1_1).POST(publisher).build(),
					HttpResponse.BodyHandlers.ofByteArray());
			assertThat(Arrays.equals(answer.body(), body)).isTrue();
		}
	}

	@Test
	void answersManyClientsAtOnce() {
		HttpClient client = HttpClient.newHttpClient();
		List<CompletableFuture<String>> answers = IntStream.range(0, 100)
			.mapToObj((i) -> client
				.sendAsync(HttpRequest.newBuilder(uri("/" + i)).build(), HttpResponse.BodyHandlers.ofString())
				.thenApply(HttpResponse::body))
			.toList();

		for (int i = 0; i < 100; i++) {
			assertThat(answers.get(i).join()).startsWith("GET /" + i + " ");
		}
		assertThat(this.server.loops()).allMatch((loop) -> loop.stats().turns() > 1);
	}

	@Test
	void answersThousandsOfPipelinedRequests() throws IOException {
		String requests = IntStream.range(0, 20_000)
			.mapToObj((i) -> "GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n")
			.collect(Collectors.joining());
		try (Socket socket = connect()) {
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, requests, true));
			List<String> bodies = Answer.bodies(readAll(socket));
			sent.join();

			assertThat(bodies).hasSize(20_000);
			assertThat(bodies.get(19_999)).startsWith("GET /19999 ");
		}
	}

	@Test
	void deliversStreamsAndLargeAnswersAfterAHalfClose() throws IOException {
		try (Socket socket = connect()) {
			send(socket, "GET /parts HTTP/1.1\r\nHost: a\r\n\r\nGET /large HTTP/1.1\r\nHost: a\r\n\r\n", true);

			assertThat(Answer.bodies(readAll(socket))).extracting(String::length).containsExactly(2_000_000, LARGE);
		}
	}

	@Test
	void survivesClientsThatResetInTheMidstOfAnswers() throws IOException {
		for (int i = 0; i < 30; i++) {
			Socket socket = connect();
			send(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /parts HTTP/1.1\r\nHost: a\r\n\r\n", false);
			socket.getInputStream().readNBytes(10_000);
			socket.setSoLinger(true, 0);
			socket.close();
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> this.server.connectionsActive() == 0);
	}

	@Test
	void letsAClientReadTheErrorWhileItUploads() throws IOException {
		try (Socket socket = connect()) {
			send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", false);
			for (int i = 0; i < 20; i++) {
				send(socket, "x".repeat(100_000), false);
			}

			assertThat(Answer.of(readAll(socket)).status()).isEqualTo(413);
		}
	}

	@Test
	void drainsWhileClientsAreConnected() throws Exception {
		try (Socket idle = connect(); Socket used = connect()) {
			send(used, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", false);
			assertThat(used.getInputStream().read()).isEqualTo('H');
			await().until(() -> this.server.connectionsActive() == 2);
			this.server.stop();

			this.server.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);

			assertThat(idle.getInputStream().read()).isEqualTo(-1);
			assertThat(readAll(used)).endsWith("GET / HTTP/1.1 a []");
		}
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.server.port() + path);
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		socket.setSoTimeout(20_000);
		return socket;
	}

	private static void send(Socket socket, String text, boolean end) {
		try {
			socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
			if (end) {
				socket.shutdownOutput();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String readAll(Socket socket) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		InputStream in = socket.getInputStream();
		in.transferTo(all);
		return all.toString(StandardCharsets.ISO_8859_1);
	}

}
