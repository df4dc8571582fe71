package io.jtornado.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.jtornado.http.CookieAttributes;
import io.jtornado.iostream.StreamClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HandlerAnswerTests {

	private final List<Object> seen = new ArrayList<>();

	private final CompletableFuture<Void> pending = new CompletableFuture<>();

	private final LogCapture log = new LogCapture("jtornado.application");

	private Consumer<Script> script = (handler) -> {
	};

	private boolean async;

	private Script handler;

	class Script extends RequestHandler {

		CompletionStage<Void> get() {
			HandlerAnswerTests.this.handler = this;
			HandlerAnswerTests.this.script.accept(this);
			return HandlerAnswerTests.this.async ? HandlerAnswerTests.this.pending : null;
		}

		@Override
		protected void onFinish() {
			HandlerAnswerTests.this.seen.add("finish " + status());
		}

		@Override
		protected void onConnectionClose() {
			HandlerAnswerTests.this.seen.add("gone");
			finish();
		}

	}

	private final TestClient client = new TestClient(Application.builder()
		.add(url("/", Script.class, Script::new).named("script"))
		.accessLog(false)
		.observer(new RequestObserver() {
			@Override
			public void finished(RequestHandler done, Outcome outcome) {
				HandlerAnswerTests.this.seen.add(outcome);
			}
		})
		.build());

	@AfterEach
	void close() {
		this.log.close();
		this.client.close();
	}

	private TestClient.Reply run(Consumer<Script> steps, String... fields) {
		this.script = steps;
		return this.client.get("/", fields);
	}

	@Test
	void writesTextAsHtmlInUtf8() {
		TestClient.Reply reply = run((handler) -> {
			handler.write("é");
			handler.write("!".getBytes(StandardCharsets.UTF_8));
			handler.write(ByteBuffer.wrap(new byte[] { 'a', 'b', 'c' }, 1, 1));
			handler.write("");
		});

		assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
		assertThat(reply.body()).isEqualTo("é!b");
		assertThat(reply.header("Content-Length")).isEqualTo("4");
	}

	@Test
	void doesNotChangeAnArrayThatItWasGiven() {
		byte[] first = "first ".getBytes(StandardCharsets.UTF_8);

		TestClient.Reply reply = run((handler) -> {
			handler.write(first);
			handler.write("second");
			handler.write("third");
		});

		assertThat(reply.body()).isEqualTo("first secondthird");
		assertThat(first).isEqualTo("first ".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void setsAddsAndClearsFields() {
		TestClient.Reply reply = run((handler) -> {
			handler.setHeader("X-A", "1");
			handler.setHeader("x-a", "2");
			handler.addHeader("X-B", "1");
			handler.addHeader("X-B", "2");
			handler.setHeader("X-C", 3);
			handler.setHeader("X-D", Instant.parse("1994-11-06T08:49:37Z"));
			handler.setHeader("X-E", "gone");
			handler.clearHeader("x-e");
			handler.clearHeader("X-Content-Type-Options");
			handler.setStatus(299, "Own Words");
		});

		assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 299 Own Words");
		assertThat(reply.header("X-A")).isEqualTo("2");
		assertThat(reply.header("X-B")).isEqualTo("1\n2");
		assertThat(reply.header("X-C")).isEqualTo("3");
		assertThat(reply.header("X-D")).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
		assertThat(reply.header("X-E")).isNull();
		assertThat(reply.header("X-Content-Type-Options")).isNull();
		assertThat(reply.header("Content-Type")).isNull();
	}

	// https://nvd.nist.gov/vuln/detail/CVE-2012-2374 and CVE-2025-67724
	@ParameterizedTest
	@ValueSource(strings = { "x\r\nX-Evil: 1", "x\nX-Evil: 1", "x\rX-Evil: 1", "x\0" })
	void letsNothingIntoTheHead(String text) {
		TestClient.Reply value = run((handler) -> handler.setHeader("X-A", text));
		TestClient.Reply name = run((handler) -> handler.setHeader(text, "a"));
		TestClient.Reply cookie = run((handler) -> handler.setCookie("a", text));
		TestClient.Reply location = run((handler) -> handler.redirect("/" + text));
		TestClient.Reply reason = run((handler) -> handler.setStatus(200, text));

		assertThat(List.of(value, name, cookie, location)).extracting(TestClient.Reply::status).containsOnly(500);
		assertThat(reason.statusLine()).isEqualTo("HTTP/1.1 200 Unknown");
		assertThat(List.of(value, name, cookie, location, reason)).extracting((reply) -> reply.header("X-Evil"))
			.containsOnlyNulls();
	}

	@ParameterizedTest
	@CsvSource({ "204", "205", "304" })
	void sendsNoContentWhereThereIsNone(int status) {
		TestClient.Reply empty = run((handler) -> {
			handler.setHeader("Content-Type", "text/plain");
			handler.setStatus(status);
		});
		TestClient.Reply body = run((handler) -> {
			handler.setStatus(status);
			handler.write("body");
		});

		assertThat(empty.text()).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n").doesNotContain("Content-Type:");
		assertThat(body.status()).isEqualTo(500);
	}

	@Test
	void streamsFromTheFirstFlushOn() {
		this.async = true;
		TestClient.Reply first = run((handler) -> {
			handler.setCookie("a", "1");
			handler.write("one");
			handler.flush();
			handler.flush();
		});

		assertThat(first.header("Transfer-Encoding")).isEqualTo("chunked");
		assertThat(first.header("Set-Cookie")).isEqualTo("a=1; Path=/; SameSite=Lax");
		assertThat(first.header("Etag")).isNull();
		assertThat(first.body()).isEqualTo("3\r\none\r\n");
		assertThat(this.seen).isEmpty();

		this.handler.write("two");
		this.pending.complete(null);
		assertThat(this.client.reply().text()).isEqualTo("3\r\ntwo\r\n0\r\n\r\n");
		assertThat(this.seen).containsExactly("finish 200", RequestObserver.Outcome.COMPLETED);
	}

	@Test
	void refusesToChangeAHeadThatHasLeft() {
		this.async = true;
		run((handler) -> {
			handler.write("one");
			handler.flush();
		});

		assertThatIllegalStateException().isThrownBy(() -> this.handler.setStatus(404));
		assertThatIllegalStateException().isThrownBy(() -> this.handler.setHeader("A", "b"));
		assertThatIllegalStateException().isThrownBy(() -> this.handler.setCookie("a", "b"));
		assertThatIllegalStateException().isThrownBy(() -> this.handler.redirect("/"));
	}

	// Unlike Tornado, which ends such an answer as if it were whole
	@Test
	void breaksOffWhenAStreamFails() {
		this.async = true;
		run((handler) -> {
			handler.write("one");
			handler.flush();
		});
		this.pending.completeExceptionally(new IllegalStateException("planned"));

		assertThat(this.client.reply().text()).doesNotContain("0\r\n\r\n");
		assertThat(this.client.aborted()).isTrue();
		assertThat(this.seen).containsExactly("finish 200", RequestObserver.Outcome.FAILED);
		assertThat(this.handler.error()).hasMessage("planned");
	}

	@Test
	void takesNothingBehindTheEnd() {
		TestClient.Reply reply = run((handler) -> handler.finish("whole"));

		assertThat(reply.body()).isEqualTo("whole");
		assertThatIllegalStateException().isThrownBy(() -> this.handler.write("x"));
		assertThatIllegalStateException().isThrownBy(() -> this.handler.flush());
		assertThatIllegalStateException().isThrownBy(() -> this.handler.finish());
		assertThatIllegalStateException().isThrownBy(() -> this.handler.sendError(500));
		assertThatIllegalStateException().isThrownBy(() -> this.handler.setHeader("A", "b"));
	}

	@Test
	void letsAHandlerGoOnBehindTheEnd() {
		this.async = true;
		TestClient.Reply reply = run((handler) -> handler.finish("whole"));

		assertThat(reply.body()).isEqualTo("whole");
		assertThat(this.pending).isNotDone();
		this.pending.completeExceptionally(new IllegalStateException("planned"));
		assertThat(this.client.reply().isEmpty()).isTrue();
		assertThat(this.log.lines()).containsExactly("ERROR Uncaught exception: GET / (127.0.0.1)");
		assertThat(this.seen).containsExactly("finish 200", RequestObserver.Outcome.COMPLETED);
	}

	@Test
	void keepsTheFirstAnswerWhenSomethingFailsAfterIt() {
		TestClient.Reply reply = run((handler) -> {
			handler.finish("whole");
			handler.finish();
		});

		assertThat(reply.body()).isEqualTo("whole");
		assertThat(this.seen).containsExactly("finish 200", RequestObserver.Outcome.COMPLETED);
		assertThat(this.log.lines()).hasSize(1);
		assertThat(this.client.get("/").status()).isEqualTo(200);
	}

	@Test
	void dropsWhatIsWrittenForAClientThatIsGone() {
		this.async = true;
		run((handler) -> handler.write("one"));
		this.client.reset();
		this.client.reply();

		this.handler.write("two");
		this.handler.setHeader("A", "b");
		assertThat(this.handler.flush().toCompletableFuture()).isCompletedExceptionally();
		this.handler.flush().whenComplete((done, failure) -> this.seen.add(failure.getClass()));
		this.handler.finish();
		this.handler.sendError(500);

		assertThat(this.seen).containsExactly("gone", "finish 200", RequestObserver.Outcome.CLIENT_GONE,
				StreamClosedException.class);
		assertThat(this.pending).isCancelled();
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void enforcesALengthThatTheHandlerAnnounces() {
		TestClient.Reply right = run((handler) -> {
			handler.setHeader("Content-Length", 3);
			handler.write("abc");
		});
		TestClient.Reply wrong = run((handler) -> {
			handler.setHeader("Content-Length", 4);
			handler.write("abc");
		});

		assertThat(right.body()).isEqualTo("abc");
		assertThat(wrong.status()).isEqualTo(500);
		assertThat(wrong.header("Content-Length")).isNotEqualTo("4");
	}

	@Test
	void sendsErrorPagesOnDemand() {
		TestClient.Reply reply = run((handler) -> {
			handler.write("dropped");
			handler.setHeader("X-Dropped", "yes");
			handler.sendError(409);
		});

		assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 409 Conflict");
		assertThat(reply.header("X-Dropped")).isNull();
		assertThat(reply.body()).isEqualTo("<html><title>409: Conflict</title><body>409: Conflict</body></html>");
		assertThat(this.handler.error()).isNull();
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void showsTheStackOnlyWhenAsked() {
		Application debug = Application.builder()
			.add(url("/", Script.class, Script::new))
			.serveTraceback(true)
			.accessLog(false)
			.build();
		this.script = (handler) -> {
			throw new IllegalStateException("<planned>");
		};
		try (TestClient other = new TestClient(debug)) {
			TestClient.Reply reply = other.get("/");

			assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
			assertThat(reply.body()).startsWith("java.lang.IllegalStateException: <planned>").contains("\tat ");
			assertThat(this.client.get("/").body()).doesNotContain("planned");
		}
	}

	@Test
	void setsAndClearsCookies() {
		TestClient.Reply reply = run((handler) -> {
			handler.setCookie("a", "1");
			handler.setCookie("a", "2", CookieAttributes.DEFAULTS.withMaxAge(Duration.ofMinutes(1)).withSecure(true));
			handler.setCookie("b", "x y".replace(' ', ','));
			handler.clearCookie("c", CookieAttributes.DEFAULTS.withPath("/p"));
		});

		assertThat(reply.header("Set-Cookie"))
			.isEqualTo("a=2; Max-Age=60; Path=/; SameSite=Lax; Secure\nb=\"x\\054y\"; Path=/; SameSite=Lax\n"
					+ "c=; expires=Sat, 06 Nov 1993 08:49:37 GMT; Path=/p; SameSite=Lax");
	}

	@Test
	void readsCookiesOfAllLines() {
		run((handler) -> this.seen.add(handler.cookie("a") + " " + handler.cookie("x") + " " + handler.cookies()),
				"Cookie: a=1; b=\"2\"", "Cookie: a=3");

		assertThat(this.seen).startsWith("3 null {a=3, b=2}");
	}

	@ParameterizedTest
	@CsvSource({ "/x, /x", "https://example.com/?a=b#c, https://example.com/?a=b#c", "/é b, /%C3%A9%20b",
			"/a%20b, /a%20b", "?x, ?x" })
	void redirects(String url, String location) {
		TestClient.Reply reply = run((handler) -> handler.redirect(url));

		assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 302 Found");
		assertThat(reply.header("Location")).isEqualTo(location);
		assertThat(reply.header("Content-Length")).isEqualTo("0");
	}

	@Test
	void redirectsWithOtherStatuses() {
		assertThat(run((handler) -> handler.redirect("/", true)).status()).isEqualTo(301);
		assertThat(run((handler) -> handler.redirect("/", 307)).status()).isEqualTo(307);
		assertThat(run((handler) -> handler.redirect("/", 200)).status()).isEqualTo(500);
		assertThat(run((handler) -> handler.redirect(handler.reverseUrl("script"))).header("Location")).isEqualTo("/");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 99, 101, 199, 1000 })
	void refusesStatusesThatEndNothing(int status) {
		assertThat(run((handler) -> handler.setStatus(status)).status()).isEqualTo(500);
	}

}
