package io.jtornado.ioloop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class IOLoopTimeoutTests {

	private final SteppedClock clock = new SteppedClock();

	private final IOLoop loop = new IOLoop(this.clock);

	private final List<String> ran = new ArrayList<>();

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void runsWhatIsDueInOrder() {
		this.loop.callLater(Duration.ofMillis(20), () -> this.ran.add("20"));
		this.loop.callLater(Duration.ofMillis(10), () -> this.ran.add("10"));
		this.loop.callLater(Duration.ofMillis(10), () -> this.ran.add("10 again"));

		assertThat(this.loop.runOnce()).isFalse();
		this.clock.advance(Duration.ofMillis(10));
		assertThat(this.loop.runOnce()).isTrue();
		assertThat(this.ran).containsExactly("10", "10 again");
		this.clock.advance(Duration.ofHours(1));
		this.loop.runOnce();
		assertThat(this.ran).containsExactly("10", "10 again", "20");
	}

	@Test
	void aRemovedTimeoutDoesNotRun() {
		io.jtornado.ioloop.Timeout timeout = this.loop.callLater(Duration.ZERO, () -> this.ran.add("never"));
		assertThat(this.loop.stats().timeouts()).isEqualTo(1);
		this.loop.removeTimeout(timeout);
		this.loop.removeTimeout(timeout);

		assertThat(this.loop.runOnce()).isFalse();
		assertThat(this.loop.stats().timeouts()).isZero();
	}

	@Test
	void aTimeoutArmedForNowByItselfWaitsForTheNextTurn() {
		Runnable[] again = new Runnable[1];
		again[0] = () -> {
			this.ran.add("run");
			this.loop.callLater(Duration.ZERO, again[0]);
		};
		this.loop.callLater(Duration.ZERO, again[0]);

		this.loop.runOnce();
		assertThat(this.ran).hasSize(1);
		this.loop.runOnce();
		assertThat(this.ran).hasSize(2);
	}

	@Test
	void aFiredTimeoutCanBeArmedAgain() {
		io.jtornado.ioloop.Timeout timeout = this.loop.callLater(Duration.ZERO, () -> this.ran.add("run"));
		this.loop.runOnce();
		this.loop.rearm(timeout, this.loop.now() + 5);
		this.loop.runOnce();
		assertThat(this.ran).hasSize(1);
		this.clock.advance(Duration.ofNanos(5));
		this.loop.runOnce();

		assertThat(this.ran).hasSize(2);
	}

	@Test
	void takesTheLongestDelayThereIs() {
		this.loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> this.ran.add("never"));
		this.loop.callLater(Duration.ofSeconds(-5), () -> this.ran.add("now"));
		this.loop.runOnce();

		assertThat(this.ran).containsExactly("now");
	}

	@Test
	void waitsForTheNextTimeoutWithoutSpinning() {
		IOLoop real = new IOLoop();
		real.callLater(Duration.ofNanos(30_500_000), real::stop);
		real.start();
		real.close();

		assertThat(real.stats().turns()).isLessThan(10);
	}

	@Test
	void nowStandsStillDuringATurn() {
		List<Long> times = new ArrayList<>();
		this.loop.addCallback(() -> {
			times.add(this.loop.now());
			this.clock.advance(Duration.ofSeconds(1));
			times.add(this.loop.now());
		});
		this.loop.runOnce();

		assertThat(times.get(0)).isEqualTo(times.get(1));
		assertThat(this.loop.now() - times.get(0)).isEqualTo(1_000_000_000L);
	}

	@Test
	void countsTurnsLagAndBusyTime() {
		this.loop.addCallback(() -> {
			this.clock.advance(Duration.ofMillis(300));
			assertThat(this.loop.stats().busyNanos()).isEqualTo(300_000_000L);
		});
		this.loop.runOnce();
		IOLoopStats stats = this.loop.stats();

		assertThat(stats.lagNanos()).isEqualTo(300_000_000L);
		assertThat(stats.maxLagNanos()).isEqualTo(300_000_000L);
		assertThat(stats.turns()).isEqualTo(2);
		assertThat(stats.failures()).isZero();
		this.clock.advance(Duration.ofMillis(300));
		assertThat(stats.busy()).isEqualTo(0.5);
		this.clock.advance(Duration.ofMillis(9700));
		assertThat(stats.maxLagNanos()).isEqualTo(150_000_000L);
	}

	@Test
	void busyForgetsWhatIsLongPast() {
		this.loop.addCallback(() -> this.clock.advance(Duration.ofSeconds(3)));
		this.loop.runOnce();
		assertThat(this.loop.stats().busy()).isEqualTo(1);
		for (int i = 0; i < 3; i++) {
			this.clock.advance(Duration.ofSeconds(1));
			this.loop.runOnce();
		}

		assertThat(this.loop.stats().busy()).isZero();
	}

}
