package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

/**
 * Refuses values, naming the key that they came from and what it may be set to.
 */
final class ValueRules {

	/** Longer is no timeout for the core; a few hundred years overflow nanoseconds. */
	static final Duration LONGEST = Duration.ofDays(366);

	private final Errors errors;

	ValueRules(Errors errors) {
		this.errors = errors;
	}

	void within(String field, @Nullable Number value, long least, long most) {
		if (value == null || (value.longValue() >= least && value.longValue() <= most)) {
			return;
		}
		reject(field, (most < Integer.MAX_VALUE) ? "must be from " + least + " to " + most
				: "must be at least " + least + ((most == Integer.MAX_VALUE) ? " and at most " + most : ""));
	}

	void reject(String field, String message) {
		this.errors.rejectValue(field, "jtornado.range", message);
	}

	/** Refuses several values together, none of which is shown. */
	void reject(String message) {
		this.errors.reject("jtornado.together", message);
	}

}
