package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EventStreamTests extends OpenedStreams {

	@AfterAll
	static void endTheWorker() {
		WORKER.shutdown();
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

	@ParameterizedTest
	@EnumSource(SlowReader.class)
	void aReaderThatKeepsUpMissesNothing(SlowReader policy) {
		this.opening = (handler) -> EventStream.open(handler, EventStreamOptions.DEFAULTS.withSlowReader(policy));
		TestExchange events = open("/");
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 2000; i++) { // all in one turn
			assertThat(this.stream.send(ServerEvent.of("event " + i)).toCompletableFuture())
				.isNotCompletedExceptionally();
			expected.append("data: event " + i + "\n\n");
		}
		assertThat(this.stream.dropped()).isZero();
		this.stream.close();

		assertThat(events.response().text()).isEqualTo(expected.toString());
	}

	@Test
	void aThreadThatSendsFasterThanTheLoopTurnsIsTold() throws Exception {
		TestExchange events = open("/");
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
		assertThat(this.stream.dropped()).isZero();
		this.stream.close();
		assertThat(events.response().text()).isEqualTo("data: x\n\n".repeat(Arrivals.MOST));
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
	void nothingElseIsWrittenBetweenEvents() {
		RequestHandler[] handlers = new RequestHandler[1];
		this.opening = (handler) -> {
			handlers[0] = handler;
			return EventStream.open(handler);
		};
		TestExchange events = open("/");
		RequestHandler handler = handlers[0];
		List<ThrowingCallable> writes = List.of(() -> handler.write("text"), () -> handler.write(new byte[1]),
				() -> handler.write(ByteBuffer.allocate(1)), () -> handler.writeJson("json"), handler::flush);
		assertThat(writes).allSatisfy((write) -> assertThatIllegalStateException().isThrownBy(write)
			.withMessageContaining("send them by the stream"));
		this.stream.send(ServerEvent.of("one"));
		this.stream.close();

		assertThat(events.response().text()).isEqualTo("data: one\n\n");
	}

}
