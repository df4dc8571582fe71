package io.jtornado.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import io.jtornado.http.ChunkDecoder;
import io.jtornado.httpserver.DrainReport;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EventStreamTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final ExecutorService WORKER = Executors.newSingleThreadExecutor();

	private final List<String> seen = new ArrayList<>();

	private Function<RequestHandler, EventStream> opening = EventStream::open;

	private EventStream stream;

	private final Application application = Application.builder()
		.add(url("/", StreamHandler.class, StreamHandler::new))
		.add(url("/returned", ReturningHandler.class, ReturningHandler::new))
		.add(url("/later", LaterHandler.class, LaterHandler::new))
		.add(url("/blocking", BlockingHandler.class, BlockingHandler::new))
		.add(url("/failing", FailingHandler.class, FailingHandler::new))
		.executor(WORKER)
		.accessLog(false)
		.build();

	private final TestClient client = TestClient.of(this.application);

	@AfterAll
	static void endTheWorker() {
		WORKER.shutdown();
	}

	@AfterEach
	void close() {
		EventStreamStats stats = EventStreamStats.of(this.client.loop().ioLoop());
		this.client.close();
		assertThat(stats.open()).as("open streams").isZero();
	}

	@Test
	void opensAtOnceAndSendsEvents() {
		TestExchange events = open("/");

		assertThat(events.status()).isEqualTo(200);
		assertThat(events.header("Content-Type")).isEqualTo("text/event-stream");
		assertThat(events.header("Cache-Control")).isEqualTo("no-cache");
		assertThat(events.header("X-Accel-Buffering")).isEqualTo("no");
		assertThat(events.header("Etag")).isNull();

		assertThat(this.stream.send(ServerEvent.of("one"))).isCompleted();
		assertThat(this.stream.send(ServerEvent.of("two").withId("2"))).isCompleted();
		assertThat(events.readUntil("two\n\n")).isEqualTo("data: one\n\nid: 2\ndata: two\n\n");
		assertThat(this.stream.closed()).isFalse();
		assertThat(this.seen).isEmpty();

		this.stream.close();
		assertThat(events.response().text()).endsWith("two\n\n");
		assertThat(this.stream.closed()).isTrue();
		assertThat(this.seen).containsExactly("closed", "finished");
		assertThat(this.client.fetch("GET", "/no").status()).isEqualTo(404); // the same
																				// connection
	}

	@Test
	void whatIsSentToAnEndedStreamFails() {
		open("/");
		this.stream.close();
		this.stream.close();

		assertThat(this.stream.send(ServerEvent.of("late")).toCompletableFuture()).isCompletedExceptionally();
		this.stream.setCloseCallback(() -> this.seen.add("told late"));
		this.client.loop().runUntilIdle();
		assertThat(this.seen).containsExactly("closed", "finished", "told late");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/returned", "/later" })
	void aStreamMayBeReturnedOrOpenedLater(String path) {
		TestExchange events = open(path);
		assertThat(events.status()).isEqualTo(200);
		this.stream.send(ServerEvent.of("one"));

		assertThat(events.readUntil("\n\n")).isEqualTo("data: one\n\n");
	}

	@Test
	void keepsWhatTheHandlerHasSet() {
		this.opening = (handler) -> {
			handler.setHeader("Cache-Control", "no-store");
			handler.setHeader("X-Accel-Buffering", "yes");
			return EventStream.open(handler);
		};
		TestExchange events = open("/");

		assertThat(events.header("Cache-Control")).isEqualTo("no-store");
		assertThat(events.header("X-Accel-Buffering")).isEqualTo("yes");
	}

	@Test
	void knowsWhatTheClientHasSeenLast() {
		open("/");
		assertThat(this.stream.lastEventId()).isNull();
		this.client.request("GET", "/").header("Last-Event-ID", "\u00c3\u00bc 17").send();

		assertThat(this.stream.lastEventId()).isEqualTo("ü 17");
	}

	@Test
	void theAnswerToHeadEndsWithItsHead() {
		TestResponse head = this.client.fetch("HEAD", "/");

		assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
		assertThat(this.stream.closed()).isTrue();
		assertThat(this.seen).containsExactly("finished", "closed");
	}

	@Test
	void aQuietStreamHasAHeartbeat() {
		TestExchange events = open("/");
		this.client.advance(Duration.ofSeconds(14));
		assertThat(events.readUntil(":\n\n")).isEqualTo(":\n\n");

		for (int second = 0; second < 60; second++) {
			this.stream.send(ServerEvent.of("tick"));
			this.client.advance(Duration.ofSeconds(1));
		}
		assertThat(events.readUntil("tick\n\n")).isEqualTo("data: tick\n\n");
		this.stream.close();
		assertThat(events.response().text().replace("data: tick\n\n", "")).isEqualTo(":\n\n");
	}

	@Test
	void neverIsQuietForLongerThanTheHeartbeat() {
		this.opening = (handler) -> EventStream.open(handler,
				EventStreamOptions.DEFAULTS.withHeartbeat(Duration.ofSeconds(2)));
		TestExchange events = open("/");
		for (int tenths = 1; tenths < 50; tenths += 7) {
			this.client.advance(Duration.ofMillis(100L * tenths));
			this.stream.send(ServerEvent.of("x"));
			events.readUntil("x\n\n");
			this.client.advance(Duration.ofMillis(1999));
			assertThat(events.readUntil(":\n\n")).as("after %d tenths", tenths).isEqualTo(":\n\n");
		}
		assertThat(this.client.loop().ioLoop().stats().timeouts()).isLessThan(5);
	}

	@Test
	void mayHaveNoHeartbeat() {
		this.opening = (handler) -> EventStream.open(handler, EventStreamOptions.DEFAULTS.withHeartbeat(Duration.ZERO));
		TestExchange events = open("/");
		this.client.advance(Duration.ofHours(1));
		this.stream.send(ServerEvent.of("x"));

		assertThat(events.readUntil("\n\n")).isEqualTo("data: x\n\n");
	}

	@Test
	void endsWhenItsClientLeaves() {
		TestExchange events = open("/");
		events.close();
		this.client.loop().runUntilIdle();

		assertThat(this.stream.closed()).isTrue();
		assertThat(this.seen).containsExactly("gone", "closed", "finished");
	}

	@Test
	void aHeartbeatFindsAClientThatHasEndedItsSideAndLeft() {
		TestConnection connection = new TestConnection(this.client.server(), this.client.loop());
		connection.send(GET);
		connection.end();
		this.client.advance(Duration.ofSeconds(5));
		assertThat(this.stream.closed()).as("a FIN is half a close").isFalse();
		connection.transport().reset(); // what the first byte of a heartbeat comes back
										// as
		this.client.advance(Duration.ofSeconds(15));

		assertThat(this.stream.closed()).isTrue();
	}

	@Test
	void endsWhenItsServerBeginsToDrain() {
		TestExchange events = open("/");
		this.stream.send(ServerEvent.of("one"));
		CompletableFuture<DrainReport> drained = this.client.server()
			.drain(Duration.ofSeconds(30))
			.toCompletableFuture();
		this.client.loop().runUntilIdle();

		assertThat(events.response().text()).isEqualTo("data: one\n\n");
		assertThat(drained).isCompletedWithValue(new DrainReport(0, 1, 0, Duration.ZERO));
		assertThat(this.seen).containsExactly("closed", "finished");
	}

	@Test
	void endsAtOnceOnAServerThatDrainsAlready() {
		TestConnection connection = new TestConnection(this.client.server(), this.client.loop());
		this.client.server().drain(Duration.ofSeconds(30));
		String answer = connection.exchange(GET); // which was on its way

		assertThat(answer).contains("Content-Type: text/event-stream\r\n", "Connection: close\r\n")
			.endsWith("\r\n\r\n0\r\n\r\n");
		assertThat(this.stream.closed()).isTrue();
	}

	@Test
	void aThreadOfItsOwnMaySend() throws Exception {
		TestExchange events = open("/");
		List<CompletionStage<Void>> sent = new ArrayList<>();
		Thread other = new Thread(() -> {
			sent.add(this.stream.send(ServerEvent.of("one")));
			sent.add(this.stream.send(ServerEvent.of("two")));
			this.stream.close();
			sent.add(this.stream.send(ServerEvent.of("three")));
		});
		other.start();
		other.join();
		assertThat(sent).noneMatch((stage) -> stage.toCompletableFuture().isDone());

		assertThat(events.response().text()).isEqualTo("data: one\n\ndata: two\n\n");
		assertThat(sent.get(0)).isCompleted();
		assertThat(sent.get(1)).isCompleted();
		assertThat(sent.get(2).toCompletableFuture()).isCompletedExceptionally();
	}

	@Test
	void aThreadThatSendsFasterThanTheLoopTurnsIsTold() throws Exception {
		open("/");
		List<CompletionStage<Void>> sent = new ArrayList<>();
		Thread other = new Thread(() -> {
			for (int i = 0; i <= Arrivals.MOST; i++) {
				sent.add(this.stream.send(ServerEvent.of("x")));
			}
		});
		other.start();
		other.join();

		assertThat(sent.get(Arrivals.MOST).toCompletableFuture()).isCompletedExceptionally();
		this.client.loop().runUntilIdle();
		assertThat(sent.subList(0, Arrivals.MOST)).allMatch((stage) -> stage.toCompletableFuture().isDone()
				&& !stage.toCompletableFuture().isCompletedExceptionally());
	}

	@Test
	void isWholeWhateverTheClientTakes() {
		TestConnection connection = new TestConnection(this.client.server(), this.client.loop());
		connection.transport().writeAtMost(1);
		connection.send(GET);
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 100; i++) {
			this.stream.send(ServerEvent.of("event " + i));
			expected.append("data: event " + i + "\n\n");
		}
		this.stream.close();

		String answer = connection.received();
		assertThat(body(answer.substring(answer.indexOf("\r\n\r\n") + 4))).isEqualTo(expected.toString());
		connection.close();
	}

	private static String body(String chunks) {
		byte[] bytes = chunks.getBytes(StandardCharsets.ISO_8859_1);
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		ChunkDecoder decoder = new ChunkDecoder(bytes.length);
		decoder.decode(bytes, 0, bytes.length, (octets, from, to) -> body.write(octets, from, to - from));
		assertThat(decoder.done()).isTrue();
		return body.toString(StandardCharsets.UTF_8);
	}

	@Test
	void mustNotBeOpenedInABlockingVerb() {
		TestResponse response = this.client.fetch("GET", "/blocking");

		assertThat(response.text()).startsWith("A @Blocking verb has its answer for itself alone");
	}

	@Test
	void mustNotBeOpenedTwiceOrTooLate() {
		this.opening = (handler) -> {
			EventStream first = EventStream.open(handler);
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> EventStream.open(handler));
			this.seen.add("checked");
			return first;
		};
		open("/");
		this.opening = (handler) -> {
			handler.write("hello");
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> EventStream.open(handler))
				.withMessageContaining("no event");
			this.seen.add("checked");
			return null;
		};
		assertThat(this.client.fetch("GET", "/").text()).isEqualTo("hello");
		assertThat(this.seen).containsSubsequence("checked", "checked");
	}

	@Test
	void aHandlerThatFailsBreaksItsStreamOff() {
		TestExchange events = open("/failing");

		assertThatExceptionOfType(AssertionError.class).isThrownBy(events::response)
			.withMessageContaining("in the middle of the body");
		assertThat(this.stream.closed()).isTrue();
	}

	private TestExchange open(String path) {
		return this.client.request("GET", path).send();
	}

	class StreamHandler extends RequestHandler {

		void get() {
			EventStreamTests.this.stream = EventStreamTests.this.opening.apply(this);
			if (EventStreamTests.this.stream != null) {
				EventStreamTests.this.stream.setCloseCallback(() -> EventStreamTests.this.seen.add("closed"));
			}
		}

		@Override
		protected void onConnectionClose() {
			EventStreamTests.this.seen.add("gone");
		}

		@Override
		protected void onFinish() {
			EventStreamTests.this.seen.add("finished");
		}

	}

	class ReturningHandler extends RequestHandler {

		EventStream get() {
			EventStreamTests.this.stream = EventStream.open(this);
			return EventStreamTests.this.stream;
		}

	}

	class LaterHandler extends RequestHandler {

		CompletionStage<Void> get() {
			return CompletableFuture.supplyAsync(() -> "looked up", WORKER)
				.thenAcceptAsync((found) -> EventStreamTests.this.stream = EventStream.open(this), request().ioLoop());
		}

	}

	class BlockingHandler extends RequestHandler {

		@Blocking
		String get() {
			try {
				return EventStream.open(this).toString();
			}
			catch (IllegalStateException ex) {
				return ex.getMessage();
			}
		}

	}

	class FailingHandler extends RequestHandler {

		void get() {
			EventStreamTests.this.stream = EventStream.open(this);
			throw new IllegalStateException("on purpose");
		}

	}

}
