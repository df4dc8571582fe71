/**
 * Brings Actuator's web endpoints to the engine where no other web stack serves them.
 * Start reading at
 * {@link io.jtornado.spring.autoconfigure.actuate.JTornadoActuatorAutoConfiguration}.
 */
@NullMarked
package io.jtornado.spring.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
