/**
 * Actuator endpoints answered by the engine itself, without another web stack. Start
 * reading at the auto-configuration that brings them, in {@code autoconfigure}.
 */
@NullMarked
package io.jtornado.spring.actuate;

import org.jspecify.annotations.NullMarked;
