package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class InterceptorTests {

	private final List<String> events = new ArrayList<>();

	private final LogCapture log = new LogCapture("jtornado.application");

	private String failing = "";

	private TestClient client;

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
	}

	private void happens(String event) {
		this.events.add(event);
		if (List.of(this.failing.split(",")).contains(event)) {
			throw new IllegalStateException("planned");
		}
	}

	/** Notes by its name what it is asked. */
	class Noting implements RequestInterceptor {

		private final String name;

		Noting(String name) {
			this.name = name;
		}

		@Override
		public CompletionStage<?> before(RequestHandler handler) {
			happens("before " + this.name);
			return null;
		}

		@Override
		public void after(RequestHandler handler) {
			handler.addHeader("X-After", this.name + " " + handler.status());
			happens("after " + this.name);
		}

		@Override
		public Throwable error(RequestHandler handler, Throwable failure) {
			happens("error " + this.name + " " + failure.getClass().getSimpleName());
			return failure;
		}

		@Override
		public void finished(RequestHandler handler, RequestObserver.Outcome outcome) {
			happens("finished " + this.name + " " + handler.status() + " " + outcome);
		}

	}

	class Recorder extends RequestHandler {

		Recorder() {
			happens("construct");
		}

		@Override
		protected void initialize() {
			happens("initialize");
		}

		@Override
		protected void prepare() {
			happens("prepare");
		}

		String get(String name) {
			happens("get " + name);
			return name;
		}

		@Override
		protected void onConnectionClose() {
			happens("gone");
		}

		@Override
		protected void onFinish() {
			happens("finish " + outcome());
		}

	}

	private void serve(RequestInterceptor... interceptors) {
		serve((builder) -> builder.add(url("/{name}", Recorder.class, Recorder::new)), interceptors);
	}

	private void serve(UnaryOperator<Application.Builder> change, RequestInterceptor... interceptors) {
		Application.Builder builder = change.apply(Application.builder().accessLog(false));
		List.of(interceptors).forEach(builder::interceptor);
		this.client = new TestClient(builder.build());
	}

	private void serveNoting() {
		serve(new Noting("a"), new Noting("b"));
	}

	@Test
	void areAskedInOrderAndInReverseOrder() {
		serveNoting();
		TestClient.Reply reply = this.client.get("/x");

		assertThat(reply.body()).isEqualTo("x");
		assertThat(reply.header("X-After")).isEqualTo("b 200\na 200");
		assertThat(this.events).containsExactly("construct", "initialize", "before a", "before b", "prepare", "get x",
				"after b", "after a", "finish COMPLETED", "finished b 200 COMPLETED", "finished a 200 COMPLETED");
	}

	@Test
	void seeRequestsBeforeTheirMethodAndTheirToken() {
		serve((builder) -> builder.add(url("/{name}", Recorder.class, Recorder::new))
			.cookies(CookieOptions.DEFAULTS.withXsrfCookies(true)), new Noting("a"));
		TestClient.Reply reply = this.client.fetch("POST", "/x");

		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.header("X-After")).isEqualTo("a 405");
		assertThat(this.events).containsExactly("construct", "initialize", "before a", "error a HTTPException",
				"after a", "finish COMPLETED", "finished a 405 COMPLETED");
	}

	@Test
	void seeWhatNoSpecMatches() {
		serveNoting();
		TestClient.Reply reply = this.client.fetch("BREW", "/a/b");

		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.header("X-After")).isEqualTo("b 404\na 404");
		assertThat(this.events).containsExactly("before a", "before b", "error b HTTPException",
				"error a HTTPException", "after b", "after a", "finished b 404 COMPLETED", "finished a 404 COMPLETED");
	}

	@Test
	void mayAnswerInPlaceOfTheHandler() {
		serve(new Noting("a"), new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				handler.setStatus(401);
				handler.finish("who are you?");
				return null;
			}
		}, new Noting("b"));
		TestClient.Reply reply = this.client.get("/x");

		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.body()).isEqualTo("who are you?");
		assertThat(reply.header("X-After")).isEqualTo("b 401\na 401");
		assertThat(this.events).containsExactly("construct", "initialize", "before a", "after b", "after a",
				"finish COMPLETED", "finished b 401 COMPLETED", "finished a 401 COMPLETED");
		assertThat(this.client.get("/missing/x").status()).as("and of the 404").isEqualTo(401);
	}

	@Test
	void readDecodedPathArguments() {
		List<String> names = new ArrayList<>();
		serve(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				names.add(handler.pathArgument("name"));
				return null;
			}
		});

		assertThat(this.client.get("/J%C3%BCrgen").body()).isEqualTo("Jürgen");
		assertThat(this.client.get("/%2541").body()).isEqualTo("%41");
		assertThat(names).containsExactly("Jürgen", "%41");
	}

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
	void areWaitedFor() {
		CompletableFuture<String> known = new CompletableFuture<>();
		serve(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				return known;
			}
		}, new Noting("b"));
		assertThat(this.client.get("/x").isEmpty()).isTrue();
		assertThat(this.events).containsExactly("construct", "initialize");
		known.complete("ignored");

		assertThat(this.client.reply().body()).isEqualTo("x");
		assertThat(this.events).startsWith("construct", "initialize", "before b", "prepare");
	}

	@Test
	void mayAnswerLater() {
		CompletableFuture<Void> known = new CompletableFuture<>();
		serve(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				return known.thenRun(() -> handler.sendError(403));
			}
		}, new Noting("b"));
		this.client.get("/x");
		known.complete(null);

		assertThat(this.client.reply().status()).isEqualTo(403);
		assertThat(this.events).doesNotContain("before b", "prepare").contains("after b");
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

	@Test
	void areCancelledWhenTheClientLeaves() {
		CompletableFuture<Void> known = new CompletableFuture<>();
		serve(new Noting("a"), new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				return known;
			}
		});
		this.client.get("/x");
		this.client.reset();
		this.client.reply();

		assertThat(known).isCancelled();
		assertThat(this.events).containsExactly("construct", "initialize", "before a", "gone", "finish CLIENT_GONE",
				"finished a 200 CLIENT_GONE");
		assertThat(this.log.lines()).isEmpty();
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
				InterceptorTests.this.events.add("" + handler.error().getClass().getSimpleName());
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
	void changeTheAnswerBeforeItsTagIsMade() {
		serve(new RequestInterceptor() {
			@Override
			public void after(RequestHandler handler) {
				handler.write("!");
				handler.setCookie("seen", "1");
				handler.setHeader("Content-Type", "text/x");
			}
		});
		TestClient.Reply reply = this.client.get("/x");

		assertThat(reply.body()).isEqualTo("x!");
		assertThat(reply.header("Content-Length")).isEqualTo("2");
		assertThat(reply.header("Content-Type")).isEqualTo("text/x");
		assertThat(reply.header("Set-Cookie")).startsWith("seen=1");
		assertThat(this.client.get("/x", "If-None-Match: " + reply.header("Etag")).status()).isEqualTo(304);
		assertThat(this.client.fetch("HEAD", "/x").header("Content-Length")).isEqualTo("2");
	}

	@Test
	void areAskedOnceAboutAStream() {
		CompletableFuture<String> rest = new CompletableFuture<>();
		class Streaming extends RequestHandler {

			CompletionStage<String> get() {
				write("one ");
				flush();
				write("two ");
				flush();
				return rest;
			}

		}
		serve((builder) -> builder.add(url("/", Streaming.class, Streaming::new)), new Noting("a"));
		assertThat(this.client.get("/").header("X-After")).isEqualTo("a 200");
		rest.complete("three");
		this.client.reply();

		assertThat(this.events).containsExactly("before a", "after a", "finished a 200 COMPLETED");
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
