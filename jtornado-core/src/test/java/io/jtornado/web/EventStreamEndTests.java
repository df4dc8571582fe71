package io.jtornado.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.httpserver.DrainReport;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How streams of events end, and what they do until then. */
class EventStreamEndTests extends OpenedStreams {

	private RequestHandler handlerOfWhoHasLeft() {
		TestExchange waiting = open("/waiting");
		assertThat(waiting.answered()).isFalse();
		waiting.close();
		this.client.loop().runUntilIdle();
		return this.waiting;
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

	@Test
	void theAnswerToHeadEndsWithItsHead() {
		TestResponse head = this.client.fetch("HEAD", "/");

		assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
		assertThat(this.stream.closed()).isTrue();
		assertThat(this.seen).containsExactly("finished", "closed");
	}

	@Test
	void anAnswerWithoutABodyEndsWithItsHead() {
		assertThat(this.client.fetch("HEAD", "/returned").status()).isEqualTo(200);
		assertThat(this.stream.closed()).isTrue();
		for (int status : new int[] { 204, 205, 304 }) {
			this.opening = (handler) -> {
				handler.setStatus(status);
				return EventStream.open(handler);
			};
			assertThat(this.client.fetch("GET", "/").status()).isEqualTo(status);
			assertThat(this.stream.closed()).isTrue();
			assertThat(this.stream.send(ServerEvent.of("x")).toCompletableFuture()).isCompletedExceptionally();
		}
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
	void whoHasLeftBeforeItWasOpenedHasAnEndedOne() {
		RequestHandler first = handlerOfWhoHasLeft();
		RequestHandler second = handlerOfWhoHasLeft();
		EventBroadcast broadcast = new EventBroadcast();

		for (EventStream late : List.of(EventStream.open(first), broadcast.subscribe(second))) {
			assertThat(late.closed()).isTrue();
			late.setCloseCallback(() -> this.seen.add("told"));
			assertThat(late.send(ServerEvent.of("late")).toCompletableFuture()).isCompletedExceptionally();
			late.close();
		}
		this.client.loop().runUntilIdle();
		assertThat(this.seen).containsExactly("told", "told");
		assertThat(broadcast.size()).isZero();
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
	void aHandlerThatFailsBreaksItsStreamOff() {
		TestExchange events = open("/failing");

		assertThatExceptionOfType(AssertionError.class).isThrownBy(events::response)
			.withMessageContaining("in the middle of the body");
		assertThat(this.stream.closed()).isTrue();
	}

}
