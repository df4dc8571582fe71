/**
 * What the engine does, as Micrometer sees it:
 * {@link io.jtornado.spring.metrics.JTornadoMetrics} for connections, buffers and loops,
 * {@link io.jtornado.spring.metrics.RequestTimers} or
 * {@link io.jtornado.spring.metrics.RequestObservations} for
 * {@code http.server.requests}.
 * <p>
 * <b>Threading:</b> loops write counters, registries read them; nothing here makes a loop
 * wait.
 */
@NullMarked
package io.jtornado.spring.metrics;

import org.jspecify.annotations.NullMarked;
