/**
 * The routes of {@link io.jtornado.bench.BenchServer} on other servers, each written as
 * its own documentation would have it, for comparison under load.
 */
@NullMarked
package io.jtornado.bench.peers;

import org.jspecify.annotations.NullMarked;
