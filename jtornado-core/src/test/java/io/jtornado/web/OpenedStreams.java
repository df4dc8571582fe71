package io.jtornado.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import io.jtornado.http.ChunkDecoder;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestExchange;
import org.junit.jupiter.api.AfterEach;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** A stream of events that a test has opened. */
abstract class OpenedStreams {

	static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	static final ExecutorService WORKER = Executors.newSingleThreadExecutor();

	final List<String> seen = new ArrayList<>();

	Function<RequestHandler, EventStream> opening = EventStream::open;

	EventStream stream;

	RequestHandler waiting;

	final Application application = Application.builder()
		.add(url("/", StreamHandler.class, StreamHandler::new))
		.add(url("/returned", ReturningHandler.class, ReturningHandler::new))
		.add(url("/later", LaterHandler.class, LaterHandler::new))
		.add(url("/waiting", WaitingHandler.class, WaitingHandler::new))
		.add(url("/blocking", BlockingHandler.class, BlockingHandler::new))
		.add(url("/failing", FailingHandler.class, FailingHandler::new))
		.executor(WORKER)
		.accessLog(false)
		.build();

	final TestClient client = TestClient.of(this.application);

	@AfterEach
	void close() {
		EventStreamStats stats = EventStreamStats.of(this.client.loop().ioLoop());
		this.client.close();
		assertThat(stats.open()).as("open streams").isZero();
	}

	static String body(String chunks) {
		byte[] bytes = chunks.getBytes(StandardCharsets.ISO_8859_1);
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		ChunkDecoder decoder = new ChunkDecoder(bytes.length);
		decoder.decode(bytes, 0, bytes.length, (octets, from, to) -> body.write(octets, from, to - from));
		assertThat(decoder.done()).isTrue();
		return body.toString(StandardCharsets.UTF_8);
	}

	TestExchange open(String path) {
		return this.client.request("GET", path).send();
	}

	class StreamHandler extends RequestHandler {

		void get() {
			OpenedStreams.this.stream = OpenedStreams.this.opening.apply(this);
			if (OpenedStreams.this.stream != null) {
				OpenedStreams.this.stream.setCloseCallback(() -> OpenedStreams.this.seen.add("closed"));
			}
		}

		@Override
		protected void onConnectionClose() {
			OpenedStreams.this.seen.add("gone");
		}

		@Override
		protected void onFinish() {
			OpenedStreams.this.seen.add("finished");
		}

	}

	class ReturningHandler extends RequestHandler {

		EventStream get() {
			OpenedStreams.this.stream = EventStream.open(this);
			return OpenedStreams.this.stream;
		}

		EventStream head() {
			return get();
		}

	}

	class LaterHandler extends RequestHandler {

		CompletionStage<Void> get() {
			return CompletableFuture.supplyAsync(() -> "looked up", WORKER)
				.thenAcceptAsync((found) -> OpenedStreams.this.stream = EventStream.open(this), request().ioLoop());
		}

	}

	class WaitingHandler extends RequestHandler {

		CompletionStage<Void> get() {
			OpenedStreams.this.waiting = this;
			return new CompletableFuture<>();
		}

	}

	class BlockingHandler extends RequestHandler {

		@Blocking
		String get() {
			try {
				return EventStream.open(this).toString();
			}
			catch (IllegalStateException ex) {
				return ex.getMessage();
			}
		}

	}

	class FailingHandler extends RequestHandler {

		void get() {
			OpenedStreams.this.stream = EventStream.open(this);
			throw new IllegalStateException("on purpose");
		}

	}

}
