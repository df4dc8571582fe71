package io.jtornado.spring.metrics;

import org.jspecify.annotations.Nullable;

/**
 * A handler that serves several patterns under one URLSpec and says which of them a
 * request was for, as the value of the tag {@code uri}.
 * <p>
 * <b>Threading:</b> called on the loop of the request, when it is finished.
 */
@FunctionalInterface
public interface ObservedPattern {

	/**
	 * Return the pattern; of a closed set, never made from the request's own path.
	 * @return the pattern, or {@code null} if the path matched none
	 */
	@Nullable String observedPattern();

}
