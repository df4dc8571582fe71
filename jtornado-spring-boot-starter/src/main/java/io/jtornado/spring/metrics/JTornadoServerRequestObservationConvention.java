package io.jtornado.spring.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How requests are named and tagged when they are observed. A bean of this type replaces
 * {@link DefaultJTornadoServerRequestObservationConvention}.
 * <p>
 * <b>Threading:</b> called on the loop of the request.
 */
public interface JTornadoServerRequestObservationConvention
		extends ObservationConvention<JTornadoServerRequestObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof JTornadoServerRequestObservationContext;
	}

}
