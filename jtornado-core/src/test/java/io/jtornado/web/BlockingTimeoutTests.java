package io.jtornado.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of verbs on workers that take too long. */
class BlockingTimeoutTests {

	private final List<String> events = new ArrayList<>();

	private final CompletableFuture<String> result = new CompletableFuture<>();

	private final Deque<Runnable> work = new ArrayDeque<>();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private TestConnection client;

	@AfterEach
	void close() {
		this.client.close();
	}

	@RequestTimeout(10)
	class Working extends RequestHandler {

		@Blocking
		CompletionStage<String> get() {
			setHeader("X-Mine", "1");
			block();
			write("too late");
			return BlockingTimeoutTests.this.result;
		}

		private void block() {
			BlockingTimeoutTests.this.entered.countDown();
			try {
				if (!BlockingTimeoutTests.this.release.await(30, TimeUnit.SECONDS)) {
					throw new IllegalStateException("never released");
				}
			}
			catch (InterruptedException ex) {
				BlockingTimeoutTests.this.events.add("interrupted");
			}
		}

		@Blocking
		void post() {
			write("begun ");
			flush();
			block();
			write("too late");
			try {
				flush();
			}
			catch (CompletionException ex) {
				BlockingTimeoutTests.this.events.add(ex.getCause().getClass().getSimpleName());
			}
		}

		@Override
		protected void writeError(int status, Throwable error) {
			write("late: " + status);
		}

		@Override
		protected void onConnectionClose() {
			BlockingTimeoutTests.this.events.add("gone");
		}

		@Override
		protected void onFinish() {
			BlockingTimeoutTests.this.events.add(status() + " " + outcome());
		}

	}

	private void serve(int maxConcurrent, RequestInterceptor... interceptors) {
		Application.Builder builder = Application.builder();
		List.of(interceptors).forEach(builder::interceptor);
		this.client = new TestConnection(builder.add(url("/", Working.class, Working::new))
			.executor(this.work::add)
			.maxConcurrentBlocking(maxConcurrent)
			.accessLog(false)
			.observer(new RequestObserver() {
				@Override
				public void finished(RequestHandler served, Outcome outcome) {
					BlockingTimeoutTests.this.events.add("observed " + served.status() + " " + outcome);
				}
			})
			.build());
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
	void aVerbThatHasNotBegunNeverDoes() {
		serve(1);
		send("GET");
		try (TestConnection other = new TestConnection(this.client.server(), this.client.loop())) {
			other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
			assertThat(after(Duration.ofSeconds(10))).startsWith("HTTP/1.1 503");
			assertThat(other.received()).startsWith("HTTP/1.1 503").endsWith("late: 503");
			assertThat(this.events).as("the executor has the first one").hasSize(2);
			this.work.remove().run();
			this.client.loop().runUntilIdle();
		}

		assertThat(this.entered.getCount()).isOne();
		assertThat(this.work).isEmpty();
		assertThat(timedOut()).isEqualTo(2);
		assertThat(this.events).containsExactly("503 COMPLETED", "observed 503 COMPLETED", "503 COMPLETED",
				"observed 503 COMPLETED");
	}

	/** Runs the verb as far as it blocks, on a thread of its own. */
	private Thread work() throws InterruptedException {
		Thread worker = new Thread(this.work.remove());
		worker.start();
		while (!this.entered.await(10, TimeUnit.MILLISECONDS)) {
			this.client.loop().runUntilIdle();
		}
		return worker;
	}

	private void finish(Thread worker) throws InterruptedException {
		this.release.countDown();
		while (worker.isAlive()) {
			this.client.loop().runUntilIdle();
			worker.join(10);
		}
		this.client.loop().runUntilIdle();
	}

	@Test
	void aVerbThatBlocksGoesOnWithoutAnybodyWaiting() throws Exception {
		serve(2);
		send("GET");
		Thread worker = work();
		String answer = after(Duration.ofSeconds(10));
		assertThat(answer).startsWith("HTTP/1.1 503").contains("503: Service Unavailable").doesNotContain("X-Mine");
		assertThat(timedOut()).isOne();
		assertThat(this.events).as("the handler is the worker's").isEmpty();
		assertThat(send("PATCH")).as("the connection goes on").startsWith("HTTP/1.1 405");
		this.events.clear();
		finish(worker);

		assertThat(this.events).containsExactly("503 COMPLETED", "observed 503 COMPLETED");
		assertThat(this.result).isCancelled();
		assertThat(this.client.received()).isEmpty();
	}

	@Test
	void aVerbThatBlocksAndStreamsIsBrokenOff() throws Exception {
		serve(2);
		assertThat(send("POST")).isEmpty();
		Thread worker = work();
		assertThat(after(Duration.ofSeconds(10))).contains("begun ");
		assertThat(this.client.aborted()).isTrue();
		finish(worker);

		assertThat(this.events).containsExactly("TimeoutException", "200 FAILED", "observed 200 FAILED");
	}

	@Test
	void aPageThatCannotBeSentIsAFailure() throws Exception {
		serve(2, new RequestInterceptor() {
			@Override
			public void after(RequestHandler handler) {
				handler.setHeader("X-Much", "x".repeat(70_000)); // more than a head can
																	// have
			}
		});
		send("GET");
		Thread worker = work();
		try (LogCapture log = new LogCapture("jtornado.application")) {
			assertThat(after(Duration.ofSeconds(10))).startsWith("HTTP/1.1 500");
			assertThat(log.lines()).containsExactly("ERROR The error page cannot be sent: GET / (127.0.0.1)");
		}
		finish(worker);

		assertThat(this.events).containsExactly("500 FAILED", "observed 500 FAILED");
	}

	@Test
	void thePageHasTheStatusThatIsObserved() throws Exception {
		serve(2, new RequestInterceptor() {
			@Override
			public Throwable error(RequestHandler handler, Throwable failure) {
				return new HTTPException(504);
			}
		});
		send("GET");
		Thread worker = work();
		assertThat(after(Duration.ofSeconds(10))).startsWith("HTTP/1.1 504");
		finish(worker);

		assertThat(this.events).containsExactly("504 COMPLETED", "observed 504 COMPLETED");
	}

	@Test
	void aClientThatLeavesBeforeTheEndOfItIsNoTimeout() throws Exception {
		serve(2);
		send("GET");
		Thread worker = work();
		this.client.reset();
		after(Duration.ofSeconds(10));
		finish(worker);

		assertThat(timedOut()).isZero();
		assertThat(this.events).containsExactly("gone", "200 CLIENT_GONE", "observed 200 CLIENT_GONE");
	}

}
