package io.jtornado.ioloop;

import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class IOLoopTests {

	private final IOLoop loop = new IOLoop();

	private final List<String> ran = new ArrayList<>();

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void runsUntilItIsStoppedAndMayBeStartedAgain() {
		for (int i = 0; i < 3; i++) {
			this.loop.addCallback(() -> this.ran.add("turn"));
			this.loop.addCallback(this.loop::stop);
			this.loop.start();
		}

		assertThat(this.ran).hasSize(3);
		assertThat(this.loop.isRunning()).isFalse();
	}

	@Test
	void stopBeforeStartLetsOneTurnRun() {
		this.loop.addCallback(() -> {
			this.ran.add("outer");
			this.loop.addCallback(() -> this.ran.add("inner"));
		});
		this.loop.stop();
		this.loop.start();

		assertThat(this.ran).containsExactly("outer");
		this.loop.addCallback(this.loop::stop);
		this.loop.start();
		assertThat(this.ran).containsExactly("outer", "inner");
	}

	@Test
	void aCallbackAddedByACallbackRunsOneTurnLater() {
		this.loop.addCallback(() -> this.loop.addCallback(() -> this.ran.add("inner")));

		assertThat(this.loop.runOnce()).isTrue();
		assertThat(this.ran).isEmpty();
		assertThat(this.loop.runOnce()).isTrue();
		assertThat(this.ran).containsExactly("inner");
		assertThat(this.loop.runOnce()).isFalse();
	}

	@Test
	void anotherThreadWakesTheLoop() throws InterruptedException {
		CountDownLatch waits = new CountDownLatch(1);
		AtomicReference<Thread> runner = new AtomicReference<>();
		Thread other = new Thread(() -> {
			await(waits);
			this.loop.execute(() -> {
				runner.set(Thread.currentThread());
				this.loop.stop();
			});
		});
		this.loop.addCallback(waits::countDown);
		other.start();
		this.loop.start();
		other.join();

		assertThat(runner).hasValue(Thread.currentThread());
	}

	@Test
	void noWakeUpIsLostBetweenManyThreads() throws InterruptedException {
		int threads = 3;
		int each = 20_000;
		Thread runner = new Thread(this.loop::start);
		runner.start();
		CountDownLatch ran = new CountDownLatch(threads * each);
		CountDownLatch pingPong = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			new Thread(() -> {
				for (int n = 0; n < each; n++) {
					this.loop.addCallback(ran::countDown);
					if (n % 100 == 0) { // let the loop fall asleep
						CountDownLatch answer = new CountDownLatch(1);
						this.loop.addCallback(answer::countDown);
						await(answer);
					}
				}
				pingPong.countDown();
			}).start();
		}

		assertThat(pingPong.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
		this.loop.stop();
		runner.join();
	}

	@Test
	void callbacksOfAThreadThatThenStopsTheLoopStillRun() throws InterruptedException {
		Thread thread = new Thread(this.loop::start);
		thread.start();
		List<Integer> numbers = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			int number = i;
			this.loop.addCallback(() -> numbers.add(number));
		}
		this.loop.stop();
		thread.join();

		assertThat(numbers).hasSize(1000).isSorted();
	}

	@Test
	void nothingThatACallbackThrowsEndsTheLoop() {
		List<Throwable> told = new ArrayList<>();
		this.loop.addListener(new IOLoopListener() {

			@Override
			public void onCallbackFailed(Throwable failure) {
				told.add(failure);
			}

		});
		try (CapturedLog log = new CapturedLog()) {
			this.loop.addCallback(() -> {
				throw new IllegalArgumentException("of a callback");
			});
			this.loop.addCallback(() -> descend(1));
			this.loop.addCallback(() -> {
				throw new OutOfMemoryError("pretended");
			});
			this.loop.callLater(Duration.ZERO, () -> {
				throw new AssertionError("of a timeout");
			});
			this.loop.addCallback(() -> this.ran.add("survived"));
			this.loop.runOnce();
			this.loop.runOnce();

			assertThat(log.messages(Level.ERROR)).hasSize(4).allMatch("Exception on loop ioloop"::equals);
		}
		assertThat(this.ran).containsExactly("survived");
		assertThat(this.loop.stats().failures()).isEqualTo(4);
		assertThat(told).hasSize(4).hasAtLeastOneElementOfType(StackOverflowError.class);
	}

	@Test
	void aListenerThatThrowsDoesNotEndTheLoopEither() {
		this.loop.addListener(new IOLoopListener() {

			@Override
			public void onCallbackFailed(Throwable failure) {
				throw new IllegalStateException(failure);
			}

		});
		try (CapturedLog log = new CapturedLog()) {
			this.loop.addCallback(() -> {
				throw new IllegalArgumentException();
			});
			this.loop.addCallback(() -> this.ran.add("survived"));
			this.loop.runOnce();

			assertThat(log.messages(Level.ERROR)).containsExactly("Exception on loop ioloop",
					"Exception in a listener of loop ioloop");
		}
		assertThat(this.ran).containsExactly("survived");
	}

	@Test
	void anInterruptNeitherEndsTheLoopNorMakesItSpin() {
		Thread.currentThread().interrupt();
		this.loop.callLater(Duration.ofMillis(20), this.loop::stop);
		this.loop.start();

		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.loop.stats().turns()).isLessThan(10);
	}

	@Test
	void onlyOneThreadRunsIt() {
		this.loop.addCallback(() -> {
			assertThatIllegalStateException().isThrownBy(this.loop::start).withMessageContaining("running already");
			assertThatIllegalStateException().isThrownBy(this.loop::runOnce);
			assertThatIllegalStateException().isThrownBy(this.loop::close);
			this.ran.add("checked");
			this.loop.stop();
		});
		this.loop.start();

		assertThat(this.ran).containsExactly("checked");
	}

	@Test
	void aClosedLoopDropsCallbacksAndDoesNotStart() {
		this.loop.addCallback(() -> this.ran.add("never"));
		this.loop.close();
		this.loop.addCallback(() -> this.ran.add("never"));
		this.loop.stop();
		this.loop.close();

		assertThatIllegalStateException().isThrownBy(this.loop::start).withMessageContaining("closed");
		assertThat(this.ran).isEmpty();
		assertThat(this.loop.stats().pendingCallbacks()).isZero();
	}

	@Test
	void knowsWhichThreadItBelongsTo() throws InterruptedException {
		assertThat(this.loop.inLoop()).isFalse();
		this.loop.runOnce();
		assertThat(this.loop.inLoop()).isTrue();

		AtomicReference<Throwable> refused = new AtomicReference<>();
		Thread other = new Thread(() -> {
			try {
				this.loop.callAt(0, () -> this.ran.add("never"));
			}
			catch (IllegalStateException ex) {
				refused.set(ex);
			}
		});
		other.start();
		other.join();
		assertThat(refused.get()).hasMessageContaining("Only addCallback and stop");
	}

	@Test
	void currentIsTheLoopThatRunsHereElseTheMainOne() {
		List<IOLoop> seen = new ArrayList<>();
		this.loop.addCallback(() -> seen.add(IOLoop.current()));
		this.loop.runOnce();

		assertThat(seen).containsExactly(this.loop);
		assertThat(IOLoop.current()).isSameAs(IOLoop.instance());
		IOLoop main = IOLoop.instance();
		main.close();
		assertThat(IOLoop.instance()).isNotSameAs(main);
	}

	@Test
	void aLoopMayRunInsideAnother() {
		IOLoop inner = new IOLoop();
		inner.addCallback(() -> assertThat(IOLoop.current()).isSameAs(inner));
		this.loop.addCallback(() -> {
			inner.runOnce();
			this.ran.add((IOLoop.current() == this.loop) ? "back" : "lost");
		});
		this.loop.runOnce();
		inner.close();

		assertThat(this.ran).containsExactly("back");
		assertThat(inner.stats().failures()).isZero();
	}

	@Test
	void keepsOneObjectPerType() {
		StringBuilder first = this.loop.attachment(StringBuilder.class, (loop) -> new StringBuilder(loop.name()));

		assertThat(this.loop.attachment(StringBuilder.class, (loop) -> new StringBuilder())).isSameAs(first);
		assertThat(first).hasToString("ioloop");
	}

	@Test
	void makesAttachmentsThatNeedOthers() {
		Object needsMany = attachment(20);

		assertThat(attachment(20)).isSameAs(needsMany);
	}

	/**
	 * An array of so many dimensions, which is a type of its own, and needs the one
	 * below.
	 */
	private Object attachment(int dimensions) {
		Object array = Array.newInstance(int.class, new int[dimensions]);
		return attachment(array.getClass(), array, dimensions - 1);
	}

	private <T> T attachment(Class<T> type, Object array, int below) {
		return this.loop.attachment(type, (loop) -> {
			if (below > 0) {
				attachment(below);
			}
			return type.cast(array);
		});
	}

	@Test
	void hearsOfAFutureOnItsOwnThread() {
		CompletableFuture<String> value = new CompletableFuture<>();
		CompletableFuture<String> failure = new CompletableFuture<>();
		this.loop.addFuture(value.thenApply((text) -> text + "!"), (text, ex) -> this.ran.add(text + " " + ex));
		this.loop.addFuture(failure.thenApply((text) -> text + "!"), (text, ex) -> this.ran.add(text + " " + ex));
		value.complete("value");
		failure.completeExceptionally(new IllegalArgumentException("why"));

		assertThat(this.ran).isEmpty();
		this.loop.runOnce();
		assertThat(this.ran).containsExactly("value! null", "null java.lang.IllegalArgumentException: why");
	}

	private int descend(int depth) {
		return (depth > 0) ? descend(depth + 1) + 1 : 0;
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void tellsACallbackThatWillNeverRun() {
		List<String> told = new ArrayList<>();
		this.loop.addCallback(droppable(told, "waiting"));
		this.loop.close();
		this.loop.addCallback(droppable(told, "late"));

		assertThat(told).containsExactly("waiting", "late");
	}

	private static Droppable droppable(List<String> told, String name) {
		return new Droppable() {

			@Override
			public void run() {
				told.add(name + " ran");
			}

			@Override
			public void dropped() {
				told.add(name);
			}

		};
	}

	@Test
	void forgetsTheMainLoopWhenThatIsClosed() {
		WeakReference<IOLoop> main = new WeakReference<>(IOLoop.instance());
		IOLoop.instance().close();

		Awaitility.await().until(() -> {
			System.gc();
			return main.refersTo(null);
		});
	}

}
