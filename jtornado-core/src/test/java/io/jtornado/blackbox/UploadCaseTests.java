package io.jtornado.blackbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.web.Application;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import io.jtornado.web.StreamRequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bodies and their limits, step by step over real sockets. */
@Timeout(60)
class UploadCaseTests {

	private static final int MAX = 10;

	private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	private final CompletableFuture<Void> prepared = new CompletableFuture<>();

	private final CompletableFuture<Void> taken = new CompletableFuture<>();

	private SocketServer server;

	private SocketClient client;

	static class Gathered extends RequestHandler {

		String post() {
			return request().body().length + " bytes";
		}

	}

	@BodyLimits(maxSize = 15, timeout = 1)
	static class Limited extends Gathered {

	}

	@StreamRequestBody
	class Streamed extends RequestHandler {

		private int length;

		@Override
		protected void prepare() {
			int limit = argument("limit", int.class, MAX);
			if (limit != MAX) {
				request().setMaxBodySize(limit);
			}
		}

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.length += chunk.remaining();
			return null;
		}

		String post() {
			return this.length + " bytes";
		}

	}

	@StreamRequestBody
	@BodyLimits(maxSize = Long.MAX_VALUE)
	class Watched extends RequestHandler {

		@Override
		protected void prepare() {
			happens("prepare");
			if (argument("user", "").isEmpty()) {
				throw new HTTPException(401);
			}
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			return argument("wait", boolean.class, false) ? UploadCaseTests.this.prepared : null;
		}

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			happens((chunk.remaining() < 10) ? "data " + StandardCharsets.UTF_8.decode(chunk) : "much");
			return argument("wait", boolean.class, false) ? UploadCaseTests.this.taken : null;
		}

		String post() {
			happens("post");
			return "done";
		}

		@Override
		protected void onConnectionClose() {
			happens("gone");
		}

		private void happens(String event) {
			UploadCaseTests.this.events.add(event);
		}

	}

	@BeforeEach
	void start() throws IOException {
		Limits usual = Limits.DEFAULTS;
		this.server = new SocketServer(Application.builder()
			.add(url("/gathered", Gathered.class), url("/limited", Limited.class),
					url("/streamed", Streamed.class, Streamed::new), url("/watched", Watched.class, Watched::new))
			.accessLog(false)
			.build(),
				HTTPServerOptions.DEFAULTS.withLimits(new Limits(usual.maxHeaderSize(), usual.maxHeaders(), MAX,
						usual.maxBufferSize(), usual.maxBuffered())));
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	private static String post(String target, boolean chunked, int length) {
		String body = "x".repeat(length);
		return "POST " + target + " HTTP/1.1\r\nHost: a\r\n" + (chunked
				? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(length) + "\r\n" + body + "\r\n0\r\n\r\n"
				: "Content-Length: " + length + "\r\n\r\n" + body);
	}

	private String event() throws InterruptedException {
		return this.events.poll(20, TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@CsvSource({ "/gathered,false,10", "/gathered,true,10", "/streamed,false,10", "/streamed,true,10",
			"/limited,false,15", "/limited,true,15", "/streamed?limit=20,false,20", "/streamed?limit=20,true,20" })
	@DisplayName("21. A body of the limit is taken, with a length or in chunks, gathered or streamed; one byte more: 413, in Tornado 400")
	void takesABodyOfTheLimitAndNoMore(String target, boolean chunked, int limit) throws IOException {
		assertThat(this.client.exchange(post(target, chunked, limit))).endsWith(limit + " bytes");
		assertThat(this.client.exchange(post(target, chunked, limit + 1))).startsWith("HTTP/1.1 413 ");
		assertThat(this.client.ended()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/streamed?limit=20", "/limited" })
	@DisplayName("21. The limit of one request is not that of the next on the connection")
	void forgetsTheLimitOfARequest(String target) throws IOException {
		assertThat(this.client.exchange(post(target, false, 15))).endsWith("15 bytes");
		assertThat(this.client.exchange(post("/streamed", false, 10))).endsWith("10 bytes");
		assertThat(this.client.exchange(post("/streamed", false, 11))).startsWith("HTTP/1.1 413 ");
	}

	@Test
	@DisplayName("21. A body that stops coming meets the body timeout: 408, where Tornado closes without a word")
	void endsABodyThatStopsComing() throws IOException {
		assertThat(this.client.exchange("POST /limited HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nx"))
			.startsWith("HTTP/1.1 408 ");
		assertThat(this.client.ended()).isTrue();
	}

	@Test
	@DisplayName("36. prepare comes before the body, and each chunk before the next is sent")
	void handsOnEachChunkBeforeTheNextIsSent() throws Exception {
		this.client.send("POST /watched?user=a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
		assertThat(event()).isEqualTo("prepare");
		for (String chunk : new String[] { "one", "two" }) {
			this.client.send("3\r\n" + chunk + "\r\n");
			assertThat(event()).isEqualTo("data " + chunk);
		}

		assertThat(this.client.exchange("0\r\n\r\n")).endsWith("done");
		assertThat(event()).isEqualTo("post");
	}

	@Test
	@DisplayName("36. Who may not upload is told so before the body, and that the connection ends")
	void answersBeforeTheBody() throws Exception {
		String answer = this.client
			.exchange("POST /watched HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");

		assertThat(answer).startsWith("HTTP/1.1 401 ").contains("Connection: close");
		assertThat(this.client.ended()).isTrue();
		assertThat(event()).isEqualTo("prepare");
	}

	@Test
	@DisplayName("36. A client that leaves in the middle of its upload is noticed")
	void noticesAClientThatLeaves() throws Exception {
		this.client.send("POST /watched?user=a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nx");
		assertThat(event()).isEqualTo("prepare");
		assertThat(event()).isEqualTo("data x");

		this.client.close();
		assertThat(event()).isEqualTo("gone");
	}

	@Test
	@DisplayName("36. The client has to wait for prepareAsync, and for what dataReceived returns")
	void holdsTheClientBack() throws Exception {
		int length = 32 << 20;
		CompletableFuture<Void> sent = CompletableFuture
			.runAsync(() -> send("POST /watched?user=a&wait=true HTTP/1.1\r\n" + "Host: a\r\nContent-Length: " + length
					+ "\r\n\r\n" + "x".repeat(length)));
		assertThat(event()).isEqualTo("prepare");
		await().during(Duration.ofMillis(100)).until(this.events::isEmpty);

		this.prepared.complete(null);
		assertThat(event()).isEqualTo("much");
		await().during(Duration.ofMillis(100)).until(this.events::isEmpty);
		assertThat(sent).isNotDone();
		assertThat(this.server.server().stats().heldRead()).isLessThan(1 << 20);

		this.taken.complete(null);
		assertThat(this.client.receive()).endsWith("done");
	}

	private void send(String text) {
		try {
			this.client.send(text);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
