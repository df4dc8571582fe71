package io.jtornado.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.TestConnection;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Loggers that throw: nothing is written, and nothing else is lost. */
class FailingLogTests {

	private final List<String> events = new ArrayList<>();

	private final CompletableFuture<Void> later = new CompletableFuture<>();

	private final MemoryServer server = new MemoryServer(
			Application.builder().add(url("/(.*)", Handler.class, Handler::new)).observer(new RequestObserver() {

				@Override
				public void finished(RequestHandler handler, Outcome outcome) {
					FailingLogTests.this.events.add("observer " + outcome);
				}

			}).build());

	class Handler extends RequestHandler {

		CompletionStage<?> get(String how) {
			return switch (how) {
				case "fine" -> CompletableFuture.completedStage("fine");
				case "fails" -> throw new IllegalStateException("planned");
				case "fails-later" -> FailingLogTests.this.later.thenRun(() -> {
					throw new IllegalStateException("planned");
				});
				default -> FailingLogTests.this.later;
			};
		}

		@Override
		protected void writeError(int status, @Nullable Throwable error) {
			throw new IllegalStateException("planned");
		}

		@Override
		protected void onConnectionClose() {
			throw new IllegalStateException("planned");
		}

		@Override
		protected void onFinish() {
			FailingLogTests.this.events.add("onFinish " + status());
			throw new IllegalStateException("planned");
		}

	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jtornado.access", "jtornado" })
	void finishesARequestThatIsFine(String broken) {
		try (QuietLog quiet = new QuietLog(); BrokenLog log = new BrokenLog(broken)) {
			assertThat(exchange("fine")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("fine");
		}
		assertThat(this.events).containsExactly("onFinish 200", "observer COMPLETED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jtornado.access", "jtornado" })
	void finishesARequestThatFails(String broken) {
		try (QuietLog quiet = new QuietLog(); BrokenLog log = new BrokenLog(broken)) {
			assertThat(exchange("fails")).startsWith("HTTP/1.1 500 ");
		}
		assertThat(this.events).containsExactly("onFinish 500", "observer COMPLETED");
	}

	@Test
	void finishesARequestThatFailsLater() {
		TestConnection client = this.server.connect();
		try (QuietLog quiet = new QuietLog(); BrokenLog log = new BrokenLog("jtornado")) {
			client.send(request("fails-later"));
			this.later.complete(null);
			assertThat(client.received()).startsWith("HTTP/1.1 500 ");
		}
		assertThat(this.events).containsExactly("onFinish 500", "observer COMPLETED");
	}

	@Test
	void finishesARequestWhoseClientLeaves() {
		TestConnection client = this.server.connect();
		try (QuietLog quiet = new QuietLog(); BrokenLog log = new BrokenLog("jtornado")) {
			client.send(request("never"));
			client.reset();
		}
		assertThat(this.events).containsExactly("onFinish 200", "observer CLIENT_GONE");
	}

	@Test
	void answersWhenTheCallbackFails() {
		try (MemoryServer failing = new MemoryServer((request) -> {
			throw new IllegalStateException("planned");
		}); BrokenLog log = new BrokenLog("jtornado")) {
			assertThat(failing.connect().exchange(request("x"))).startsWith("HTTP/1.1 500 ");
			assertThat(failing.connect().exchange("BAD\r\n\r\n")).startsWith("HTTP/1.1 400 ");
		}
	}

	@Test
	void refusesPlainlyWhenTheRendererFails() {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withRefusalRenderer((status, refusal) -> {
			throw new IllegalStateException("planned");
		});
		try (MemoryServer failing = new MemoryServer((request) -> {
		}, options); BrokenLog log = new BrokenLog("jtornado")) {
			assertThat(failing.connect().exchange("BAD\r\n\r\n")).startsWith("HTTP/1.1 400 ")
				.contains("Connection: close\r\n");
		}
	}

	private String exchange(String how) {
		return this.server.connect().exchange(request(how));
	}

	private static String request(String how) {
		return "GET /" + how + " HTTP/1.1\r\nHost: a\r\n\r\n";
	}

}
