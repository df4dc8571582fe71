package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class InterceptorTests extends InterceptedRequests {

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

}
