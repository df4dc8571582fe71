package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.iostream.StreamClosedException;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class HeadAndOptionsTests {

	private final List<Object> seen = new ArrayList<>();

	static class Page extends RequestHandler {

		String get() {
			return "Hello";
		}

	}

	static class OwnHead extends RequestHandler {

		void head() {
			setHeader("Content-Length", 12345);
		}

		void post() {
		}

	}

	static class OwnOptions extends RequestHandler {

		void options() {
			write("mine");
		}

	}

	class Stream extends RequestHandler {

		private int turns;

		CompletionStage<Void> get() {
			setHeader("X-Stream", "yes");
			return pump();
		}

		private CompletionStage<Void> pump() {
			write("tick ");
			return flush().handle((done, failure) -> failure).thenCompose((failure) -> {
				HeadAndOptionsTests.this.seen.add((failure != null) ? failure.getClass() : "flushed");
				return (failure == null && ++this.turns < 3) ? pump() : CompletableFuture.completedFuture(null);
			});
		}

		@Override
		protected void onFinish() {
			HeadAndOptionsTests.this.seen.add("finish");
		}

	}

	@Test
	void answersHeadWithTheFieldsOfGet() {
		try (TestClient client = TestClient.of(new Application(url("/", Page.class)))) {
			TestResponse get = client.fetch("GET", "/");
			TestResponse head = client.fetch("HEAD", "/");

			assertThat(get.text()).isEqualTo("Hello");
			assertThat(head.body()).isEmpty();
			assertThat(head.headers()).containsExactlyElementsOf(get.headers());
			assertThat(head.header("Content-Length")).isEqualTo("5");
			assertThat(head.header("Etag")).isNotNull();
		}
	}

	@Test
	void endsAStreamAtTheFirstFlushOfHead() {
		try (TestClient client = TestClient.of(new Application(url("/", Stream.class, Stream::new)))) {
			TestResponse head = client.fetch("HEAD", "/");

			assertThat(head.status()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
			assertThat(head.header("X-Stream")).isEqualTo("yes");
			assertThat(head.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
			assertThat(this.seen).containsExactly("finish", StreamClosedException.class);

			TestResponse get = client.fetch("GET", "/");
			assertThat(get.text()).isEqualTo("tick tick tick ");
			assertThat(get.headers()).containsExactlyElementsOf(head.headers());
			assertThat(client.fetch("HEAD", "/").status()).isEqualTo(200);
		}
	}

	@Test
	void prefersAHeadMethodOfTheHandlersOwn() {
		try (TestClient client = TestClient.of(new Application(url("/", OwnHead.class)))) {
			TestResponse head = client.fetch("HEAD", "/");

			assertThat(head.header("Content-Length")).isEqualTo("12345");
			assertThat(client.fetch("GET", "/").header("Allow")).isEqualTo("HEAD, POST, OPTIONS");
		}
	}

	@Test
	void answersOptionsWithAllow() {
		try (TestClient client = TestClient.of(new Application(url("/", Page.class), url("/own", OwnOptions.class)))) {
			TestResponse reply = client.fetch("OPTIONS", "/");

			assertThat(reply.status()).isEqualTo(204);
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
			assertThat(reply.header("Content-Length")).isNull();
			assertThat(client.fetch("OPTIONS", "/own").text()).isEqualTo("mine");
		}
	}

	@Test
	void answersOptionsOfTheServer() {
		try (TestClient client = TestClient.of(new Application(url("/", Page.class)))) {
			TestResponse reply = client.fetch("OPTIONS", "*");

			assertThat(reply.status()).isEqualTo(204);
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
		}
	}

}
