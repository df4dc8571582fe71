package io.jtornado.httpserver;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TimeoutsTests {

	@Test
	void refusesATimeThatNoClockCanCount() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Timeouts.DEFAULTS.withIdle(Duration.ofSeconds(Long.MAX_VALUE)))
			.withMessageContaining("year");
		assertThatIllegalArgumentException().isThrownBy(() -> Timeouts.DEFAULTS.withWrite(Duration.ZERO));
	}

	@Test
	void changesOneTimeAndLeavesTheOthers() {
		Timeouts timeouts = Timeouts.DEFAULTS.withHalfClose(Duration.ofSeconds(1)).withMinBodyRate(7);

		assertThat(timeouts).isEqualTo(new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(60),
				Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(1), 7));
	}

}
