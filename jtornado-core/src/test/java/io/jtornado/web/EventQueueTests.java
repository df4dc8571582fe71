package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** A client that does not read, and each of the policies. */
class EventQueueTests {

	/** More than the connection takes before it says that it is full. */
	private static final ServerEvent FILLING = ServerEvent.of("x".repeat(100_000));

	private EventStreamOptions options = EventStreamOptions.DEFAULTS.withMaxQueued(3);

	private EventStream stream;

	private final TestConnection connection = new TestConnection(
			Application.builder().add(url("/", StreamHandler.class, StreamHandler::new)).accessLog(false).build());

	@AfterEach
	void close() {
		this.connection.close();
	}

	@Test
	void whoSendsWaits() {
		open(SlowReader.WAIT);
		List<CompletableFuture<Void>> sent = send("1", "2", "3");
		assertThat(sent).noneMatch(CompletableFuture::isDone);

		CompletableFuture<Void> refused = send("4").get(0);
		assertThat(refused).isCompletedExceptionally();
		assertThat(this.stream.dropped()).isEqualTo(1);

		this.connection.transport().takeOnly(Long.MAX_VALUE);
		assertThat(received()).containsExactly("1", "2", "3");
		assertThat(sent).allMatch((stage) -> stage.isDone() && !stage.isCompletedExceptionally());
		assertThat(send("5").get(0)).isCompleted();
		assertThat(received()).containsExactly("5");
	}

	@Test
	void whoWaitsForEachIsNeverRefused() {
		open(SlowReader.WAIT);
		this.stream.send(ServerEvent.of("0"));
		sendFrom(1, 500);
		this.connection.transport().takeOnly(Long.MAX_VALUE);

		assertThat(received()).hasSize(500).endsWith("498", "499");
		assertThat(this.stream.dropped()).isZero();
	}

	private void sendFrom(int number, int end) {
		if (number < end) {
			this.stream.send(ServerEvent.of(String.valueOf(number))).thenRun(() -> sendFrom(number + 1, end));
		}
	}

	@Test
	void theOldestMakeRoom() {
		open(SlowReader.DROP_OLDEST);

		assertThat(send("1", "2", "3", "4", "5")).allMatch(CompletableFuture::isDone);
		assertThat(this.stream.dropped()).isEqualTo(2);
		assertThat(stats().dropped()).isEqualTo(2);
		this.connection.transport().takeOnly(Long.MAX_VALUE);
		assertThat(received()).containsExactly("3", "4", "5");
	}

	@Test
	void theStreamEndsAndWhatIsQueuedIsLost() {
		open(SlowReader.CLOSE);
		send("1", "2", "3");
		assertThat(this.stream.closed()).isFalse();
		assertThat(send("4").get(0)).isCompletedExceptionally();

		assertThat(this.stream.closed()).isTrue();
		assertThat(stats().tooSlow()).isEqualTo(1);
		assertThat(stats().dropped()).isEqualTo(4);
		assertThat(stats().open()).isZero();
		this.connection.transport().takeOnly(Long.MAX_VALUE);
		assertThat(this.connection.received()).endsWith("x\n\n\r\n0\r\n\r\n");
	}

	@Test
	void bytesAreBoundedToo() {
		this.options = EventStreamOptions.DEFAULTS.withMaxQueuedBytes(100);
		open(SlowReader.DROP_OLDEST);
		send("a".repeat(50), "b".repeat(50), "c".repeat(500));
		assertThat(this.stream.dropped()).as("the third does not fit at all").isEqualTo(3);
		send("d", "e");
		this.connection.transport().takeOnly(Long.MAX_VALUE);

		assertThat(received()).containsExactly("d", "e");
	}

	@ParameterizedTest
	@EnumSource(SlowReader.class)
	void closeSendsWhatIsQueuedBeforeTheEnd(SlowReader policy) {
		open(policy);
		List<CompletableFuture<Void>> sent = send("1", "2");
		this.stream.close();
		assertThat(sent).allMatch((stage) -> stage.isDone() && !stage.isCompletedExceptionally());
		this.connection.transport().takeOnly(Long.MAX_VALUE);

		assertThat(this.connection.received()).contains("data: 1\n\ndata: 2\n\n").endsWith("0\r\n\r\n");
	}

	@Test
	void whoWaitsIsToldThatTheClientHasLeft() {
		open(SlowReader.WAIT);
		CompletableFuture<Void> sent = send("1").get(0);
		this.connection.reset();

		assertThat(sent).isCompletedExceptionally();
		assertThat(this.stream.closed()).isTrue();
		assertThat(this.connection.server().stats().heldWrite()).isZero();
	}

	@Test
	void aSlowReaderHasNoHeartbeat() {
		open(SlowReader.DROP_OLDEST);
		this.connection.advance(EventStreamOptions.DEFAULTS.heartbeat());
		this.connection.transport().takeOnly(Long.MAX_VALUE);

		assertThat(this.connection.received()).doesNotContain(":\n\n");
	}

	private void open(SlowReader policy) {
		this.options = this.options.withSlowReader(policy);
		this.connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
		this.connection.received();
		this.connection.transport().takeOnly(0);
		this.stream.send(FILLING);
	}

	private List<CompletableFuture<Void>> send(String... events) {
		List<CompletableFuture<Void>> stages = new ArrayList<>();
		for (String event : events) {
			CompletionStage<Void> stage = this.stream.send(ServerEvent.of(event));
			stages.add(stage.toCompletableFuture());
		}
		return stages;
	}

	private List<String> received() {
		return this.connection.received()
			.lines()
			.filter((line) -> line.startsWith("data: ") && !line.contains("xxx"))
			.map((line) -> line.substring(6))
			.toList();
	}

	private EventStreamStats stats() {
		return EventStreamStats.of(this.connection.loop().ioLoop());
	}

	class StreamHandler extends RequestHandler {

		void get() {
			EventQueueTests.this.stream = EventStream.open(this, EventQueueTests.this.options);
		}

	}

}
