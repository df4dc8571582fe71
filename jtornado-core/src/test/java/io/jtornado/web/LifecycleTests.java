package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class LifecycleTests extends RecordedRequests {

	static class Refusing extends RequestHandler {

		void post() {
			throw new HTTPException(405);
		}

		void put() {
			throw new HTTPException(405).withHeader("Allow", "PATCH");
		}

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

}
