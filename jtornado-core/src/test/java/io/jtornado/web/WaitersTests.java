package io.jtornado.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.ioloop.SlicedWalk;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestExchange;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WaitersTests {

	private final List<String> messages = new ArrayList<>();

	private final AtomicInteger looks = new AtomicInteger();

	private Waiters waiters = new Waiters();

	private boolean broken;

	private RequestHandler never;

	private final LogCapture log = new LogCapture("jtornado.application");

	private final TestClient client = TestClient.of(Application.builder()
		.add(url("/news/{after}", NewsHandler.class, NewsHandler::new))
		.add(url("/composed/{after}", ComposedHandler.class, ComposedHandler::new))
		.add(url("/rooms/{room}", RoomHandler.class, RoomHandler::new))
		.add(url("/never", NeverHandler.class, NeverHandler::new))
		.add(url("/twice", TwiceHandler.class, TwiceHandler::new))
		.accessLog(false)
		.build());

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
		assertThat(this.waiters.size()).as("waiters").isZero();
		assertThat(this.client.loop().ioLoop().stats().timeouts()).isZero();
	}

	@Test
	void whoHasNewsDoesNotWait() {
		this.messages.add("one");
		TestResponse response = this.client.fetch("GET", "/news/0");

		assertThat(response.text()).isEqualTo("one");
		assertThat(this.waiters.size()).isZero();
	}

	@Test
	void allAreWokenWhoHaveNews() {
		TestExchange first = send("/news/0");
		TestExchange second = send("/news/0");
		TestExchange ahead = send("/news/5");
		assertThat(this.waiters.size()).isEqualTo(3);
		assertThat(first.answered()).isFalse();
		add("one");

		assertThat(first.response().text()).isEqualTo("one");
		assertThat(second.response().text()).isEqualTo("one");
		assertThat(ahead.answered()).as("it was woken in vain").isFalse();
		assertThat(this.waiters.size()).isEqualTo(1);
	}

	@Test
	void onlyThoseAreWokenWhomTheNewsIsFor() {
		TestExchange tea = send("/rooms/tea");
		TestExchange ball = send("/rooms/ball");
		this.looks.set(0);
		this.messages.add("tea");
		this.waiters.wake("tea");
		this.waiters.wake("nobody's");
		this.client.loop().runUntilIdle();

		assertThat(tea.response().text()).isEqualTo("tea");
		assertThat(ball.answered()).isFalse();
		assertThat(this.looks).hasValue(1);
		this.messages.add("ball");
		this.waiters.wake();
		assertThat(ball.response().text()).isEqualTo("ball");
	}

	@Test
	void manyWakesAreOneLook() {
		send("/rooms/tea");
		this.looks.set(0);
		for (int i = 0; i < 5000; i++) {
			this.waiters.wake("tea");
			this.waiters.wake("key " + i);
			this.waiters.wake();
		}
		assertThat(this.client.loop().ioLoop().stats().pendingCallbacks()).isLessThan(3);
		this.client.loop().runUntilIdle();

		assertThat(this.looks).hasValue(1);
	}

	@Test
	void keysBeyondCountingWakeAll() {
		TestExchange tea = send("/rooms/tea");
		this.messages.add("tea");
		for (int i = 0; i < 2000; i++) {
			this.waiters.wake("key " + i);
		}

		assertThat(tea.response().text()).isEqualTo("tea");
	}

	@Test
	void anotherThreadMayWake() throws Exception {
		TestExchange waiting = send("/news/0");
		Thread other = new Thread(() -> {
			this.messages.add("from elsewhere");
			this.waiters.wake();
		});
		other.start();

		assertThat(waiting.response().text()).isEqualTo("from elsewhere");
		other.join();
	}

	@Test
	void aWaitEndsEmpty() {
		this.waiters = new Waiters(Duration.ofSeconds(25), 10);
		TestExchange waiting = send("/news/0");
		this.client.advance(Duration.ofSeconds(24));
		assertThat(waiting.answered()).isFalse();
		this.client.advance(Duration.ofSeconds(1));

		assertThat(waiting.response().status()).isEqualTo(204);
	}

	@Test
	void theVerbMayMakeSomethingOfAnEmptyWait() {
		TestExchange waiting = send("/composed/0");
		this.client.advance(Duration.ofMinutes(1));

		assertThat(waiting.response().status()).isEqualTo(200);
		assertThat(waiting.response().text()).isEqualTo("nothing");
	}

	@Test
	void whoLeavesIsForgotten() {
		for (String path : List.of("/news/0", "/composed/0")) {
			TestExchange waiting = send(path);
			assertThat(this.waiters.size()).isEqualTo(1);
			waiting.close();
			this.client.loop().runUntilIdle();
			assertThat(this.waiters.size()).as(path).isZero();
		}
		this.looks.set(0);
		add("one");
		assertThat(this.looks).hasValue(0);
	}

	@Test
	void whoHasLeftDoesNotWait() {
		send("/never").close();
		this.client.loop().runUntilIdle();
		CompletionStage<String> late = this.waiters.await(this.never, () -> after(0));

		assertThat(late.toCompletableFuture()).isCancelled();
		assertThat(this.looks).hasValue(0);
		assertThat(this.waiters.size()).isZero();
	}

	@Test
	void endsEmptyWhenItsServerBeginsToDrain() {
		TestExchange waiting = send("/news/0");
		var drained = this.client.server().drain(Duration.ofSeconds(30)).toCompletableFuture();
		this.client.loop().runUntilIdle();

		assertThat(waiting.response().status()).isEqualTo(204);
		assertThat(waiting.header("Connection")).isEqualTo("close");
		assertThat(drained).isCompleted();
	}

	@Test
	void noMoreMayWaitThanIsAllowed() {
		this.waiters = new Waiters(Duration.ofSeconds(25), 2);
		send("/news/0");
		send("/news/0");
		TestResponse refused = this.client.fetch("GET", "/news/0");

		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.header("Retry-After")).isEqualTo("5");
		assertThat(this.waiters.size()).isEqualTo(2);
		this.messages.add("one");
		assertThat(this.client.fetch("GET", "/news/0").text()).as("who has news does not wait").isEqualTo("one");
	}

	@Test
	void aLookThatFailsIsTheHandlersFailure() {
		TestExchange waiting = send("/news/0");
		TestExchange other = send("/rooms/tea");
		this.broken = true;
		this.waiters.wake();

		assertThat(waiting.response().status()).isEqualTo(500);
		assertThat(other.response().status()).isEqualTo(500);
		assertThat(this.client.fetch("GET", "/news/0").status()).isEqualTo(500);
	}

	@Test
	void aHandlerWaitsOnceAtATime() {
		TestResponse response = this.client.fetch("GET", "/twice");

		assertThat(response.status()).isEqualTo(500);
		assertThat(this.log.stacks()).contains(IllegalStateException.class.getName());
	}

	@Test
	void manyAreWokenAFewInATurn() {
		for (int i = 0; i < 3 * SlicedWalk.SLICE; i++) {
			send("/rooms/room" + i);
		}
		for (int i = 0; i < 3 * SlicedWalk.SLICE; i++) {
			this.messages.add("room" + i);
		}
		this.waiters.wake(); // each has a key of its own
		this.client.loop().ioLoop().runOnce();
		assertThat(this.waiters.size()).isEqualTo(2 * SlicedWalk.SLICE);
		this.client.loop().runUntilIdle();
		assertThat(this.waiters.size()).isZero();
	}

	@Test
	void wakesMeanwhileAreOneMoreWalk() {
		for (int i = 0; i < 3 * SlicedWalk.SLICE; i++) {
			send("/rooms/tea");
		}
		this.looks.set(0);
		this.waiters.wake();
		for (int turn = 0; turn < 3; turn++) {
			int before = this.looks.get();
			this.client.loop().ioLoop().runOnce();
			assertThat(this.looks.get() - before).as("looks in a turn").isEqualTo(SlicedWalk.SLICE);
			this.waiters.wake();
			this.waiters.wake("tea");
		}
		this.client.loop().runUntilIdle();
		assertThat(this.looks).hasValue(2 * 3 * SlicedWalk.SLICE);
	}

	@Test
	void checksItsBounds() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Waiters(Duration.ZERO, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new Waiters(Duration.ofSeconds(1), 0));
	}

	private TestExchange send(String path) {
		return this.client.request("GET", path).send();
	}

	private void add(String message) {
		this.messages.add(message);
		this.waiters.wake();
		this.client.loop().runUntilIdle();
	}

	private String after(int known) {
		this.looks.incrementAndGet();
		if (this.broken) {
			throw new IllegalStateException("on purpose");
		}
		return (this.messages.size() > known) ? this.messages.get(known) : null;
	}

	class NewsHandler extends RequestHandler {

		CompletionStage<String> get(int after) {
			return WaitersTests.this.waiters.await(this, () -> after(after));
		}

	}

	class ComposedHandler extends RequestHandler {

		CompletionStage<String> get(int after) {
			return WaitersTests.this.waiters.await(this, () -> after(after))
				.thenApply((news) -> (news != null) ? news : "nothing");
		}

	}

	class RoomHandler extends RequestHandler {

		CompletionStage<String> get(String room) {
			return WaitersTests.this.waiters.await(this, room, () -> {
				after(0);
				return WaitersTests.this.messages.contains(room) ? room : null;
			});
		}

	}

	class NeverHandler extends RequestHandler {

		CompletionStage<String> get() {
			WaitersTests.this.never = this;
			return new CompletableFuture<>();
		}

	}

	class TwiceHandler extends RequestHandler {

		CompletionStage<String> get() {
			WaitersTests.this.waiters.await(this, () -> null);
			return WaitersTests.this.waiters.await(this, () -> null);
		}

	}

}
