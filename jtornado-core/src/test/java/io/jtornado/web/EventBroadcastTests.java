package io.jtornado.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

import io.jtornado.ioloop.SlicedWalk;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EventBroadcastTests {

	private EventBroadcast broadcast = new EventBroadcast();

	private final TestClient client = TestClient
		.of(Application.builder().add(url("/", StreamHandler.class, StreamHandler::new)).accessLog(false).build());

	@AfterEach
	void close() {
		this.client.close();
		assertThat(this.broadcast.size()).as("streams").isZero();
	}

	@Test
	void everybodyGetsEveryEventInOrder() {
		List<TestExchange> all = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			all.add(subscribe());
		}
		assertThat(this.broadcast.size()).isEqualTo(3);
		List<CompletableFuture<Void>> published = publish("1", "2", "3");
		this.client.loop().runUntilIdle();

		assertThat(published).allMatch(CompletableFuture::isDone);
		assertThat(all).allSatisfy((events) -> assertThat(events.readUntil("3\n\n"))
			.isEqualTo("data: welcome\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\n"));
	}

	@Test
	void whoJoinsLaterGetsWhatComesLater() {
		TestExchange first = subscribe();
		publish("1");
		TestExchange second = subscribe(); // in a turn before the event is distributed
		publish("2");

		assertThat(first.readUntil("2\n\n")).isEqualTo("data: welcome\n\ndata: 1\n\ndata: 2\n\n");
		assertThat(second.readUntil("2\n\n")).isEqualTo("data: welcome\n\ndata: 2\n\n");
	}

	@Test
	void nobodyMayListen() {
		assertThat(publish("1").get(0)).isCompleted();
		assertThat(this.broadcast.dropped()).isZero();
	}

	@Test
	void whoDoesNotReadHoldsNobodyUp() {
		this.broadcast = new EventBroadcast(EventStreamOptions.DEFAULTS.withMaxQueued(2));
		TestConnection slow = new TestConnection(this.client.server(), this.client.loop());
		slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
		slow.transport().takeOnly(0);
		TestExchange quick = subscribe();
		publish("x".repeat(100_000), "1", "2", "3", "4");
		this.client.loop().runUntilIdle();

		assertThat(quick.readUntil("4\n\n")).contains("data: 1\n\ndata: 2\n\ndata: 3\n\ndata: 4\n\n");
		assertThat(this.broadcast.dropped()).isEqualTo(2);
		slow.transport().takeOnly(Long.MAX_VALUE);
		assertThat(slow.received()).contains("data: 3\n\ndata: 4\n\n").doesNotContain("data: 1\n\n", "data: 2\n\n");
		slow.close();
	}

	@Test
	void aThreadThatPublishesFasterThanTheLoopTurnsIsTold() throws Exception {
		TestExchange events = subscribe();
		List<CompletionStage<Void>> published = new ArrayList<>();
		Thread other = new Thread(() -> {
			for (int i = 0; i <= Arrivals.MOST; i++) {
				published.add(this.broadcast.publish(ServerEvent.of(String.valueOf(i))));
			}
		});
		other.start();
		other.join();

		assertThat(published.get(Arrivals.MOST).toCompletableFuture()).isCompletedExceptionally();
		assertThat(events.readUntil("data: 1023\n\n")).contains("data: 0\n\n");
		assertThat(published.subList(0, Arrivals.MOST))
			.noneMatch((stage) -> stage.toCompletableFuture().isCompletedExceptionally());
		assertThat(publish("after").get(0)).isNotCompletedExceptionally();
		assertThat(events.readUntil("after\n\n")).isEqualTo("data: after\n\n");
	}

	@Test
	void eventsOfOneTurnLeaveInOneWrite() {
		TestConnection connection = new TestConnection(this.client.server(), this.client.loop());
		connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
		int before = connection.transport().writes();
		publish("1", "2", "3");
		connection.received();

		assertThat(connection.transport().writes() - before).isEqualTo(1);
		connection.close();
	}

	@Test
	void othersHaveTheirTurnsWhileManyAreWrittenTo() {
		EventStreamStats stats = EventStreamStats.of(this.client.loop().ioLoop());
		List<TestExchange> all = new ArrayList<>();
		for (int i = 0; i < 3 * SlicedWalk.SLICE; i++) {
			all.add(subscribe());
		}
		long welcomed = stats.sent();
		publish("1");
		this.client.loop().ioLoop().runOnce();
		assertThat(stats.sent() - welcomed).as("a slice in a turn").isEqualTo(SlicedWalk.SLICE);
		this.client.loop().ioLoop().runOnce();
		assertThat(stats.sent() - welcomed).isEqualTo(2 * SlicedWalk.SLICE);
		this.client.loop().runUntilIdle();
		assertThat(all).allSatisfy((events) -> assertThat(events.readUntil("1\n\n")).endsWith("data: 1\n\n"));
	}

	@Test
	void manyEventsGoToFewerStreamsInATurn() {
		EventStreamStats stats = EventStreamStats.of(this.client.loop().ioLoop());
		List<TestExchange> all = new ArrayList<>();
		for (int i = 0; i < SlicedWalk.SLICE; i++) {
			all.add(subscribe());
		}
		long welcomed = stats.sent();
		for (int i = 0; i < 1000; i++) {
			publish(String.valueOf(i));
		}
		this.client.loop().ioLoop().runOnce();
		assertThat(stats.sent() - welcomed).isBetween(1000L, 16L * SlicedWalk.SLICE);
		this.client.loop().runUntilIdle();
		assertThat(all).allSatisfy((events) -> assertThat(events.readUntil("999\n\n")).contains("data: 0\n\n"));
		assertThat(this.broadcast.dropped()).isZero();
	}

	@Test
	void aStreamThatLeavesMeanwhileIsNoTrouble() {
		List<TestExchange> all = new ArrayList<>();
		for (int i = 0; i < 2 * SlicedWalk.SLICE; i++) {
			all.add(subscribe());
		}
		CompletableFuture<Void> published = publish("1").get(0);
		this.client.loop().ioLoop().runOnce();
		all.subList(100, 2 * SlicedWalk.SLICE - 1).forEach(TestExchange::close);
		this.client.loop().runUntilIdle();

		assertThat(published).isCompleted();
		assertThat(this.broadcast.size()).isEqualTo(101);
		assertThat(all.get(all.size() - 1).readUntil("1\n\n")).endsWith("data: 1\n\n");
	}

	@Test
	void completesOnALoopThatIsClosed() throws Exception {
		EventBroadcast other = new EventBroadcast();
		TestClient closing = TestClient.of(Application.builder()
			.add(url("/", StreamHandler.class, () -> new StreamHandler(other)))
			.accessLog(false)
			.build());
		closing.request("GET", "/").send().status();
		CompletableFuture<Void> published = CompletableFuture
			.supplyAsync(() -> other.publish(ServerEvent.of("x")).toCompletableFuture())
			.get();
		assertThat(published).isNotDone();
		closing.loop().close();

		assertThat(published).isCompleted();
	}

	@Test
	void completesWhateverComesToALoopThatIsClosed() {
		TestLoop loop = new TestLoop();
		Audience audience = new Audience(this.broadcast, loop.ioLoop(), new LongAdder());
		Arrivals arrivals = new Arrivals();
		List<Publication> publications = List.of(new Publication(new byte[1], arrivals),
				new Publication(new byte[1], arrivals));
		audience.take(publications.get(0));
		loop.close();
		audience.take(publications.get(1));

		assertThat(publications).allMatch((publication) -> publication.distributed().isDone());
	}

	@Test
	void doesNotWaitForOneReader() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new EventBroadcast(EventStreamOptions.DEFAULTS.withSlowReader(SlowReader.WAIT)))
			.withMessageContaining("choose DROP_OLDEST or CLOSE");
	}

	@Test
	void allEndWithTheirServer() {
		List<TestExchange> all = new ArrayList<>();
		for (int i = 0; i < 2 * SlicedWalk.SLICE; i++) {
			all.add(subscribe());
		}
		CompletableFuture<?> drained = this.client.server().drain(Duration.ofSeconds(30)).toCompletableFuture();
		int most = 0;
		int before = this.broadcast.size();
		while (this.client.loop().ioLoop().runOnce()) {
			most = Math.max(most, before - this.broadcast.size());
			before = this.broadcast.size();
		}
		assertThat(most).as("ends in a turn").isEqualTo(SlicedWalk.SLICE);

		assertThat(drained).isCompleted();
		assertThat(all).allMatch(TestExchange::ended);
	}

	private TestExchange subscribe() {
		return this.client.request("GET", "/").send();
	}

	private List<CompletableFuture<Void>> publish(String... events) {
		List<CompletableFuture<Void>> stages = new ArrayList<>();
		for (String event : events) {
			CompletionStage<Void> stage = this.broadcast.publish(ServerEvent.of(event));
			stages.add(stage.toCompletableFuture());
		}
		return stages;
	}

	class StreamHandler extends RequestHandler {

		private final EventBroadcast source;

		StreamHandler() {
			this(EventBroadcastTests.this.broadcast);
		}

		StreamHandler(EventBroadcast source) {
			this.source = source;
		}

		void get() {
			this.source.subscribe(this).send(ServerEvent.of("welcome"));
		}

	}

}
