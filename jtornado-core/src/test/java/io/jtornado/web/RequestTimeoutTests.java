package io.jtornado.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RequestTimeoutTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<String> events = new ArrayList<>();

	private final CompletableFuture<String> result = new CompletableFuture<>();

	private final LogCapture log = new LogCapture("jtornado.general");

	private final LogCapture errors = new LogCapture("jtornado.application");

	private TestConnection client;

	private RequestHandler handler;

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
		this.errors.close();
	}

	@RequestTimeout(10)
	class Waiting extends RequestHandler {

		Waiting() {
			RequestTimeoutTests.this.handler = this;
		}

		CompletionStage<String> get() {
			return RequestTimeoutTests.this.result;
		}

		@RequestTimeout(20)
		CompletionStage<String> put() {
			return RequestTimeoutTests.this.result;
		}

		@Override
		protected void writeError(int status, Throwable error) {
			write("late: " + status);
		}

		@Override
		protected void onConnectionClose() {
			RequestTimeoutTests.this.events.add("gone");
		}

		@Override
		protected void onFinish() {
			RequestTimeoutTests.this.events.add(status() + " " + outcome());
		}

	}

	class Preparing extends Waiting {

		@Override
		protected CompletionStage<?> prepareAsync() {
			return RequestTimeoutTests.this.result;
		}

	}

	class Streaming extends Waiting {

		@Override
		CompletionStage<String> get() {
			write("begun");
			flush();
			return RequestTimeoutTests.this.result;
		}

	}

	class Events extends Waiting {

		@Override
		CompletionStage<String> get() {
			EventStream.open(this).setCloseCallback(() -> RequestTimeoutTests.this.events.add("closed"));
			return null;
		}

	}

	class Polling extends Waiting {

		private final Waiters waiters = new Waiters(Duration.ofSeconds(25), 10);

		@Override
		CompletionStage<String> get() {
			return this.waiters.<String>await(this, () -> null).thenCompose((news) -> RequestTimeoutTests.this.result);
		}

	}

	@StreamRequestBody
	class Upload extends Waiting {

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			RequestTimeoutTests.this.events.add("data");
			return (chunk.get(0) == '!') ? RequestTimeoutTests.this.result : null;
		}

		String post() {
			return "stored";
		}

	}

	private void serve(Application.Builder builder) {
		this.client = new TestConnection(builder.accessLog(false).observer(new RequestObserver() {
			@Override
			public void finished(RequestHandler served, Outcome outcome) {
				RequestTimeoutTests.this.events.add("observed " + served.status() + " " + outcome);
			}
		}).build());
	}

	private <H extends Waiting> void serve(Class<H> type, Supplier<H> factory) {
		serve(Application.builder().add(url("/", type, factory)));
	}

	private String send(String method) {
		return this.client.exchange(method + " / HTTP/1.1\r\nHost: x\r\n\r\n");
	}

	private long timedOut() {
		return RequestStats.of(this.client.loop().ioLoop()).timedOut();
	}

	private String after(Duration time) {
		this.client.advance(time);
		return this.client.received();
	}

	@Test
	void anAnswerThatComesInTimeLeavesNoTimer() {
		serve(Waiting.class, Waiting::new);
		long before = this.client.loop().ioLoop().stats().timeouts();
		send("GET");
		this.client.advance(Duration.ofSeconds(9));
		this.result.complete("in time");

		assertThat(this.client.received()).endsWith("in time");
		assertThat(this.client.loop().ioLoop().stats().timeouts()).isLessThanOrEqualTo(before);
		assertThat(after(Duration.ofSeconds(11))).isEmpty();
		assertThat(timedOut()).isZero();
	}

	@Test
	void anAnswerThatDoesNotIsAnErrorPage() {
		serve(Waiting.class, Waiting::new);
		assertThat(send("GET")).isEmpty();
		assertThat(after(Duration.ofSeconds(9))).isEmpty();
		String answer = after(SECOND);

		assertThat(answer).startsWith("HTTP/1.1 503 Service Unavailable\r\n")
			.endsWith("late: 503")
			.doesNotContain("Connection: close");
		assertThat(this.result).isCancelled();
		assertThat(this.events).containsExactly("503 COMPLETED", "observed 503 COMPLETED");
		assertThat(this.log.lines()).containsExactly("WARN 503 GET / (127.0.0.1): No answer within 10000 ms");
		assertThat(timedOut()).isOne();
	}

	@Test
	void whatComesLateIsDropped() {
		class Deaf extends Waiting {

			@Override
			CompletionStage<String> get() {
				// None that can be cancelled.
				return RequestTimeoutTests.this.result.minimalCompletionStage();
			}

		}
		serve(Deaf.class, Deaf::new);
		send("GET");
		after(Duration.ofSeconds(10));
		this.handler.write("more");
		this.handler.finish();
		CompletableFuture<Void> flushed = this.handler.flush().toCompletableFuture();
		this.result.complete("too late");

		assertThat(this.client.received()).isEmpty();
		assertThat(flushed).isCompletedExceptionally();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(flushed::join)
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(this.events).hasSize(2);
		assertThat(this.errors.lines()).isEmpty();
		assertThat(send("PATCH")).as("the connection goes on").startsWith("HTTP/1.1 405");
	}

	@Test
	void aMethodGoesBeforeItsClassAndThatBeforeTheApplication() {
		serve(Application.builder().add(url("/", Waiting.class, Waiting::new)).requestTimeout(SECOND));
		send("PUT");
		assertThat(after(Duration.ofSeconds(19))).isEmpty();
		assertThat(after(SECOND)).startsWith("HTTP/1.1 503");
	}

	@Test
	void theApplicationsIsForOthersAndForWhatNoSpecMatches() {
		class Plain extends RequestHandler {

			CompletionStage<String> get() {
				return RequestTimeoutTests.this.result;
			}

		}
		class Missing extends RequestHandler {

			@Override
			protected CompletionStage<?> prepareAsync() {
				return new CompletableFuture<>();
			}

		}
		serve(Application.builder()
			.add(url("/", Plain.class, Plain::new))
			.defaultHandler(Missing.class, Missing::new)
			.requestTimeout(Duration.ofMillis(1500)));
		send("GET");
		assertThat(after(SECOND)).isEmpty();
		assertThat(after(Duration.ofMillis(500))).startsWith("HTTP/1.1 503");
		this.client.exchange("GET /missing HTTP/1.1\r\nHost: x\r\n\r\n");
		assertThat(after(Duration.ofMillis(1500))).startsWith("HTTP/1.1 503");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT-1S", "PT8785H" })
	void theApplicationsIsCheckedAtTheStart(Duration timeout) {
		assertThatIllegalArgumentException().isThrownBy(() -> Application.builder().requestTimeout(timeout))
			.withMessageContaining("requestTimeout");
		serve(Application.builder());
	}

	@RequestTimeout(-1)
	static class Negative extends RequestHandler {

		void get() {
		}

	}

	@Test
	void anAnnotationIsCheckedAtTheStart() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Negative.class))
			.withMessageContainingAll("Negative", "@RequestTimeout");
		serve(Application.builder());
	}

	@Test
	void prepareAsyncIsPartOfTheTime() {
		serve(Preparing.class, Preparing::new);
		send("GET");

		assertThat(after(Duration.ofSeconds(10))).startsWith("HTTP/1.1 503");
		assertThat(this.result).isCancelled();
	}

	@Test
	void interceptorsArePartOfTheTimeAndSeeItsEnd() {
		serve(Application.builder().add(url("/", Waiting.class, Waiting::new)).interceptor(new RequestInterceptor() {
			@Override
			public CompletionStage<?> before(RequestHandler made) {
				return RequestTimeoutTests.this.result;
			}

			@Override
			public void after(RequestHandler made) {
				made.setHeader("X-After", made.status());
			}

			@Override
			public void finished(RequestHandler made, RequestObserver.Outcome outcome) {
				RequestTimeoutTests.this.events.add("finished " + outcome);
			}
		}));
		send("GET");

		assertThat(after(Duration.ofSeconds(10))).startsWith("HTTP/1.1 503").contains("X-After: 503");
		assertThat(this.result).isCancelled();
		assertThat(this.events).containsExactly("503 COMPLETED", "finished COMPLETED", "observed 503 COMPLETED");
	}

	@Test
	void anAnswerThatHasBegunIsBrokenOff() {
		serve(Streaming.class, Streaming::new);
		assertThat(send("GET")).contains("begun");
		after(Duration.ofSeconds(10));

		assertThat(this.client.aborted()).isTrue();
		assertThat(this.result).isCancelled();
		assertThat(this.events).containsExactly("200 FAILED", "observed 200 FAILED");
	}

	@Test
	void aStreamOfEventsHasNoEnd() {
		serve(Events.class, Events::new);
		assertThat(send("GET")).contains("text/event-stream");
		after(Duration.ofSeconds(55));

		assertThat(this.client.closed()).isFalse();
		assertThat(this.events).isEmpty();
		assertThat(timedOut()).isZero();
	}

	@Test
	void aWaitForNewsDoesNotCount() {
		serve(Polling.class, Polling::new);
		send("GET");
		assertThat(after(Duration.ofSeconds(25))).as("the wait is over").isEmpty();
		assertThat(after(Duration.ofSeconds(9))).isEmpty();

		assertThat(after(SECOND)).startsWith("HTTP/1.1 503");
	}

	@Test
	void aDetachedConnectionHasAllTheTime() {
		class Detaching extends Waiting {

			@Override
			CompletionStage<String> get() {
				request().detach();
				return RequestTimeoutTests.this.result;
			}

		}
		serve(Detaching.class, Detaching::new);
		send("GET");
		after(Duration.ofMinutes(10));
		assertThat(this.events).isEmpty();
		assertThat(timedOut()).isZero();
		this.result.complete("nobody's");

		assertThat(this.client.received()).isEmpty();
		assertThat(this.events).containsExactly("200 COMPLETED", "observed 200 COMPLETED");
		assertThat(this.errors.lines()).isEmpty();
	}

	@Test
	void aStreamedBodyIsPartOfTheTime() {
		serve(Upload.class, Upload::new);
		this.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
		String answer = after(Duration.ofSeconds(10));

		assertThat(answer).startsWith("HTTP/1.1 503").contains("Connection: close");
		assertThat(this.events).containsExactly("data", "503 COMPLETED", "observed 503 COMPLETED");
	}

	@Test
	void dataThatIsNotTakenIsCancelled() {
		serve(Upload.class, Upload::new);
		this.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n!b");
		String answer = after(Duration.ofSeconds(10));

		assertThat(answer).startsWith("HTTP/1.1 503");
		assertThat(this.result).isCancelled();
	}

	@Test
	void aClientThatLeavesFirstIsNoTimeout() {
		serve(Waiting.class, Waiting::new);
		send("GET");
		this.client.reset();
		after(Duration.ofSeconds(10));

		assertThat(this.events).containsExactly("gone", "200 CLIENT_GONE", "observed 200 CLIENT_GONE");
		assertThat(timedOut()).isZero();
	}

	@Test
	void whatGoesOnBehindTheAnswerIsNotTimed() {
		class Accepting extends Waiting {

			@Override
			CompletionStage<String> get() {
				finish("accepted");
				return RequestTimeoutTests.this.result;
			}

		}
		serve(Accepting.class, Accepting::new);
		assertThat(send("GET")).endsWith("accepted");
		assertThat(after(Duration.ofSeconds(10))).isEmpty();

		assertThat(this.result).isNotDone();
		assertThat(timedOut()).isZero();
		assertThat(this.log.lines()).isEmpty();
		assertThat(this.events).containsExactly("200 COMPLETED", "observed 200 COMPLETED");
	}

	@Test
	void aFormCountsFromItsEnd() {
		class Form extends Waiting {

			CompletionStage<String> post() {
				return RequestTimeoutTests.this.result;
			}

		}
		serve(Form.class, Form::new);
		String form = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n";
		this.client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
				+ "Content-Length: " + form.length() + "\r\n\r\n");
		after(Duration.ofSeconds(9));
		this.client.send(form);

		assertThat(after(Duration.ofSeconds(9))).isEmpty();
		assertThat(after(SECOND)).startsWith("HTTP/1.1 503");
	}

}
