package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.jtornado.httpserver.HTTPRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class LifecycleTests {

	private final List<String> events = new ArrayList<>();

	private final LogCapture application = new LogCapture("jtornado.application");

	private final LogCapture general = new LogCapture("jtornado.general");

	private final LogCapture access = new LogCapture("jtornado.access");

	private String failing = "";

	private Supplier<RuntimeException> failure = () -> new IllegalStateException("planned");

	private CompletableFuture<Object> prepared;

	private CompletableFuture<String> result;

	private boolean finishesInPrepare;

	@AfterEach
	void close() {
		this.application.close();
		this.general.close();
		this.access.close();
	}

	private void happens(String event) {
		this.events.add(event);
		if (List.of(this.failing.split(",")).contains(event)) {
			throw this.failure.get();
		}
	}

	class Recorder extends RequestHandler {

		Recorder() {
			happens("construct");
		}

		@Override
		protected void setDefaultHeaders() {
			happens("defaults");
			setHeader("X-Default", "yes");
		}

		@Override
		protected void initialize() {
			happens("initialize");
		}

		@Override
		protected void prepare() {
			setCookie("seen", "1");
			setHeader("X-Prepared", "yes");
			happens("prepare");
			if (LifecycleTests.this.finishesInPrepare) {
				finish("from prepare");
			}
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			happens("prepareAsync");
			return LifecycleTests.this.prepared;
		}

		CompletionStage<String> get(String name) {
			write("dropped by errors, ");
			happens("get " + name);
			return LifecycleTests.this.result;
		}

		@Override
		protected void onFinish() {
			happens("finish " + status());
		}

		@Override
		protected void onConnectionClose() {
			happens("gone");
		}

		@Override
		protected void writeError(int status, Throwable error) {
			happens("error");
			super.writeError(status, error);
		}

		@Override
		protected void logException(Throwable thrown) {
			happens("log");
			super.logException(thrown);
		}

	}

	private final class Watcher implements RequestObserver {

		@Override
		public RequestObservation start(HTTPRequest request, URLSpec spec) {
			LifecycleTests.this.events.add("start " + spec.pattern());
			return null;
		}

		@Override
		public void finished(RequestHandler handler, Outcome outcome) {
			LifecycleTests.this.events.add(outcome + " " + handler.status());
		}

	}

	private TestClient client() {
		return new TestClient(Application.builder()
			.add(url("/{name}", Recorder.class, Recorder::new))
			.observer(new Watcher())
			.build());
	}

	@Test
	void goesFromConstructionToOnFinish() {
		try (TestClient client = client()) {
			TestClient.Reply reply = client.get("/J%C3%BCrgen");

			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.header("X-Default")).isEqualTo("yes");
			assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
			assertThat(this.events).containsExactly("start /{name}", "construct", "defaults", "initialize", "prepare",
					"prepareAsync", "get Jürgen", "finish 200", "COMPLETED 200");
		}
	}

	@Test
	void waitsForPrepareAsyncAndForTheResult() {
		this.prepared = new CompletableFuture<>();
		this.result = new CompletableFuture<>();
		try (TestClient client = client()) {
			assertThat(client.get("/x").isEmpty()).isTrue();
			assertThat(this.events).endsWith("prepareAsync");

			this.prepared.complete("whatever");
			assertThat(client.reply().isEmpty()).isTrue();
			assertThat(this.events).endsWith("get x");

			this.result.complete("text");
			assertThat(client.reply().body()).isEqualTo("dropped by errors, text");
			assertThat(this.events).endsWith("finish 200", "COMPLETED 200");
		}
	}

	@Test
	void skipsTheVerbOncePrepareHasFinished() {
		this.finishesInPrepare = true;
		try (TestClient client = client()) {
			assertThat(client.get("/x").body()).isEqualTo("from prepare");
			assertThat(this.events).endsWith("prepare", "finish 200", "COMPLETED 200");
		}
	}

	@Test
	void refusesMethodsItDoesNotHaveBeforePrepare() {
		try (TestClient client = client()) {
			TestClient.Reply reply = client.fetch("DELETE", "/x");

			assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 405 Method Not Allowed");
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
			assertThat(this.events).containsExactly("start /{name}", "construct", "defaults", "initialize", "log",
					"defaults", "error", "finish 405", "COMPLETED 405");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "BREW", "get", "Get", "PROPFIND", "G", "GETGET" })
	void doesNotImplementMethodsThatNoHandlerCouldHave(String method) {
		try (TestClient client = client()) {
			TestClient.Reply reply = client.fetch(method, "/x");

			assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 501 Not Implemented");
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
			assertThat(reply.header("Connection")).isNull();
			assertThat(client.get("/x").status()).isEqualTo(200);
		}
	}

	static class Refusing extends RequestHandler {

		void post() {
			throw new HTTPException(405);
		}

		void put() {
			throw new HTTPException(405).withHeader("Allow", "PATCH");
		}

	}

	@Test
	void says405NeverWithoutAllow() {
		try (TestClient client = new TestClient(url("/", Refusing.class))) {
			assertThat(client.fetch("POST", "/").header("Allow")).isEqualTo("POST, PUT, OPTIONS");
			assertThat(client.fetch("PUT", "/").header("Allow")).isEqualTo("PATCH");
		}
	}

	@Test
	void refusesPathArgumentsThatAreNotUtf8() {
		try (TestClient client = client()) {
			assertThat(client.get("/%E9").status()).isEqualTo(400);
			assertThat(this.events).doesNotContain("prepare").endsWith("finish 400", "COMPLETED 400");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "initialize", "prepare", "prepareAsync", "get x" })
	void answersWithAnErrorPageWhateverPhaseFails(String phase) {
		this.failing = phase;
		try (TestClient client = client()) {
			TestClient.Reply reply = client.get("/x");

			assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 500 Internal Server Error");
			assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
			assertThat(reply.header("X-Default")).isEqualTo("yes");
			assertThat(reply.header("X-Prepared")).isNull();
			assertThat(reply.body()).isEqualTo("<html><title>500: Internal Server Error</title>"
					+ "<body>500: Internal Server Error</body></html>");
			assertThat(this.events).endsWith(phase, "log", "defaults", "error", "finish 500", "COMPLETED 500");
			assertThat(this.application.lines()).containsExactly("ERROR Uncaught exception: GET /x (127.0.0.1)");
			assertThat(this.application.stacks()).containsExactly(IllegalStateException.class.getName());

			this.failing = "";
			assertThat(client.get("/y").status()).isEqualTo(200);
		}
	}

	// https://github.com/tornadoweb/tornado closes the connection without a word here
	@Test
	void answersWhenTheConstructorFails() {
		this.failing = "construct";
		try (TestClient client = client()) {
			TestClient.Reply reply = client.get("/x");

			assertThat(reply.status()).isEqualTo(500);
			assertThat(reply.body()).contains("500: Internal Server Error");
			assertThat(this.events).containsExactly("start /{name}", "construct", "COMPLETED 500");
			assertThat(this.application.lines()).hasSize(1);
		}
	}

	@Test
	void answersWhenDefaultHeadersFailTwice() {
		this.failing = "defaults";
		try (TestClient client = client()) {
			assertThat(client.get("/x").body()).contains("500: Internal Server Error");
			assertThat(this.events).endsWith("log", "defaults", "error", "finish 500", "COMPLETED 500");
		}
	}

	@ParameterizedTest
	@CsvSource({ "error, ''", "log, 500: Internal Server Error" })
	void answersWhenTheErrorPageOrItsLogFails(String phase, String body) {
		this.failing = "get x," + phase;
		try (TestClient client = client()) {
			TestClient.Reply reply = client.get("/x");

			assertThat(reply.status()).isEqualTo(500);
			assertThat(reply.body()).contains(body);
			assertThat(reply.header("Content-Length")).isEqualTo(String.valueOf(reply.body().length()));
			assertThat(this.events).endsWith("finish 500", "COMPLETED 500");
		}
	}

	@Test
	void logsWhatOnFinishThrows() {
		this.failing = "finish 200";
		this.result = CompletableFuture.completedFuture("text");
		try (TestClient client = client()) {
			assertThat(client.get("/x").status()).isEqualTo(200);
			assertThat(this.events).endsWith("finish 200", "COMPLETED 200");
			assertThat(this.application.lines()).containsExactly("ERROR onFinish failed: GET /x (127.0.0.1)");
		}
	}

	@Test
	void keepsCookiesOnTheErrorPage() {
		this.failing = "get x";
		try (TestClient client = client()) {
			assertThat(client.get("/x").header("Set-Cookie")).isEqualTo("seen=1; Path=/; SameSite=Lax");
		}
	}

	@Test
	void answersWithTheStatusOfAnHttpException() {
		this.failing = "get x";
		this.failure = () -> new HTTPException(403, "no entry\nfor you").withReason("Go <away>")
			.withHeader("X-Why", "because");
		try (TestClient client = client()) {
			TestClient.Reply reply = client.get("/x");

			assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 403 Unknown");
			assertThat(reply.header("X-Why")).isEqualTo("because");
			assertThat(reply.body()).doesNotContain("no entry");
			assertThat(this.application.lines()).isEmpty();
			assertThat(this.general.lines()).containsExactly("WARN 403 GET /x (127.0.0.1): no entry\\x0afor you");
		}
	}

	@Test
	void logsNothingOfAnHttpExceptionWithoutMessage() {
		this.failing = "get x";
		this.failure = () -> new HTTPException(404).withReason("It's \"gone\" & lost");
		try (TestClient client = client()) {
			TestClient.Reply reply = client.get("/x");

			assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 404 It's \"gone\" & lost");
			assertThat(reply.body()).contains("<body>404: It&#39;s &quot;gone&quot; &amp; lost</body>");
			assertThat(this.general.lines()).isEmpty();
		}
	}

	@Test
	void writesNoPageFor304() {
		this.failing = "get x";
		this.failure = () -> new HTTPException(304);
		try (TestClient client = client()) {
			TestClient.Reply reply = client.get("/x");

			assertThat(reply.status()).isEqualTo(304);
			assertThat(reply.header("Content-Type")).isNull();
			assertThat(this.events).doesNotContain("error");
		}
	}

	@Test
	void answersWhenAStageFails() {
		this.result = new CompletableFuture<>();
		try (TestClient client = client()) {
			client.get("/x");
			this.result.completeExceptionally(new HTTPException(418));

			assertThat(client.reply().status()).isEqualTo(418);
			assertThat(this.events).endsWith("finish 418", "COMPLETED 418");
		}
	}

	@Test
	void answersWhenPrepareAsyncFails() {
		this.prepared = new CompletableFuture<>();
		try (TestClient client = client()) {
			client.get("/x");
			this.prepared.completeExceptionally(new HTTPException(401));

			assertThat(client.reply().status()).isEqualTo(401);
			assertThat(this.events).doesNotContain("get x");
		}
	}

	@Test
	void tellsAPendingHandlerOnceThatTheClientIsGone() {
		this.result = new CompletableFuture<>();
		try (TestClient client = client()) {
			client.get("/x");
			client.reset();
			client.reply();

			assertThat(this.events).endsWith("get x", "gone", "finish 200", "CLIENT_GONE 200");
			assertThat(this.result).isCancelled();

			client.reset();
			client.reply();
			assertThat(this.events).endsWith("gone", "finish 200", "CLIENT_GONE 200");
			assertThat(this.application.lines()).isEmpty();
		}
	}

	@Test
	void concludesOnceThoughOnConnectionCloseFails() {
		this.result = new CompletableFuture<>();
		this.failing = "gone";
		try (TestClient client = client()) {
			client.get("/x");
			client.reset();
			client.reply();

			assertThat(this.events).endsWith("gone", "finish 200", "CLIENT_GONE 200");
			assertThat(this.application.lines()).containsExactly("ERROR onConnectionClose failed: GET /x (127.0.0.1)");
		}
	}

	@Test
	void logsEachRequestOnce() {
		try (TestClient client = client()) {
			client.get("/x?q=1");
			client.fetch("DELETE", "/x");
			this.failing = "get x";
			client.get("/x");

			assertThat(this.access.lines()).containsExactly("INFO 200 GET /x?q=1 (127.0.0.1) 0.00ms",
					"WARN 405 DELETE /x (127.0.0.1) 0.00ms", "ERROR 500 GET /x (127.0.0.1) 0.00ms");
		}
	}

	@Test
	void servesWhatNoSpecMatchesUnderItsOwnSpec() {
		try (TestClient client = client()) {
			TestClient.Reply reply = client.fetch("FOO", "/a/b");

			assertThat(reply.status()).isEqualTo(404);
			assertThat(this.events).containsExactly("start NOT_FOUND", "COMPLETED 404");
		}
	}

	@Test
	void concludesThoughTheStageCannotBeCancelled() {
		List<String> ends = new ArrayList<>();
		CompletableFuture<String> stubborn = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterrupt) {
				throw new IllegalStateException("planned");
			}

		};
		class Waiting extends RequestHandler {

			CompletionStage<String> get() {
				return stubborn;
			}

			@Override
			protected void onFinish() {
				ends.add("finish");
			}

		}
		try (TestClient client = new TestClient(url("/", Waiting.class, Waiting::new))) {
			client.get("/");

			client.reset();

			assertThat(ends).containsExactly("finish");
		}
	}

	@Test
	void refusesToSendAnErrorThatIsNone() {
		class Odd extends RequestHandler {

			void get() {
				sendError(200);
			}

		}
		try (LogCapture log = new LogCapture("jtornado.application");
				TestClient client = new TestClient(url("/", Odd.class, Odd::new))) {
			assertThat(client.get("/").status()).isEqualTo(500);
			assertThat(log.stacks()).containsExactly(IllegalArgumentException.class.getName());
		}
	}

}
