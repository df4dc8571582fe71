package io.jtornado.ioloop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class BlockedLoopWatchTests {

	private final List<StackTraceElement[]> stacks = new CopyOnWriteArrayList<>();

	private final CountDownLatch told = new CountDownLatch(1);

	private final IOLoopListener listener = new IOLoopListener() {

		@Override
		public void onBlocked(long nanos, StackTraceElement[] stack) {
			BlockedLoopWatchTests.this.stacks.add(stack);
			BlockedLoopWatchTests.this.told.countDown();
		}

	};

	@Test
	void reportsABlockedTurnOnce() {
		SteppedClock clock = new SteppedClock();
		IOLoop loop = new IOLoop(clock);
		loop.addListener(this.listener);
		BlockedLoopWatch watch = new BlockedLoopWatch(List.of(loop), Duration.ofMillis(500));
		try (CapturedLog log = new CapturedLog()) {
			loop.addCallback(() -> {
				clock.advance(Duration.ofMillis(499));
				watch.check();
				assertThat(loop.stats().blocked()).isZero();
				clock.advance(Duration.ofMillis(1));
				watch.check();
				watch.check();
			});
			loop.runOnce();
			clock.advance(Duration.ofSeconds(5));
			watch.check();

			assertThat(log.messages(Level.WARN)).containsExactly("Loop ioloop has been blocked for 500 ms");
		}
		assertThat(loop.stats().blocked()).isEqualTo(1);
		assertThat(loop.stats().failures()).isZero();
		assertThat(this.stacks).hasSize(1);
		loop.close();
	}

	@Test
	void showsWhatTheLoopIsDoing() {
		IOLoop loop = new IOLoop();
		loop.addListener(this.listener);
		BlockedLoopWatch watch = new BlockedLoopWatch(List.of(loop), Duration.ofMillis(1));
		watch.start();
		watch.start();
		try (CapturedLog log = new CapturedLog()) {
			loop.addCallback(this::block);
			loop.runOnce();
			assertThat(log.messages(Level.WARN)).isNotEmpty();
		}
		watch.stop();
		watch.stop();
		loop.close();

		assertThat(this.stacks.get(0)).anyMatch((frame) -> frame.getMethodName().equals("block"));
	}

	@Test
	void refusesAThresholdThatMeansNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BlockedLoopWatch(List.of(), Duration.ofNanos(1)));
	}

	private void block() {
		try {
			assertThat(this.told.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void itsThreadHasEndedWhenItIsStopped() {
		IOLoop loop = new IOLoop();
		BlockedLoopWatch watch = new BlockedLoopWatch(List.of(loop), Duration.ofSeconds(500));
		watch.start();
		Thread thread = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((running) -> running.getName().equals("ioloop-watch"))
			.findFirst()
			.orElseThrow();
		watch.stop();
		watch.stop();

		assertThat(thread.isAlive()).isFalse();
		loop.close();
	}

}
