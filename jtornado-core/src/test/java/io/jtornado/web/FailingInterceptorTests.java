package io.jtornado.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Interceptors where something is thrown, by them or by others. */
class FailingInterceptorTests extends InterceptedRequests {

	@Test
	void areAskedBeforeWhatIsWrongIsAnswered() {
		serveNoting();
		assertThat(this.client.get("/%E9").status()).isEqualTo(400);
		assertThat(this.events).containsSubsequence("before a", "before b", "error b HTTPException");

		this.events.clear();
		this.failing = "initialize";
		assertThat(this.client.get("/x").status()).isEqualTo(500);
		assertThat(this.events)
			.containsSubsequence("initialize", "before a", "before b", "error b IllegalStateException", "after b")
			.doesNotContain("prepare");
	}

	@Test
	void areAskedOnTheWayOutOfAConstructorThatFails() {
		this.failing = "construct";
		serveNoting();
		TestClient.Reply reply = this.client.get("/x");

		assertThat(reply.status()).isEqualTo(500);
		assertThat(reply.header("X-After")).isEqualTo("b 500\na 500");
		assertThat(this.events).containsExactly("construct", "error b IllegalStateException",
				"error a IllegalStateException", "after b", "after a", "finished b 500 COMPLETED",
				"finished a 500 COMPLETED");
	}

	@Test
	void failLaterWithAnErrorPage() {
		CompletableFuture<Void> known = new CompletableFuture<>();
		serve(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				return known;
			}
		}, new Noting("b"));
		this.client.get("/x");
		known.completeExceptionally(new HTTPException(429));

		assertThat(this.client.reply().status()).isEqualTo(429);
		assertThat(this.events).doesNotContain("before b", "prepare");
	}

	@ParameterizedTest
	@CsvSource({ "before b", "after b", "after a" })
	void becomeAnErrorPageWhenTheyFail(String event) {
		this.failing = event;
		serveNoting();
		TestClient.Reply reply = this.client.get("/x");

		assertThat(reply.status()).isEqualTo(500);
		assertThat(reply.body()).contains("500: Internal Server Error");
		assertThat(reply.header("X-After")).isEqualTo("b 500\na 500");
		assertThat(this.events).endsWith("finish COMPLETED", "finished b 500 COMPLETED", "finished a 500 COMPLETED");
		assertThat(this.log.lines()).first().asString().isEqualTo("ERROR Uncaught exception: GET /x (127.0.0.1)");
		this.failing = "";
		assertThat(this.client.get("/y").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "error b HTTPException", "after b", "finished b 404 COMPLETED" })
	void leaveAnErrorPageAloneWhenTheyFail(String event) {
		this.failing = event;
		serveNoting();
		TestClient.Reply reply = this.client.get("/missing/x");

		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.body()).contains("404: Not Found");
		assertThat(reply.header("X-After")).isEqualTo("b 404\na 404");
		assertThat(this.events).endsWith("finished b 404 COMPLETED", "finished a 404 COMPLETED");
		assertThat(this.log.lines()).containsExactly("ERROR An interceptor failed: GET /missing/x (127.0.0.1)");
	}

	@Test
	void failWithAPageAlsoWhereTheHandlerSentItself() {
		this.failing = "after b";
		class Sending extends RequestHandler {

			void get() {
				sendError(410);
			}

		}
		serve((builder) -> builder.add(url("/", Sending.class, Sending::new)), new Noting("a"), new Noting("b"));
		TestClient.Reply reply = this.client.get("/");

		assertThat(reply.status()).isEqualTo(500);
		assertThat(reply.body()).contains("500: Internal Server Error");
	}

	@Test
	void translateFailures() {
		this.failing = "get x";
		serve(new RequestInterceptor() {
			@Override
			public Throwable error(RequestHandler handler, Throwable failure) {
				return (failure instanceof IllegalArgumentException) ? new HTTPException(409).withReason("Taken")
						: failure;
			}
		}, new RequestInterceptor() {
			@Override
			public Throwable error(RequestHandler handler, Throwable failure) {
				return new IllegalArgumentException(failure);
			}

			@Override
			public void finished(RequestHandler handler, RequestObserver.Outcome outcome) {
				FailingInterceptorTests.this.events.add("" + handler.error().getClass().getSimpleName());
			}
		});
		TestClient.Reply reply = this.client.get("/x");

		assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 409 Taken");
		assertThat(this.events).endsWith("HTTPException");
		assertThat(this.log.lines()).as("it is no failure of the program any more").isEmpty();
	}

	@Test
	void cannotTakeAFailureAway() {
		this.failing = "get x";
		serve(new RequestInterceptor() {
			@Override
			@SuppressWarnings("NullAway") // that is the mistake
			public Throwable error(RequestHandler handler, Throwable failure) {
				return null;
			}
		});

		assertThat(this.client.get("/x").status()).isEqualTo(500);
		assertThat(this.log.stacks()).contains(IllegalStateException.class.getName());
	}

	@Test
	void seeFailuresBehindTheHead() {
		class Breaking extends RequestHandler {

			void get() {
				write("one ");
				flush();
				throw new IllegalStateException("planned");
			}

		}
		serve((builder) -> builder.add(url("/", Breaking.class, Breaking::new)), new Noting("a"));
		this.client.get("/");

		assertThat(this.client.aborted()).isTrue();
		assertThat(this.events).containsExactly("before a", "after a", "error a IllegalStateException",
				"finished a 200 FAILED");
	}

	@Test
	void areNotAskedAboutWhatFailsBehindTheEnd() {
		class Answering extends Recorder {

			@Override
			String get(String name) {
				finish("done");
				throw new IllegalStateException("behind");
			}

		}
		serve((builder) -> builder.add(url("/{name}", Answering.class, Answering::new)), new Noting("a"));
		TestClient.Reply reply = this.client.get("/x");

		assertThat(reply.body()).isEqualTo("done");
		assertThat(this.events).containsExactly("construct", "initialize", "before a", "prepare", "after a",
				"finish COMPLETED", "finished a 200 COMPLETED");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void leaveItInTheLogThatAHandlerCannotBeMade(boolean later) {
		this.failing = "initialize";
		LogCapture general = new LogCapture("jtornado.application");
		CompletableFuture<Void> stage = new CompletableFuture<>();
		serve(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				if (!later) {
					handler.finish("mine");
					return null;
				}
				return stage.thenRun(() -> handler.finish("mine"));
			}
		});
		this.client.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
		stage.complete(null);
		this.client.get("/y");

		assertThat(general.lines()).isNotEmpty().first().asString().contains("/x");
		general.close();
	}

}
