package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.iostream.StreamClosedException;
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
		try (TestClient client = new TestClient(url("/", Page.class))) {
			TestClient.Reply get = client.get("/");
			TestClient.Reply head = client.fetch("HEAD", "/");

			assertThat(get.body()).isEqualTo("Hello");
			assertThat(head.body()).isEmpty();
			assertThat(head.head()).isEqualTo(get.head());
			assertThat(head.header("Content-Length")).isEqualTo("5");
			assertThat(head.header("Etag")).isNotNull();
		}
	}

	@Test
	void endsAStreamAtTheFirstFlushOfHead() {
		try (TestClient client = new TestClient(url("/", Stream.class, Stream::new))) {
			TestClient.Reply head = client.fetch("HEAD", "/");

			assertThat(head.status()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
			assertThat(head.header("X-Stream")).isEqualTo("yes");
			assertThat(head.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
			assertThat(this.seen).containsExactly("finish", StreamClosedException.class);

			TestClient.Reply get = client.get("/");
			assertThat(get.body()).isEqualTo("5\r\ntick \r\n5\r\ntick \r\n5\r\ntick \r\n0\r\n\r\n");
			assertThat(get.head()).isEqualTo(head.head());
			assertThat(client.fetch("HEAD", "/").status()).isEqualTo(200);
		}
	}

	@Test
	void prefersAHeadMethodOfTheHandlersOwn() {
		try (TestClient client = new TestClient(url("/", OwnHead.class))) {
			TestClient.Reply head = client.fetch("HEAD", "/");

			assertThat(head.header("Content-Length")).isEqualTo("12345");
			assertThat(client.get("/").header("Allow")).isEqualTo("HEAD, POST, OPTIONS");
		}
	}

	@Test
	void answersOptionsWithAllow() {
		try (TestClient client = new TestClient(url("/", Page.class), url("/own", OwnOptions.class))) {
			TestClient.Reply reply = client.fetch("OPTIONS", "/");

			assertThat(reply.status()).isEqualTo(204);
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
			assertThat(reply.header("Content-Length")).isNull();
			assertThat(client.fetch("OPTIONS", "/own").body()).isEqualTo("mine");
		}
	}

	@Test
	void answersOptionsOfTheServer() {
		try (TestClient client = new TestClient(url("/", Page.class))) {
			TestClient.Reply reply = client.fetch("OPTIONS", "*");

			assertThat(reply.status()).isEqualTo(204);
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
		}
	}

}
