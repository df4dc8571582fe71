package io.jtornado.ioloop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class RunSyncTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final IOLoop loop = new IOLoop();

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void returnsTheValue() throws Exception {
		CompletableFuture<String> future = new CompletableFuture<>();
		String value = this.loop.runSync(() -> {
			this.loop.callLater(Duration.ofMillis(1), () -> future.complete("value"));
			return future;
		}, LONG);

		assertThat(value).isEqualTo("value");
		assertThat(this.loop.stats().timeouts()).isZero();
	}

	@Test
	void throwsTheFailureOfStageAndFunction() {
		IllegalArgumentException failure = new IllegalArgumentException();
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.loop.runSync(() -> CompletableFuture.failedFuture(failure), LONG))
			.withCause(failure);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> this.loop.runSync(() -> {
			throw failure;
		}, LONG)).withCause(failure);
	}

	@Test
	void cancelsWhatTakesTooLong() throws Exception {
		CompletableFuture<String> future = new CompletableFuture<>();
		assertThatExceptionOfType(TimeoutException.class)
			.isThrownBy(() -> this.loop.runSync(() -> future, Duration.ofMillis(5)));

		assertThat(future).isCancelled();
		assertThat(this.loop.runSync(() -> CompletableFuture.completedFuture("next"), LONG)).isEqualTo("next");
	}

	@Test
	void saysSoWhenSomebodyElseStopsTheLoop() {
		assertThatIllegalStateException().isThrownBy(() -> this.loop.runSync(() -> {
			this.loop.stop();
			return new CompletableFuture<>();
		}, LONG)).withMessageContaining("stopped");
	}

}
