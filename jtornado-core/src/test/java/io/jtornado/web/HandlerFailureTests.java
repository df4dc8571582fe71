package io.jtornado.web;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Handlers that fail somewhere on the way. */
class HandlerFailureTests extends RecordedRequests {

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
