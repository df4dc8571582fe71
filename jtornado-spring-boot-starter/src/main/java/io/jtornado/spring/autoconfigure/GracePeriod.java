package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * How long a server waits for the requests in flight when it stops: nearly as long as
 * Spring Boot waits for a phase of the shutdown, so that what is broken off is broken
 * off, counted and logged within the phase, before the next one begins.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class GracePeriod {

	private static final String PROPERTY = "spring.lifecycle.timeout-per-shutdown-phase";

	private static final Duration DEFAULT = Duration.ofSeconds(30);

	private static final Duration MOST_SPARED = Duration.ofMillis(500);

	private GracePeriod() {
	}

	/**
	 * Returns the period that an environment asks for.
	 * @param environment has the timeout of a phase, if it is not the default
	 * @return nothing or more
	 */
	public static Duration of(Environment environment) {
		Duration phase = Binder.get(environment).bind(PROPERTY, Duration.class).orElse(DEFAULT);
		if (phase.isNegative()) {
			return Duration.ZERO;
		}
		Duration bounded = (phase.compareTo(ValueRules.LONGEST) < 0) ? phase : ValueRules.LONGEST;
		Duration tenth = bounded.dividedBy(10);
		return bounded.minus((tenth.compareTo(MOST_SPARED) < 0) ? tenth : MOST_SPARED);
	}

}
