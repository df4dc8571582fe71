package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Every request ends once, and its handler is told how; what it waits for ends too. */
class OutcomeTests {

	private final List<String> events = new ArrayList<>();

	private final CompletableFuture<Object> first = new CompletableFuture<>();

	private final CompletableFuture<Object> second = new CompletableFuture<>();

	private final Deque<Runnable> work = new ArrayDeque<>();

	private final LogCapture log = new LogCapture("jtornado.application");

	private final TestConnection client = new TestConnection(Application.builder()
		.add(url("/plain", Plain.class, Plain::new), url("/waiting", Waiting.class, Waiting::new),
				url("/chained", Chained.class, Chained::new), url("/streaming", Streaming.class, Streaming::new),
				url("/detached", Detached.class, Detached::new), url("/events", Events.class, Events::new),
				url("/upload", Upload.class, Upload::new), url("/blocking", Working.class, Working::new),
				url("/preparing", Preparing.class, Preparing::new))
		.executor(this.work::add)
		.accessLog(false)
		.build());

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
	}

	abstract class Noting extends RequestHandler {

		@Override
		protected void prepare() {
			OutcomeTests.this.events.add("prepare " + outcome());
		}

		@Override
		protected void onConnectionClose() {
			OutcomeTests.this.events.add("gone " + outcome());
		}

		@Override
		protected void onFinish() {
			OutcomeTests.this.events.add("finish " + outcome());
		}

	}

	class Plain extends Noting {

		void get() {
		}

		void put() {
			throw new HTTPException(409);
		}

	}

	class Preparing extends Noting {

		@Override
		protected CompletionStage<?> prepareAsync() {
			return OutcomeTests.this.first;
		}

		void get() {
			OutcomeTests.this.events.add("get");
		}

	}

	class Waiting extends Noting {

		CompletionStage<Object> get() {
			return OutcomeTests.this.first;
		}

	}

	/** Its result is a stage of a stage. */
	class Chained extends Noting {

		CompletionStage<Object> get() {
			return OutcomeTests.this.first.thenApply((value) -> OutcomeTests.this.second);
		}

	}

	class Streaming extends Noting {

		CompletionStage<Object> get() {
			write("begun");
			flush();
			return OutcomeTests.this.first;
		}

	}

	class Detached extends Noting {

		void get() {
			request().detach();
		}

		void put() {
			request().detach();
			throw new IllegalStateException("planned");
		}

	}

	class Events extends Noting {

		void get() {
			EventStream stream = EventStream.open(this);
			OutcomeTests.this.first.thenRun(stream::close);
		}

	}

	@StreamRequestBody
	@BodyLimits(maxSize = 10)
	class Upload extends Noting {

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			return OutcomeTests.this.first;
		}

		void post() {
			OutcomeTests.this.events.add("post");
		}

	}

	class Working extends Noting {

		@Blocking
		CompletionStage<Object> get() {
			OutcomeTests.this.events.add("get");
			return OutcomeTests.this.first;
		}

	}

	private String get(String path) {
		return this.client.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
	}

	private void leave() {
		this.client.reset();
		this.client.received();
	}

	@Test
	void aWholeAnswerIsCompletedBeItAnErrorPage() {
		get("/plain");
		this.client.exchange("PUT /plain HTTP/1.1\r\nHost: x\r\n\r\n");

		assertThat(this.events).containsExactly("prepare null", "finish COMPLETED", "prepare null", "finish COMPLETED");
	}

	@Test
	void aClientThatLeavesEndsPreparations() {
		get("/preparing");
		leave();

		assertThat(this.first).isCancelled();
		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void aClientThatLeavesEndsTheVerbsStage() {
		get("/waiting");
		leave();

		assertThat(this.first).isCancelled();
		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void aClientThatLeavesEndsTheStageThatTheFirstOneLedTo() {
		get("/chained");
		this.first.complete("go on");
		this.client.received();
		leave();

		assertThat(this.second).isCancelled();
		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void aClientThatLeavesEndsAStreamThatHasBegun() {
		get("/streaming");
		leave();

		assertThat(this.first).isCancelled();
		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void aStreamThatFailsIsBrokenOff() {
		get("/streaming");
		this.first.completeExceptionally(new IllegalStateException("planned"));
		this.client.received();

		assertThat(this.client.aborted()).isTrue();
		assertThat(this.events).containsExactly("prepare null", "finish FAILED");
	}

	@Test
	void aClientThatLeavesEndsAnUpload() {
		this.client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab");
		leave();

		assertThat(this.first).isCancelled();
		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void anUploadThatIsRefusedIsCompletedByTheServer() {
		this.client.send("POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
		this.client.send("fff\r\n");

		assertThat(this.client.received()).contains("HTTP/1.1 413");
		assertThat(this.events).containsExactly("prepare null", "gone null", "finish COMPLETED");
	}

	@Test
	void eventsEndWithTheirStreamOrTheirClient() {
		get("/events");
		this.first.complete("end");
		this.client.received();
		assertThat(this.events).containsExactly("prepare null", "finish COMPLETED");
	}

	@Test
	void eventsEndWithTheirClient() {
		get("/events");
		leave();

		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void aDetachedConnectionIsSomebodyElses() {
		get("/detached");

		assertThat(this.events).containsExactly("prepare null", "finish COMPLETED");
		assertThat(this.client.closed()).isFalse();
		assertThat(this.client.received()).isEmpty();
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void aHandlerThatFailsWhenItHasDetachedIsToldSo() {
		this.client.exchange("PUT /detached HTTP/1.1\r\nHost: x\r\n\r\n");

		assertThat(this.events).containsExactly("prepare null", "finish FAILED");
		assertThat(this.client.closed()).as("whoever took it closes it").isFalse();
		assertThat(this.client.received()).isEmpty();
	}

	@Test
	void aVerbOnAWorkerEndsWithItsStage() {
		get("/blocking");
		this.work.remove().run();
		this.client.received();
		leave();

		assertThat(this.first).isCancelled();
		assertThat(this.events).containsExactly("prepare null", "get", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void aVerbOnAWorkerIsNotBegunForAClientThatHasLeft() {
		get("/blocking");
		leave();
		this.work.remove().run();
		this.client.received();

		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

	@Test
	void theEndOfTheServerIsTheEndOfAll() {
		get("/waiting");
		this.client.close();

		assertThat(this.first).isCancelled();
		assertThat(this.events).containsExactly("prepare null", "gone null", "finish CLIENT_GONE");
	}

}
