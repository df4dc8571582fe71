package io.jtornado.ioloop;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpinGuardTests {

	private final SteppedClock clock = new SteppedClock();

	private final SpinGuard guard = new SpinGuard(this.clock);

	@Test
	void noticesPollsThatReturnAtOnceWithNothing() {
		for (int i = 0; i < SpinGuard.POLLS; i++) {
			assertThat(this.guard.spins(true)).isFalse();
		}

		assertThat(this.guard.spins(true)).isTrue();
		assertThat(this.guard.spins(true)).isFalse();
	}

	@Test
	void anEventInBetweenBeginsTheCountAgain() {
		for (int i = 0; i < 3 * SpinGuard.POLLS; i++) {
			assertThat(this.guard.spins(i % 500 != 0)).isFalse();
		}
	}

	@Test
	void pollsThatTrulyWaitAreInOrder() {
		for (int i = 0; i < 3 * SpinGuard.POLLS; i++) {
			assertThat(this.guard.spins(true)).isFalse();
			this.clock.advance(Duration.ofMillis(1));
		}
	}

}
