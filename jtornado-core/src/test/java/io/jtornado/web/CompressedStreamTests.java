package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Answers that leave in more than one step. */
class CompressedStreamTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";

	private static final int LARGE = 1 << 20;

	private final List<Object> seen = new ArrayList<>();

	private final CompletableFuture<Void> gate = new CompletableFuture<>();

	private Function<Scripted, Object> script = (handler) -> "";

	private CompressionOptions options = CompressionOptions.DEFAULTS;

	private Application application;

	private TestClient client;

	/** Does what the test says. */
	class Scripted extends RequestHandler {

		CompletionStage<?> get() {
			return (CompressedStreamTests.this.script.apply(this) instanceof CompletionStage<?> stage)
					? stage.thenApply((done) -> "") : CompletableFuture.completedFuture("");
		}

		@Override
		protected void onFinish() {
			CompressedStreamTests.this.seen.add("finished");
		}

		@Override
		protected void logException(Throwable failure) {
			CompressedStreamTests.this.seen.add(failure.getClass().getSimpleName());
		}

	}

	private TestClient client() {
		if (this.client == null) {
			this.application = Application.builder()
				.add(url("/", Scripted.class, Scripted::new))
				.compression(this.options)
				.accessLog(false)
				.build();
			this.client = TestClient.of(this.application);
		}
		return this.client;
	}

	private TestExchange open(String accepted) {
		return client().request("GET", "/").header("Accept-Encoding", accepted).send();
	}

	private CompressionStats stats() {
		return CompressionStats.of(client().loop().ioLoop());
	}

	@AfterEach
	void close() {
		CompressionStats stats = stats();
		this.client.loop().runUntilIdle();
		assertThat(stats.streams()).as("encoders that are held").isZero();
		this.client.close();
	}

	private TestConnection connect() {
		client();
		return new TestConnection(this.client.server(), this.client.loop());
	}

	@Test
	void canBeDecodedAsFarAsTheyWereFlushed() {
		List<CompletableFuture<Void>> gates = List.of(new CompletableFuture<>(), new CompletableFuture<>());
		this.script = (handler) -> {
			handler.write("one");
			handler.flush();
			return gates.get(0).thenCompose((go) -> {
				handler.write("two");
				handler.write("three");
				handler.flush();
				return gates.get(1);
			}).thenRun(() -> handler.write("four"));
		};
		GzipText gzip = new GzipText();

		TestExchange exchange = open("gzip");
		assertThat(exchange.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(exchange.header("Content-Length")).isNull();
		assertThat(gzip.read(exchange.read())).isEqualTo("one");
		assertThat(stats().streams()).isOne();

		gates.get(0).complete(null);
		assertThat(gzip.read(exchange.read())).isEqualTo("twothree");

		gates.get(1).complete(null);
		assertThat(gzip.read(exchange.read())).isEqualTo("four");
		exchange.response();
		gzip.assertEnded();
		assertThat(this.seen).containsExactly("finished");
	}

	@Test
	void mayBeEmpty() {
		this.script = RequestHandler::flush;

		TestResponse response = open("gzip").response();

		assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(GzipText.of(response.body())).isEmpty();
	}

	@Test
	void sayNothingTwiceIfNothingWasWritten() {
		this.script = (handler) -> {
			handler.write("once");
			for (int i = 0; i < 100; i++) {
				handler.flush();
			}
			return "";
		};

		TestResponse response = open("gzip").response();

		assertThat(GzipText.of(response.body())).isEqualTo("once");
		assertThat(response.body()).hasSizeLessThan(50);
	}

	@Test
	void haveTheSameHeadForHead() {
		this.script = (handler) -> {
			handler.setHeader("Etag", "\"v1\"");
			handler.write("one");
			return handler.flush();
		};

		TestResponse got = open("gzip").response();
		TestResponse head = client().request("HEAD", "/").header("Accept-Encoding", "gzip").fetch();

		assertThat(got.header("Etag")).isEqualTo("\"v1-gzip\"");
		assertThat(head.headers()).usingRecursiveComparison().isEqualTo(got.headers());
		assertThat(head.body()).isEmpty();
	}

	@Test
	void keepALengthThatWasAnnounced() {
		this.script = (handler) -> {
			handler.setHeader("Content-Length", 2000);
			handler.write(CompressionTests.text(500));
			handler.flush();
			handler.write(CompressionTests.text(2000).substring(500));
			return "";
		};

		TestResponse response = open("gzip").response();

		assertThat(response.header("Content-Encoding")).isNull();
		assertThat(response.header("Content-Length")).isEqualTo("2000");
		assertThat(response.header("Vary")).isEqualTo("Accept-Encoding");
		assertThat(response.text()).isEqualTo(CompressionTests.text(2000));
	}

	@Test
	void areBrokenOffIfTheHandlerFails() {
		this.script = (handler) -> {
			handler.write(CompressionTests.text(5000));
			handler.flush();
			throw new IllegalArgumentException("half way");
		};
		try (TestConnection connection = connect()) {
			connection.exchange(GET);

			assertThat(connection.aborted()).isTrue();
			assertThat(stats().streams()).isZero();
		}
	}

	@Test
	void giveTheirEncoderBackWhenTheClientLeaves() {
		this.script = (handler) -> {
			handler.write(CompressionTests.text(5000));
			handler.flush();
			return this.gate;
		};
		TestExchange exchange = open("gzip");
		exchange.read();
		assertThat(stats().streams()).isOne();

		exchange.close();
		client().loop().runUntilIdle();

		assertThat(stats().streams()).isZero();
		assertThat(this.seen).containsExactly("finished");
	}

	@Test
	void areBoundedInNumber() {
		this.options = this.options.withMaxStreams(1);
		this.script = (handler) -> {
			handler.write(CompressionTests.text(5000));
			handler.flush();
			return this.gate;
		};

		TestExchange first = open("gzip");
		TestExchange second = open("gzip");
		assertThat(first.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(second.header("Content-Encoding")).isNull();
		assertThat(second.header("Vary")).isEqualTo("Accept-Encoding");
		assertThat(stats().refused()).isOne();

		this.gate.complete(null);
		assertThat(GzipText.of(first.response().body())).isEqualTo(second.response().text());
		assertThat(open("gzip").header("Content-Encoding")).isEqualTo("gzip");
	}

	@Test
	void leaveOthersTheirTurns() {
		List<Long> taken = new ArrayList<>();
		this.script = (handler) -> {
			handler.request().ioLoop().addCallback(() -> taken.add(stats().taken()));
			handler.write(CompressionTests.text(LARGE));
			CompletionStage<Void> flushed = handler.flush();
			taken.add(stats().taken());
			return flushed.thenRun(() -> taken.add(stats().taken()));
		};

		TestResponse response = open("gzip").response();

		assertThat(GzipText.of(response.body())).isEqualTo(CompressionTests.text(LARGE));
		assertThat(taken).containsExactly((long) CodedContent.SLICE, (long) CodedContent.SLICE, (long) LARGE);
	}

	@Test
	void keepTheOrderOfWhatIsWrittenMeanwhile() {
		this.script = (handler) -> {
			handler.write(CompressionTests.text(200_000));
			handler.flush();
			handler.write("and");
			handler.flush();
			handler.write(CompressionTests.text(100_000));
			return "";
		};

		TestResponse response = open("gzip").response();

		assertThat(GzipText.of(response.body()))
			.isEqualTo(CompressionTests.text(200_000) + "and" + CompressionTests.text(100_000));
		assertThat(this.seen).containsExactly("finished");
	}

	@Test
	void waitForTheClient() {
		this.script = (handler) -> {
			handler.write(CompressionTests.text(LARGE));
			return handler.flush().thenRun(() -> this.seen.add("flushed"));
		};
		try (TestConnection connection = connect()) {
			connection.transport().takeOnly(1000);
			connection.exchange(GET);
			long taken = stats().taken();
			assertThat(taken).isLessThan(LARGE);
			assertThat(this.seen).isEmpty();
			assertThat(this.client.server().stats().heldWrite()).isGreaterThanOrEqualTo(LARGE - taken);

			connection.transport().takeOnly(Long.MAX_VALUE);
			this.client.loop().runUntilIdle();

			assertThat(stats().taken()).isEqualTo(LARGE);
			assertThat(this.seen).containsExactly("flushed", "finished");
			assertThat(this.client.server().stats().heldWrite()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void endWhenTheClientOfAHalfSentOneLeaves(boolean flushed) {
		this.script = (handler) -> {
			handler.write(CompressionTests.text(LARGE));
			return flushed ? handler.flush() : "";
		};
		try (TestConnection connection = connect()) {
			connection.transport().takeOnly(1000);
			connection.exchange(GET);
			assertThat(stats().streams()).isOne();

			connection.reset();
			this.client.loop().runUntilIdle();

			assertThat(stats().streams()).isZero();
			assertThat(this.seen.get(this.seen.size() - 1)).isEqualTo("finished");
			assertThat(this.client.server().stats().heldWrite()).isZero();
		}
	}

	@Test
	void endWithTheConnectionOfHTTP10() {
		this.script = (handler) -> {
			handler.write("one");
			handler.flush();
			handler.write("two");
			return "";
		};
		try (TestConnection connection = connect()) {
			String answer = connection.exchange(GET.replace("HTTP/1.1", "HTTP/1.0"));

			String[] parts = answer.split("\r\n\r\n", 2);
			assertThat(parts[0]).contains("Content-Encoding: gzip").doesNotContain("chunked");
			assertThat(GzipText.of(parts[1].getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("onetwo");
			assertThat(connection.outputEnded()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void areEventsOnlyIfTheseAreNamed(boolean named) {
		if (named) {
			this.options = this.options.withTypes("text/event-stream");
		}
		List<EventStream> streams = new ArrayList<>();
		this.script = (handler) -> {
			streams.add(EventStream.open(handler));
			return "";
		};
		GzipText gzip = new GzipText();

		TestExchange events = open("gzip");
		assertThat(events.header("Content-Encoding")).isEqualTo(named ? "gzip" : null);
		for (String text : List.of("one", "two")) {
			streams.get(0).send(ServerEvent.of(text));
			byte[] piece = events.read();
			assertThat(named ? gzip.read(piece) : new String(piece, StandardCharsets.UTF_8))
				.isEqualTo("data: " + text + "\n\n");
		}
		assertThat(stats().streams()).isEqualTo(named ? 1 : 0);
		events.close();
	}

}
