package io.jtornado.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StreamRequestBodyTests {

	private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

	private final List<String> events = new ArrayList<>();

	private CompletableFuture<Void> prepared;

	private CompletableFuture<Void> taken;

	private String finishes = "";

	private String fails = "";

	@StreamRequestBody
	class Upload extends RequestHandler {

		@Override
		protected void prepare() {
			happens("prepare");
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			return StreamRequestBodyTests.this.prepared;
		}

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			happens("data " + StandardCharsets.UTF_8.decode(chunk));
			return StreamRequestBodyTests.this.taken;
		}

		String post(int id) {
			happens("post " + id);
			return "stored " + request().body().length;
		}

		@Override
		protected void onConnectionClose() {
			happens("gone");
		}

		@Override
		protected void onFinish() {
			happens("finish");
		}

		private void happens(String event) {
			StreamRequestBodyTests.this.events.add(event);
			if (StreamRequestBodyTests.this.finishes.equals(event)) {
				setStatus(422);
				finish("enough");
			}
			if (StreamRequestBodyTests.this.fails.equals(event)) {
				throw new HTTPException(409, "planned");
			}
		}

	}

	@StreamRequestBody
	@BodyLimits(maxSize = 3)
	class Little extends Upload {

	}

	@BodyLimits(maxSize = 3, timeout = 5)
	static class Small extends RequestHandler {

		byte[] post() {
			return request().body();
		}

	}

	@StreamRequestBody
	static class Nobody extends RequestHandler {

		void post() {
		}

	}

	@BodyLimits(maxSize = -7)
	static class Negative extends Small {

	}

	private final TestConnection client = new TestConnection(Application.builder()
		.add(url("/upload/{id}", Upload.class, Upload::new), url("/small", Small.class, Small::new))
		.accessLog(false)
		.build());

	private static String head(String target, String... fields) {
		return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n" + String.join("", fields) + "\r\n";
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void receivesABodyBetweenPrepareAndVerb() {
		assertThat(this.client.exchange(head("/upload/7", "Expect: 100-continue\r\n"))).isEqualTo(CONTINUE);
		this.client.send("abc");

		assertThat(this.client.exchange("def")).contains("200 OK").endsWith("stored 0");
		assertThat(this.events).containsExactly("prepare", "data abc", "data def", "post 7", "finish");
	}

	@Test
	void servesARequestWithoutABodyAsEver() {
		assertThat(this.client.exchange("POST /upload/7 HTTP/1.1\r\nHost: a\r\n\r\n")).contains("stored 0");
		assertThat(this.events).containsExactly("prepare", "post 7", "finish");
	}

	@Test
	void waitsForItsStages() {
		this.prepared = new CompletableFuture<>();
		this.taken = new CompletableFuture<>();
		assertThat(this.client.exchange(head("/upload/7", "Expect: 100-continue\r\n"))).isEmpty();

		this.prepared.complete(null);
		assertThat(this.client.received()).isEqualTo(CONTINUE);
		this.client.send("abc");
		this.client.send("def");
		assertThat(this.events).containsExactly("prepare", "data abc");

		this.taken.complete(null);
		assertThat(this.client.received()).endsWith("stored 0");
		assertThat(this.events).containsExactly("prepare", "data abc", "data def", "post 7", "finish");
	}

	@Test
	void refusesAtTheHeadWhatHasNoVerbOrAWrongArgument() {
		assertThat(this.client.exchange("PUT" + head("/upload/7", "Expect: 100-continue\r\n").substring(4)))
			.startsWith("HTTP/1.1 405 ");
		assertThat(this.client.outputEnded()).isTrue();
		try (TestClient other = new TestClient(url("/upload/{id}", Upload.class, Upload::new))) {
			assertThat(other.send(head("/upload/x")).status()).isEqualTo(404);
		}
		assertThat(this.events).containsExactly("finish", "finish");
	}

	@Test
	void answersInPrepareOrInTheMidst() {
		this.finishes = "prepare";
		assertThat(this.client.exchange(head("/upload/7", "Expect: 100-continue\r\n"))).startsWith("HTTP/1.1 422 ")
			.endsWith("enough");
		assertThat(this.events).containsExactly("prepare", "finish");

		this.events.clear();
		this.finishes = "data abc";
		try (TestClient other = new TestClient(url("/upload/{id}", Upload.class, Upload::new))) {
			assertThat(other.send(head("/upload/7") + "abc").status()).isEqualTo(422);
			assertThat(other.send("def").isEmpty()).isTrue();
		}
		assertThat(this.events).containsExactly("prepare", "data abc", "finish");
	}

	@Test
	void answersFailuresWithAnErrorPage() {
		this.fails = "data abc";
		assertThat(this.client.exchange(head("/upload/7") + "abc")).startsWith("HTTP/1.1 409 ").contains("<html>");
		assertThat(this.events).containsExactly("prepare", "data abc", "finish");

		this.events.clear();
		this.fails = "";
		this.taken = CompletableFuture.failedFuture(new HTTPException(410, "planned"));
		try (TestClient other = new TestClient(url("/upload/{id}", Upload.class, Upload::new))) {
			assertThat(other.send(head("/upload/7") + "abc").status()).isEqualTo(410);
		}
	}

	@Test
	void tellsThatTheClientHasGoneOnce() {
		this.client.send(head("/upload/7") + "abc");
		this.client.reset();

		assertThat(this.events).containsExactly("prepare", "data abc", "gone", "finish");
	}

	@Test
	void tellsThatTheBodyWasRefusedOnce() {
		this.client.send(head("/upload/7") + "abc");
		this.client.end();

		assertThat(this.client.received()).startsWith("HTTP/1.1 400 ");
		assertThat(this.events).containsExactly("prepare", "data abc", "gone", "finish");
	}

	@Test
	void tellsObserversWhatTheServerAnsweredAndWhoLeft() {
		List<String> outcomes = new ArrayList<>();
		RequestObserver observer = new RequestObserver() {
			@Override
			public void finished(RequestHandler handler, Outcome outcome) {
				outcomes.add(handler.status() + " " + outcome);
			}
		};
		Application application = Application.builder()
			.add(url("/upload/{id}", Upload.class, Upload::new), url("/little/{id}", Little.class, Little::new))
			.observer(observer)
			.accessLog(false)
			.build();
		try (TestConnection cutShort = new TestConnection(application);
				TestConnection slow = new TestConnection(application);
				TestConnection large = new TestConnection(application);
				TestConnection gone = new TestConnection(application)) {
			cutShort.send(head("/upload/7") + "abc");
			cutShort.end();
			slow.send(head("/upload/7") + "abc");
			slow.advance(Duration.ofSeconds(61));
			large.send(head("/little/7"));
			gone.send(head("/upload/7") + "abc");
			gone.reset();

			assertThat(slow.received()).startsWith("HTTP/1.1 408 ");
			assertThat(large.received()).startsWith("HTTP/1.1 413 ");
		}
		assertThat(outcomes).containsExactly("400 COMPLETED", "408 COMPLETED", "413 COMPLETED", "200 CLIENT_GONE");
	}

	@Test
	void limitsBodiesByHandlerClass() {
		assertThat(this.client.exchange(head("/small", "Expect: 100-continue\r\n"))).startsWith("HTTP/1.1 413 ");
		try (TestClient other = new TestClient(url("/small", Small.class))) {
			assertThat(other.send("POST", "/small", "abc").body()).isEqualTo("abc");
		}
	}

	@Test
	void refusesDefinitionsThatCannotWork() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Nobody.class))
			.withMessageContaining("dataReceived");
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Negative.class))
			.withMessageContaining("@BodyLimits");
	}

}
