package io.jtornado.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.BodyReceiver;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Interceptors before what a {@link FallbackHandler} hands on. */
class FallbackInterceptorTests {

	private static final String GET = "GET /old/a HTTP/1.1\r\nHost: x\r\n\r\n";

	private static final String POST = "POST /old/a HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n";

	private final List<String> events = new ArrayList<>();

	private final CompletableFuture<String> known = new CompletableFuture<>();

	private Application application;

	private TestConnection client;

	@AfterEach
	void close() {
		assertThat(this.application.handedOn()).isNotNull();
		assertThat(this.application.handedOn().waiting()).as("requests that wait for nobody").isZero();
		this.client.close();
	}

	/** Answers, and tells what it is asked. */
	class Gathering implements RequestCallback {

		@Override
		public void handleHead(HTTPRequest request) {
			FallbackInterceptorTests.this.events.add("head " + request.body().length);
		}

		@Override
		public void handle(HTTPRequest request) {
			String body = new String(request.body(), StandardCharsets.US_ASCII);
			FallbackInterceptorTests.this.events.add("handle " + body);
			answer(request, "has " + body);
		}

	}

	/** Takes bodies as they come. */
	class Streaming extends Gathering implements BodyReceiver {

		@Override
		public void handleHead(HTTPRequest request) {
			super.handleHead(request);
			request.setMaxBodySize(6);
			request.streamBody(this);
		}

		@Override
		public CompletionStage<?> dataReceived(ByteBuffer chunk) {
			FallbackInterceptorTests.this.events.add("data " + StandardCharsets.US_ASCII.decode(chunk));
			return null;
		}

	}

	/** Waits before, and notes what else it is asked. */
	class Waiting implements RequestInterceptor {

		@Override
		public CompletionStage<?> before(RequestHandler handler) {
			FallbackInterceptorTests.this.events.add("before");
			return FallbackInterceptorTests.this.known;
		}

		@Override
		public void after(RequestHandler handler) {
			FallbackInterceptorTests.this.events.add("after " + handler.status());
		}

		@Override
		public void finished(RequestHandler handler, RequestObserver.Outcome outcome) {
			FallbackInterceptorTests.this.events.add("finished " + handler.status() + " " + outcome);
		}

	}

	private static void answer(HTTPRequest request, String text) {
		request.respond(ResponseStartLine.of(200), new HTTPHeaders(), text.getBytes(StandardCharsets.US_ASCII));
	}

	private void serve(RequestCallback fallback, RequestInterceptor interceptor) {
		this.application = Application.builder()
			.add(url("/old/.*", FallbackHandler.class, () -> new FallbackHandler(fallback)))
			.interceptor(interceptor)
			.requestTimeout(Duration.ofSeconds(5))
			.accessLog(false)
			.build();
		this.client = new TestConnection(this.application);
	}

	@ParameterizedTest
	@ValueSource(strings = { GET, POST, POST + "abcdef" })
	void refuseAtOnce(String request) {
		serve(new Gathering(), new Waiting() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				handler.setStatus(401);
				handler.finish("who are you?");
				return null;
			}
		});

		assertThat(this.client.exchange(request)).startsWith("HTTP/1.1 401").endsWith("who are you?");
		this.client.loop().runUntilIdle();
		assertThat(this.events).containsExactly("after 401", "finished 401 COMPLETED");
	}

	@ParameterizedTest
	@ValueSource(strings = { GET, POST, POST + "abcdef" })
	void failAtOnce(String request) {
		serve(new Gathering(), new Waiting() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				throw new HTTPException(403);
			}
		});

		assertThat(this.client.exchange(request)).startsWith("HTTP/1.1 403");
		this.client.loop().runUntilIdle();
		assertThat(this.events).containsExactly("after 403", "finished 403 COMPLETED");
	}

	@ParameterizedTest
	@ValueSource(strings = { GET, POST, POST + "abcdef", POST + "abc" })
	void refuseLater(String request) {
		serve(new Streaming(), new Waiting() {
			@Override
			public CompletionStage<?> before(RequestHandler handler) {
				return FallbackInterceptorTests.this.known.thenRun(() -> handler.sendError(403));
			}
		});
		assertThat(this.client.exchange(request)).isEmpty();
		this.known.complete(null);

		assertThat(this.client.received()).startsWith("HTTP/1.1 403");
		assertThat(this.events).containsExactly("after 403", "finished 403 COMPLETED");
	}

	@ParameterizedTest
	@ValueSource(strings = { GET, POST, POST + "abcdef", POST + "abc" })
	void failLater(String request) {
		serve(new Streaming(), new Waiting());
		assertThat(this.client.exchange(request)).isEmpty();
		this.known.completeExceptionally(new HTTPException(429));

		assertThat(this.client.received()).startsWith("HTTP/1.1 429");
		assertThat(this.events).containsExactly("before", "after 429", "finished 429 COMPLETED");
	}

	@Test
	void areWaitedForWithoutABody() {
		serve(new Gathering(), new Waiting());
		assertThat(this.client.exchange(GET)).isEmpty();
		assertThat(this.events).containsExactly("before");
		this.known.complete(null);

		assertThat(this.client.received()).endsWith("has ");
		assertThat(this.events).containsExactly("before", "handle ", "finished 200 COMPLETED");
		assertThat(this.client.exchange(GET)).as("the connection goes on").endsWith("has ");
	}

	@ParameterizedTest
	@CsvSource({ "abcdef,''", "'',abcdef", "abc,def", "a,bcdef" })
	void areWaitedForBeforeABodyIsGathered(String early, String late) {
		serve(new Gathering(), new Waiting());
		this.client.send(POST + early);
		assertThat(this.events).containsExactly("before");
		this.known.complete(null);
		this.client.loop().runUntilIdle();
		this.client.send(late);

		assertThat(this.client.received()).endsWith("has abcdef");
		assertThat(this.events).containsExactly("before", "head 0", "handle abcdef", "finished 200 COMPLETED");
		assertThat(this.client.exchange(GET)).as("the connection goes on").endsWith("has ");
	}

	@ParameterizedTest
	@CsvSource({ "abcdef,''", "'',abcdef", "abc,def", "a,bcdef" })
	void areWaitedForBeforeABodyIsStreamed(String early, String late) {
		serve(new Streaming(), new Waiting());
		this.client.send(POST + early);
		assertThat(this.events).containsExactly("before");
		this.known.complete(null);
		this.client.loop().runUntilIdle();
		this.client.send(late);

		assertThat(this.client.received()).startsWith("HTTP/1.1 200").endsWith("has ");
		assertThat(this.events).startsWith("before", "head 0").endsWith("handle ", "finished 200 COMPLETED");
		assertThat(String.join("", this.events).replaceAll("data |before|head 0|handle.*", "")).isEqualTo("abcdef");
	}

	@Test
	void areWaitedForBeforeTheClientIsToldToSend() {
		serve(new Streaming(), new Waiting());
		String head = POST.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
		assertThat(this.client.exchange(head)).isEmpty();
		this.known.complete(null);

		assertThat(this.client.received()).startsWith("HTTP/1.1 100");
		assertThat(this.client.exchange("abcdef")).startsWith("HTTP/1.1 200");
	}

	@StreamRequestBody
	class Sizes extends RequestHandler {

		private final CompletionStage<?> ready;

		private int size;

		Sizes(CompletionStage<?> ready) {
			this.ready = ready;
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			return this.ready;
		}

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.size += chunk.remaining();
			return null;
		}

		String post() {
			return "size " + this.size;
		}

	}

	@Test
	void areWaitedForBeforeAHandlerThatWaitsItself() {
		CompletableFuture<Void> ready = new CompletableFuture<>();
		serve(new Application(url("/old/.*", Sizes.class, () -> new Sizes(ready))), new Waiting());
		this.client.send(POST + "abc");
		this.known.complete(null);
		this.client.loop().runUntilIdle();
		assertThat(this.client.exchange("def")).isEmpty();
		ready.complete(null);

		assertThat(this.client.received()).endsWith("size 6");
		assertThat(this.events).containsExactly("before", "finished 200 COMPLETED");
	}

	@ParameterizedTest
	@ValueSource(strings = { GET, POST, POST + "abcdef", POST + "abc" })
	void areNotWaitedForForEver(String request) {
		serve(new Streaming(), new Waiting());
		assertThat(this.client.exchange(request)).isEmpty();
		this.client.advance(Duration.ofSeconds(5));

		assertThat(this.client.received()).startsWith("HTTP/1.1 503");
		assertThat(this.known).isCancelled();
		assertThat(this.events).containsExactly("before", "after 503", "finished 503 COMPLETED");
	}

	@Test
	void timeOnlyWhatIsBeforeTheCallback() {
		List<HTTPRequest> requests = new ArrayList<>();
		serve(requests::add, new Waiting());
		this.client.send(GET);
		this.known.complete(null);
		this.client.advance(Duration.ofHours(1));
		answer(requests.get(0), "late");

		assertThat(this.client.received()).endsWith("late");
		assertThat(this.events).containsExactly("before", "finished 200 COMPLETED");
	}

	@ParameterizedTest
	@ValueSource(strings = { GET, POST, POST + "abcdef", POST + "abc" })
	void areCancelledWhenTheClientLeaves(String request) {
		serve(new Streaming(), new Waiting());
		this.client.send(request);
		this.client.reset();

		assertThat(this.known).isCancelled();
		assertThat(this.events).containsExactly("before", "finished 200 CLIENT_GONE");
	}

	@ParameterizedTest
	@ValueSource(strings = { GET, POST, POST + "abc" })
	void learnThatTheClientHasLeftTheCallback(String request) {
		serve((handed) -> {
		}, new Waiting());
		this.client.send(request);
		this.known.complete(null);
		this.client.loop().runUntilIdle();
		assertThat(this.events).containsExactly("before");
		this.client.reset();

		assertThat(this.events).containsExactly("before", "finished 200 CLIENT_GONE");
	}

	@ParameterizedTest
	@CsvSource({ "GET,true", "GET,false", "POST,true", "POST,false" })
	void seeThePageOfACallbackThatFails(String method, boolean later) {
		serve((request) -> {
			throw new IllegalStateException("planned");
		}, new Waiting());
		if (!later) {
			this.known.complete(null);
		}
		try (LogCapture log = new LogCapture("jtornado.application")) {
			this.client.send(method.equals("GET") ? GET : POST + "abcdef");
			this.known.complete(null);
			assertThat(this.client.received()).startsWith("HTTP/1.1 500");
			assertThat(log.stacks()).containsExactly(IllegalStateException.class.getName());
		}

		assertThat(this.events).containsExactly("before", "after 500", "finished 500 COMPLETED");
	}

	@ParameterizedTest
	@CsvSource({ "true,true", "true,false", "false,true", "false,false" })
	void learnThatACallbackHasBrokenOff(boolean later, boolean ofAnother) {
		IOException failure = new IOException("planned");
		serve((request) -> {
			request.writeHeaders(ResponseStartLine.of(206), new HTTPHeaders());
			request.flush();
			throw ofAnother ? new CompletionException(failure) : new IllegalStateException(failure);
		}, new Waiting());
		if (!later) {
			this.known.complete(null);
		}
		try (LogCapture log = new LogCapture("jtornado.application")) {
			this.client.send(GET);
			this.known.complete(null);
			this.client.loop().runUntilIdle();
			assertThat(log.lines()).isNotEmpty();
		}

		assertThat(this.client.aborted()).isTrue();
		assertThat(this.events).containsExactly("before", "finished 206 FAILED");
	}

	@Test
	void translateWhatACallbackThrows() {
		List<Throwable> errors = new ArrayList<>();
		serve((request) -> {
			throw new IllegalStateException("planned");
		}, new RequestInterceptor() {
			@Override
			public Throwable error(RequestHandler handler, Throwable failure) {
				return new HTTPException(409);
			}

			@Override
			public void finished(RequestHandler handler, RequestObserver.Outcome outcome) {
				errors.add(handler.error());
			}
		});

		assertThat(this.client.exchange(GET)).startsWith("HTTP/1.1 409");
		assertThat(errors).singleElement().isInstanceOf(HTTPException.class);
	}

	@Test
	void seeThePageOfACallbackThatFailsAtTheHead() {
		serve(new Gathering() {
			@Override
			public void handleHead(HTTPRequest request) {
				throw new HTTPException(415);
			}
		}, new Waiting());
		this.client.send(POST + "abc");
		this.known.complete(null);

		assertThat(this.client.received()).startsWith("HTTP/1.1 415").contains("Connection: close");
		assertThat(this.events).containsExactly("before", "after 415", "finished 415 COMPLETED");
	}

}
