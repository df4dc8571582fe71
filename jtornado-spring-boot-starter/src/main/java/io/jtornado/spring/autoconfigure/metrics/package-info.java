/**
 * Brings the meters of the engine and {@code http.server.requests} where there is
 * something that collects them. Start reading at
 * {@link io.jtornado.spring.autoconfigure.metrics.JTornadoMetricsAutoConfiguration}.
 */
@NullMarked
package io.jtornado.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
