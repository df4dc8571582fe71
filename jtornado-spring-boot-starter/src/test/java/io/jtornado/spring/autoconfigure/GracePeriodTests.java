package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class GracePeriodTests {

	@ParameterizedTest
	@CsvSource({ ",PT29.5S", "30s,PT29.5S", "100ms,PT0.09S", "1000,PT0.9S", "0s,PT0S", "-1s,PT0S",
			"200000d,PT8783H59M59.5S" })
	void endsWithinThePhase(@Nullable String phase, Duration expected) {
		MockEnvironment environment = new MockEnvironment();
		if (phase != null) {
			environment.setProperty("spring.lifecycle.timeout-per-shutdown-phase", phase);
		}

		assertThat(GracePeriod.of(environment)).isEqualTo(expected);
	}

}
