/**
 * Micrometer meters and observations made from the counters and listeners of the engine.
 * Start reading at {@code JTornadoMetrics}.
 */
@NullMarked
package io.jtornado.spring.metrics;

import org.jspecify.annotations.NullMarked;
