package io.jtornado.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.BodyReceiver;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class FallbackHandlerTests {

	private final List<String> watched = new ArrayList<>();

	private final RequestObserver observer = new RequestObserver() {

		@Override
		public void finished(RequestHandler handler, Outcome outcome) {
			FallbackHandlerTests.this.watched.add(handler.urlSpec().pattern() + " " + handler.status() + " " + outcome);
		}

	};

	/** Takes bodies as they come, and says how long they were. */
	static class Counting implements RequestCallback, BodyReceiver {

		private int received;

		@Override
		public void handleHead(HTTPRequest request) {
			request.streamBody(this);
		}

		@Override
		public @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.received += chunk.remaining();
			return null;
		}

		@Override
		public void handle(HTTPRequest request) {
			assertThat(request.bodyReceiver()).isIn(this, null);
			answer(request, 200, "received " + this.received);
		}

	}

	private static void answer(HTTPRequest request, int status, String text) {
		request.respond(ResponseStartLine.of(status), new HTTPHeaders(), text.getBytes(StandardCharsets.UTF_8));
	}

	private TestClient client(RequestCallback fallback) {
		return TestClient.of(Application.builder()
			.add(url("/old/.*", FallbackHandler.class, () -> new FallbackHandler(fallback)))
			.cookies(CookieOptions.DEFAULTS.withCookieSecret("It's a secret to everybody").withXsrfCookies(true))
			.observer(this.observer)
			.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "OPTIONS", "PROPFIND" })
	void handsOnEveryMethod(String method) {
		try (TestClient client = client((request) -> answer(request, 207, request.method()));
				LogCapture log = new LogCapture("jtornado.access")) {
			TestResponse response = client.fetch(method, "/old/a");
			assertThat(response.status()).isEqualTo(207);
			assertThat(response.text()).isEqualTo(method);
			assertThat(client.fetch("GET", "/new").status()).isEqualTo(404);
			assertThat(log.messages()).hasSize(2).first().asString().startsWith("207 " + method + " /old/a ");
		}
		assertThat(this.watched).containsExactly("/old/.* 207 COMPLETED", "NOT_FOUND 404 COMPLETED");
	}

	@Test
	void handsOnBodiesThatAreStreamed() {
		try (TestClient client = client(new Counting())) {
			assertThat(client.request("POST", "/old/a").body("x".repeat(200_000)).fetch().text())
				.isEqualTo("received 200000");
		}
		assertThat(this.watched).containsExactly("/old/.* 200 COMPLETED");
	}

	@Test
	void handsOnBodiesThatAreGathered() {
		try (TestClient client = client((request) -> answer(request, 200, "has " + request.body().length))) {
			assertThat(client.request("POST", "/old/a").form("a", "b").fetch().text()).isEqualTo("has 3");
		}
		assertThat(this.watched).containsExactly("/old/.* 200 COMPLETED");
	}

	@Test
	void isAnsweredAtItsHead() {
		RequestCallback refusing = new RequestCallback() {

			@Override
			public void handleHead(HTTPRequest request) {
				answer(request, 413, "no");
			}

			@Override
			public void handle(HTTPRequest request) {
				answer(request, 500, "never");
			}

		};
		try (TestClient client = client(refusing)) {
			assertThat(client.request("POST", "/old/a").body("x").fetch().status()).isEqualTo(413);
			client.loop().runUntilIdle();
		}
		assertThat(this.watched).containsExactly("/old/.* 413 COMPLETED");
	}

	@Test
	void isAnsweredLater() {
		List<HTTPRequest> requests = new ArrayList<>();
		try (TestClient client = client(requests::add)) {
			TestExchange exchange = client.request("GET", "/old/a").send();
			assertThat(exchange.answered()).isFalse();
			assertThat(this.watched).isEmpty();
			answer(requests.get(0), 200, "later");
			assertThat(exchange.response().text()).isEqualTo("later");
			client.loop().runUntilIdle();
		}
		assertThat(this.watched).containsExactly("/old/.* 200 COMPLETED");
	}

	@Test
	void learnsThatItsClientHasGone() {
		try (TestClient client = client((request) -> {
		})) {
			TestExchange exchange = client.request("GET", "/old/a").send();
			assertThat(exchange.answered()).isFalse();
			exchange.close();
			client.loop().runUntilIdle();
		}
		assertThat(this.watched).hasSize(1).first().asString().endsWith("CLIENT_GONE");
	}

	@Test
	void learnsThatItsCallbackHasBrokenOff() {
		List<HTTPRequest> requests = new ArrayList<>();
		try (TestClient client = client(requests::add)) {
			client.request("GET", "/old/a").send();
			requests.get(0).abort();
			client.loop().runUntilIdle();
			assertThat(requests.get(0).aborted()).isTrue();
		}
		assertThat(this.watched).hasSize(1).first().asString().endsWith("FAILED");
	}

	@Test
	void makesAnErrorPageOfWhatIsThrown() {
		try (TestClient client = client((request) -> {
			throw new IllegalStateException("broken");
		}); LogCapture log = new LogCapture("jtornado.application")) {
			TestResponse response = client.fetch("GET", "/old/a");
			assertThat(response.status()).isEqualTo(500);
			assertThat(response.text()).contains("<title>500");
			assertThat(client.request("POST", "/old/a").body("x").fetch().status()).isEqualTo(500);
			assertThat(log.stacks()).containsOnly(IllegalStateException.class.getName());
			client.loop().runUntilIdle();
		}
		assertThat(this.watched).containsExactly("/old/.* 500 COMPLETED", "/old/.* 500 COMPLETED");
	}

	static class Echo extends RequestHandler {

		String post() {
			return bodyArgument("a");
		}

	}

	@StreamRequestBody
	static class Sizes extends RequestHandler {

		private int size;

		@Override
		protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.size += chunk.remaining();
			return null;
		}

		String put() {
			return "size " + this.size;
		}

	}

	@Test
	void handsOnToAnotherApplication() {
		Application inner = new Application(url("/old/echo", Echo.class), url("/old/sizes", Sizes.class),
				url("/old/inner/.*", FallbackHandler.class, () -> new FallbackHandler(new Counting())));
		try (TestClient client = client(inner); LogCapture log = new LogCapture("jtornado.access")) {
			assertThat(client.request("POST", "/old/echo").form("a", "b").fetch().text()).isEqualTo("b");
			assertThat(client.request("PUT", "/old/sizes").body("12345").fetch().text()).isEqualTo("size 5");
			assertThat(client.request("POST", "/old/inner/x").body("123").fetch().text()).isEqualTo("received 3");
			assertThat(client.fetch("GET", "/old/none").status()).isEqualTo(404);
			client.loop().runUntilIdle();
			assertThat(log.messages()).hasSize(4);
		}
		assertThat(this.watched).containsExactly("/old/.* 200 COMPLETED", "/old/.* 200 COMPLETED",
				"/old/.* 200 COMPLETED", "/old/.* 404 COMPLETED");
	}

	@Test
	void servesInAnApplicationThatIsMounted() {
		Application inner = Application.builder()
			.add(url("/x/.*", FallbackHandler.class, () -> new FallbackHandler(new Counting())))
			.observer(this.observer)
			.build();
		try (TestClient client = TestClient.of(Application.builder().mount("/in", inner).build())) {
			assertThat(client.request("POST", "/in/x/y").body("123").fetch().text()).isEqualTo("received 3");
			assertThat(client.fetch("GET", "/in/x/y").text()).isEqualTo("received 0");
			client.loop().runUntilIdle();
		}
		assertThat(this.watched).containsExactly("/in/x/.* 200 COMPLETED", "/in/x/.* 200 COMPLETED");
	}

	@Test
	void mayBeRestrictedToMethods() {
		URLSpec spec = url("/a", FallbackHandler.class,
				() -> new FallbackHandler((request) -> answer(request, 200, "found")))
			.method("PROPFIND");
		try (TestClient client = TestClient.of(new Application(spec))) {
			assertThat(client.fetch("PROPFIND", "/a").text()).isEqualTo("found");
			assertThat(client.fetch("GET", "/a").status()).isEqualTo(405);
		}
	}

}
