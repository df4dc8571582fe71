package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.StreamClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What a worker writes without a flush, over real sockets. */
@Timeout(60)
class BlockingWriteTests {

	private static final String PIECE = "0123456789".repeat(100);

	private final List<Object> seen = new CopyOnWriteArrayList<>();

	private final AtomicLong written = new AtomicLong();

	private final ExecutorService workers = Executors.newCachedThreadPool();

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final HttpClient client = HttpClient.newHttpClient();

	private final HTTPServer server = new HTTPServer(Application.builder()
		.add(url("/", Script.class, Script::new))
		.executor(this.workers)
		.accessLog(false)
		.build(), this.loops);

	private Function<Script, Object> script = (handler) -> "done";

	class Script extends RequestHandler {

		@Blocking
		Object get() {
			return BlockingWriteTests.this.script.apply(this);
		}

		@Override
		protected void logException(Throwable failure) {
			BlockingWriteTests.this.seen.add(failure.getMessage());
		}

		@Override
		protected void onFinish() {
			BlockingWriteTests.this.seen.add("finish");
		}

		void writePieces(int pieces) {
			for (int i = 0; i < pieces; i++) {
				write(PIECE);
				BlockingWriteTests.this.written.addAndGet(PIECE.length());
			}
		}

	}

	@BeforeEach
	void listen() throws IOException {
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
	}

	@AfterEach
	void close() {
		this.server.stop();
		this.loops.stop();
		this.loops.close();
		this.workers.shutdownNow();
	}

	private HttpResponse<String> fetch(String method) {
		URI uri = URI.create("http://127.0.0.1:" + this.server.port() + "/");
		return this.client
			.sendAsync(HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
					BodyHandlers.ofString())
			.join();
	}

	private Socket rawRequest() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		socket.getOutputStream()
			.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private void awaitFinish() {
		await().atMost(Duration.ofSeconds(20)).until(() -> this.seen.contains("finish"));
	}

	@Test
	void leavesWithItsLengthWhileItIsLittle() {
		this.script = (handler) -> {
			handler.writePieces(64);
			return "end";
		};
		HttpResponse<String> response = fetch("GET");

		assertThat(response.headers().firstValue("Content-Length")).contains("64003");
		assertThat(response.body()).isEqualTo(PIECE.repeat(64) + "end");
	}

	@Test
	void leavesInPartsWhenItIsMuch() {
		this.script = (handler) -> {
			handler.setHeader("X-A", "b");
			handler.writePieces(1000);
			this.seen.add(catchThrowable(() -> handler.setStatus(201)).getMessage());
			return "end";
		};
		HttpResponse<String> response = fetch("GET");

		assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
		assertThat(response.headers().firstValue("X-A")).contains("b");
		assertThat(response.body()).isEqualTo(PIECE.repeat(1000) + "end");
		awaitFinish();
		assertThat(this.seen).containsExactly("The head of the answer has left already", "finish");
	}

	@Test
	void keepsToTheLengthThatTheHandlerAnnounced() {
		this.script = (handler) -> {
			handler.setHeader("Content-Length", 1_000_000);
			handler.writePieces(1000);
			return "";
		};
		HttpResponse<String> response = fetch("GET");

		assertThat(response.headers().firstValue("Content-Length")).contains("1000000");
		assertThat(response.body()).isEqualTo(PIECE.repeat(1000));
	}

	@Test
	void leavesWithItsLengthWhenItIsOnePiece() {
		this.script = (handler) -> PIECE.repeat(1000);

		assertThat(fetch("GET").headers().firstValue("Content-Length")).contains("1000000");
	}

	@Test
	void holdsAWorkerWhoseReaderIsSlow() throws IOException {
		int pieces = 40_000;
		this.script = (handler) -> {
			handler.writePieces(pieces);
			return null;
		};
		try (Socket socket = rawRequest()) {
			await().during(Duration.ofMillis(300))
				.atMost(Duration.ofSeconds(20))
				.until(() -> this.written.get() < pieces * 1000L);
			assertThat(this.server.stats().heldWrite()).isLessThan(1 << 20);

			InputStream input = socket.getInputStream();
			String all = new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
			assertThat(all).endsWith("\r\n0\r\n\r\n").hasSizeGreaterThan(pieces * 1000);
		}
		awaitFinish();
		assertThat(this.written).hasValue(pieces * 1000L);
		assertThat(this.server.stats().heldWrite()).isZero();
	}

	@Test
	void endsAWriterWhoseReaderIsGone() throws IOException {
		this.script = (handler) -> {
			Throwable failure = catchThrowable(() -> handler.writePieces(Integer.MAX_VALUE));
			this.seen.add(failure.getClass());
			this.seen.add(failure.getCause().getClass());
			throw (CompletionException) failure;
		};
		Socket socket = rawRequest();
		assertThat(socket.getInputStream().read()).isEqualTo('H');
		socket.setSoLinger(true, 0);
		socket.close();

		awaitFinish();
		assertThat(this.seen).containsExactly(CompletionException.class, StreamClosedException.class, "finish");
	}

	@Test
	void endsAWriterThatAnswersHead() {
		this.script = (handler) -> {
			this.seen.add(catchThrowable(() -> handler.writePieces(Integer.MAX_VALUE)).getCause().getClass());
			return "";
		};
		HttpResponse<String> response = fetch("HEAD");

		assertThat(response.statusCode()).isEqualTo(200);
		await().until(() -> this.seen.contains(StreamClosedException.class));
		this.script = (handler) -> "next";
		assertThat(fetch("GET").body()).isEqualTo("next");
	}

	@Test
	void breaksOffWhatFailsLater() throws IOException {
		this.script = (handler) -> {
			handler.writePieces(1000);
			throw new IllegalStateException("planned");
		};
		try (Socket socket = rawRequest()) {
			Throwable failure = catchThrowable(() -> this.seen.add(lastOf(socket.getInputStream().readAllBytes())));

			assertThat(failure == null || failure instanceof IOException).isTrue();
			awaitFinish();
			assertThat(this.seen).contains("planned").doesNotContain("\r\n0\r\n\r\n");
		}
	}

	private static String lastOf(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		return text.substring(Math.max(0, text.length() - 7));
	}

}
