/**
 * Actuator's web endpoints answered by the engine itself, without another web stack:
 * {@link io.jtornado.spring.actuate.ActuatorEndpoints} turns what Actuator discovered
 * into URLSpecs, {@link io.jtornado.spring.actuate.ManagementServer} serves them on a
 * port of their own.
 * <p>
 * <b>Threading:</b> handlers run on the loop of their connection, operations always on
 * {@link io.jtornado.spring.actuate.EndpointExecutor}.
 */
@NullMarked
package io.jtornado.spring.actuate;

import org.jspecify.annotations.NullMarked;
