package io.jtornado.ioloop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PeriodicCallbackTests {

	private static final Duration PERIOD = Duration.ofMillis(10);

	private final SteppedClock clock = new SteppedClock();

	private final IOLoop loop = new IOLoop(this.clock);

	private final long start = this.clock.nanoTime();

	private final List<Long> runs = new ArrayList<>(); // milliseconds since the start

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void countsFromStartToStart() {
		PeriodicCallback periodic = new PeriodicCallback(() -> {
			note();
			this.clock.advance(Duration.ofMillis(3));
		}, PERIOD, this.loop);
		periodic.start();
		runFor(25);

		assertThat(this.runs).containsExactly(10L, 20L);
	}

	@Test
	void anOverrunSkipsToTheNextMultiple() {
		PeriodicCallback periodic = new PeriodicCallback(() -> {
			note();
			if (this.runs.size() == 1) {
				this.clock.advance(Duration.ofMillis(27));
			}
		}, PERIOD, this.loop);
		periodic.start();
		runFor(60);

		assertThat(this.runs).containsExactly(10L, 40L, 50L, 60L);
	}

	@Test
	void aClockThatGoesBackGetsOnePeriod() {
		PeriodicCallback periodic = new PeriodicCallback(() -> {
			note();
			if (this.runs.size() == 1) {
				this.clock.advance(Duration.ofMillis(-5));
			}
		}, PERIOD, this.loop);
		periodic.start();
		runFor(25);

		assertThat(this.runs).containsExactly(10L, 20L);
	}

	@Test
	void jitterStaysInItsWindow() {
		double[] random = { 0, 1, 0.5 };
		int[] next = { 0 };
		PeriodicCallback periodic = new PeriodicCallback(this::note, PERIOD, 0.4, this.loop,
				() -> random[next[0]++ % random.length]);
		periodic.start();
		runFor(40);

		assertThat(this.runs).containsExactly(8L, 20L, 30L, 38L);
	}

	@Test
	void goesOnAfterAnException() {
		PeriodicCallback periodic = new PeriodicCallback(() -> {
			note();
			throw new IllegalArgumentException("each time");
		}, PERIOD, this.loop);
		periodic.start();
		try (CapturedLog log = new CapturedLog()) {
			runFor(30);

			assertThat(log.messages(Level.ERROR)).hasSize(3);
		}
		assertThat(this.runs).containsExactly(10L, 20L, 30L);
	}

	@Test
	void stopsAndStartsAgain() {
		PeriodicCallback[] periodic = new PeriodicCallback[1];
		periodic[0] = new PeriodicCallback(() -> {
			note();
			periodic[0].stop();
		}, PERIOD, this.loop);
		periodic[0].start();
		periodic[0].start();
		runFor(30);
		assertThat(periodic[0].isRunning()).isFalse();
		periodic[0].start();
		assertThat(periodic[0].isRunning()).isTrue();
		runFor(30);

		assertThat(this.runs).containsExactly(10L, 40L);
		assertThat(this.loop.stats().timeouts()).isZero();
	}

	@Test
	void mayBeStartedAfreshByItsOwnCallback() {
		PeriodicCallback[] periodic = new PeriodicCallback[1];
		periodic[0] = new PeriodicCallback(() -> {
			note();
			periodic[0].stop();
			periodic[0].start();
		}, PERIOD, this.loop);
		periodic[0].start();
		runFor(30);

		assertThat(this.runs).containsExactly(10L, 20L, 30L);
		assertThat(this.loop.stats().timeouts()).isEqualTo(1);
	}

	@Test
	void refusesPeriodsAndJittersThatMeanNothing() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PeriodicCallback(this::note, Duration.ZERO, this.loop));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PeriodicCallback(this::note, PERIOD, Double.NaN, this.loop));
		assertThatIllegalArgumentException().isThrownBy(() -> new PeriodicCallback(this::note, PERIOD, 1.5, this.loop));
	}

	private void runFor(int millis) {
		long end = this.clock.nanoTime() + millis * 1_000_000L;
		while (this.clock.nanoTime() - end < 0) {
			this.clock.advance(Duration.ofMillis(1));
			this.loop.runOnce();
		}
	}

	private void note() {
		this.runs.add((this.clock.nanoTime() - this.start) / 1_000_000);
	}

	@Test
	void goesOnWhenAForeignThreadTriesToStopIt() {
		PeriodicCallback periodic = new PeriodicCallback(this::note, PERIOD, this.loop);
		this.loop.runOnce(); // the loop belongs to this thread from here on
		periodic.start();

		assertThatThrownBy(() -> CompletableFuture.runAsync(periodic::stop).join())
			.hasCauseInstanceOf(IllegalStateException.class);

		assertThat(periodic.isRunning()).isTrue();
	}

}
