/**
 * For the tests of users as well as ours. Handlers are tested by {@code TestClient}:
 * {@code client.fetch("GET", "/users/1")} goes through the whole stack, in memory or on a
 * free port. Below it is what a test puts under and around the stages: a manual clock, a
 * loop that runs until it has nothing to do, a transport in memory that can be mean, a
 * connection of text in and text out. Start reading at {@code TestClient}, then
 * {@code TestExchange}; at {@code ManualClock}, {@code TestLoop},
 * {@code MemoryTransport}, {@code TestConnection} for what is below.
 * <p>
 * <b>Threading:</b> everything runs on the thread of the test, but for a server that
 * listens.
 */
@NullMarked
package io.jtornado.testing;

import org.jspecify.annotations.NullMarked;
