package io.jtornado.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Handlers that have all the time to answer, in an application where others have not. */
class NoTimeoutTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final CompletableFuture<String> ready = new CompletableFuture<>();

	private final CompletableFuture<String> result = new CompletableFuture<>();

	private TestConnection client;

	@AfterEach
	void close() {
		this.client.close();
	}

	@RequestTimeout(0)
	@StreamRequestBody
	class Unhurried extends RequestHandler {

		private final CompletionStage<?> preparation;

		Unhurried(CompletionStage<?> preparation) {
			this.preparation = preparation;
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			return this.preparation;
		}

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			return null;
		}

		CompletionStage<String> get() {
			return NoTimeoutTests.this.result;
		}

		CompletionStage<String> post() {
			return NoTimeoutTests.this.result;
		}

	}

	private void serve(CompletionStage<?> before, CompletionStage<?> preparation) {
		this.client = new TestConnection(Application.builder()
			.add(url("/", Unhurried.class, () -> new Unhurried(preparation)))
			.interceptor(new RequestInterceptor() {
				@Override
				public CompletionStage<?> before(RequestHandler handler) {
					return before;
				}
			})
			.requestTimeout(SECOND)
			.accessLog(false)
			.build());
	}

	private void get() {
		this.client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
	}

	private String after(Duration time) {
		this.client.advance(time);
		return this.client.received();
	}

	@Test
	void answerWhenTheyLike() {
		serve(null, null);
		get();

		assertThat(after(Duration.ofHours(1))).isEmpty();
		this.result.complete("at last");
		assertThat(this.client.received()).endsWith("at last");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void areReachedInTime(boolean intercepted) {
		serve(intercepted ? this.ready : null, intercepted ? null : this.ready);
		get();

		assertThat(after(SECOND)).startsWith("HTTP/1.1 503");
		assertThat(this.ready).isCancelled();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void haveAllTheTimeOnceTheyAreReached(boolean intercepted) {
		serve(intercepted ? this.ready : null, intercepted ? null : this.ready);
		this.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
		this.ready.complete(null);
		this.client.loop().runUntilIdle();
		assertThat(after(Duration.ofSeconds(50))).isEmpty();
		this.client.send("cd");
		assertThat(after(Duration.ofHours(1))).isEmpty();
		this.result.complete("at last");

		assertThat(this.client.received()).endsWith("at last");
		assertThat(RequestStats.of(this.client.loop().ioLoop()).timedOut()).isZero();
	}

}
