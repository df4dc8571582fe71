package io.jtornado.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.jtornado.http.ContentCoder;
import io.jtornado.http.ContentEncoder;
import io.jtornado.http.OctetSink;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What waits to be compressed: its turns, how it is counted, and how it ends. */
class CompressedTurnTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";

	private static final int LARGE = 1 << 20;

	private final List<Object> seen = new ArrayList<>();

	private final CompletableFuture<Void> gate = new CompletableFuture<>();

	private Function<Scripted, CompletionStage<?>> script = (handler) -> this.gate;

	private CompressionOptions options = CompressionOptions.DEFAULTS;

	private TestClient client;

	/** Does what the test says, and has what is derived for HEAD. */
	class Scripted extends RequestHandler {

		CompletionStage<?> get() {
			return CompressedTurnTests.this.script.apply(this).thenApply((done) -> null);
		}

		@Override
		protected void onFinish() {
			CompressedTurnTests.this.seen.add("finished");
		}

		@Override
		protected void logException(Throwable failure) {
			CompressedTurnTests.this.seen.add(failure.getMessage());
		}

	}

	/** Breaks down after so much. */
	record FailingCoder(int most) implements ContentCoder {

		@Override
		public String coding() {
			return "gzip";
		}

		@Override
		public ContentEncoder newEncoder() {
			int bound = this.most;
			return new ContentEncoder() {

				private int taken;

				@Override
				public void encode(byte[] content, int from, int to, OctetSink sink) {
					this.taken += to - from;
					if (this.taken > bound) {
						throw new IllegalStateException("out of order");
					}
					sink.accept(content, from, from + 1);
				}

				@Override
				public void flush(OctetSink sink) {
				}

				@Override
				public void finish(OctetSink sink) {
				}

				@Override
				public void close() {
				}

			};
		}

	}

	private TestClient client() {
		if (this.client == null) {
			this.client = TestClient.of(Application.builder()
				.add(url("/", Scripted.class, Scripted::new))
				.compression(this.options)
				.accessLog(false)
				.build());
		}
		return this.client;
	}

	private TestConnection connect() {
		client();
		return new TestConnection(this.client.server(), this.client.loop());
	}

	private CompressionStats stats() {
		return CompressionStats.of(client().loop().ioLoop());
	}

	private long held() {
		return client().server().stats().heldWrite();
	}

	private static byte[] random(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

	@AfterEach
	void close() {
		CompressionStats stats = stats();
		this.client.loop().runUntilIdle();
		assertThat(stats.streams()).as("encoders that are held").isZero();
		assertThat(this.client.server().stats().heldWrite()).isZero();
		this.client.close();
	}

	@Test
	void areSharedByAllOfALoop() {
		this.script = (handler) -> this.gate.thenCompose((go) -> {
			handler.write(CompressionTests.text(LARGE));
			return handler.flush().thenRun(() -> this.seen.add("flushed"));
		});
		List<TestExchange> exchanges = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			exchanges.add(client().request("GET", "/").header("Accept-Encoding", "gzip").send());
		}
		client().loop().runUntilIdle();
		this.gate.complete(null);

		long before = 0;
		List<Long> steps = new ArrayList<>();
		while (stats().taken() < 3 * LARGE) {
			client().loop().ioLoop().runOnce();
			steps.add(stats().taken() - before);
			before = stats().taken();
		}

		assertThat(steps.subList(1, steps.size())).allMatch((step) -> step <= CodedContent.SLICE);
		for (TestExchange exchange : exchanges) {
			assertThat(GzipText.of(exchange.response().body())).isEqualTo(CompressionTests.text(LARGE));
		}
	}

	@Test
	void areCountedBesideWhatIsGathered() {
		this.script = (handler) -> {
			handler.write(random(LARGE));
			CompletionStage<Void> flushed = handler.flush();
			long waiting = LARGE - stats().taken();
			long unsent = held() - waiting;
			for (int i = 0; i < 3; i++) {
				handler.write(random(10_000));
			}
			this.seen.add(held() - waiting - unsent);
			return flushed;
		};
		try (TestConnection connection = connect()) {
			connection.transport().takeOnly(1000);
			connection.exchange(GET);
			assertThat((Long) this.seen.get(0)).isBetween(30_000L, 60_000L);
			long waiting = LARGE - stats().taken();
			assertThat(this.client.server().stats().heldWrite()).isGreaterThan(waiting + 30_000);

			connection.transport().takeOnly(Long.MAX_VALUE);
			this.client.loop().runUntilIdle();
			assertThat(stats().taken()).isEqualTo(LARGE + 30_000);
		}
	}

	/** As in a @Blocking verb, which has no close callback. */
	@Test
	void endWithTheClientThoughNobodyIsTold() {
		List<Scripted> handlers = new ArrayList<>();
		this.script = (handler) -> {
			handlers.add(handler);
			return this.gate.thenCompose((go) -> {
				handler.write(CompressionTests.text(LARGE));
				return handler.flush();
			});
		};
		try (TestConnection connection = connect()) {
			connection.exchange(GET);
			handlers.get(0).request().setCloseCallback(null);
			this.gate.complete(null);

			connection.reset();
			this.client.loop().runUntilIdle();

			assertThat(stats().taken()).isLessThan(LARGE / 2);
			assertThat(stats().streams()).isZero();
		}
	}

	@Test
	void haveNoneForADerivedHead() {
		this.script = (handler) -> {
			handler.write(CompressionTests.text(5000));
			return handler.flush()
				.whenComplete((nothing, failure) -> this.seen.add(failure.getClass().getSimpleName()));
		};
		try (TestConnection connection = connect()) {
			String answer = connection.exchange(GET.replace("GET", "HEAD"));

			assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Content-Encoding: gzip").endsWith("\r\n\r\n");
			assertThat(this.seen).contains("finished", "StreamClosedException");
		}
	}

	@Test
	void refuseWhatIsWrittenPastThem() {
		this.script = (handler) -> {
			handler.write("one");
			handler.flush();
			handler.request().write(ByteBuffer.wrap(new byte[] { 'x' }));
			return handler.flush();
		};
		try (TestConnection connection = connect()) {
			connection.exchange(GET);

			assertThat(connection.aborted()).isTrue();
			assertThat(this.seen).hasSize(2).last().isEqualTo("finished");
			assertThat(this.seen.get(0).toString()).contains("sendAsIs()");
		}
	}

	@Test
	void areLeftOutByWhoSaysSo() {
		this.script = (handler) -> {
			handler.sendAsIs();
			handler.write("one");
			handler.flush();
			handler.request().write(ByteBuffer.wrap("two".getBytes(StandardCharsets.US_ASCII)));
			handler.write("three");
			return handler.flush();
		};

		var response = client().request("GET", "/").header("Accept-Encoding", "gzip").fetch();

		assertThat(response.header("Content-Encoding")).isNull();
		assertThat(response.text()).isEqualTo("onetwothree");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void endTheAnswerOnceIfTheEncoderFails(boolean flushed) {
		this.options = this.options.withCoders(new FailingCoder(2000));
		this.script = (handler) -> {
			handler.write(random(100_000));
			return flushed ? handler.flush() : CompletableFuture.completedFuture(null);
		};
		try (TestConnection connection = connect()) {
			connection.exchange(GET);

			assertThat(connection.aborted()).isTrue();
			assertThat(this.seen).containsExactly("out of order", "finished");
		}
	}

	@Test
	void leaveRoomForAPageIfTheEncoderFailsAtOnce() {
		this.options = this.options.withCoders(new FailingCoder(2000));
		this.script = (handler) -> {
			handler.write(random(10_000));
			return CompletableFuture.completedFuture(null);
		};
		try (TestConnection connection = connect()) {
			assertThat(connection.exchange(GET)).startsWith("HTTP/1.1 500 ").doesNotContain("Content-Encoding");
			assertThat(this.seen).containsExactly("out of order", "finished");
		}
	}

}
