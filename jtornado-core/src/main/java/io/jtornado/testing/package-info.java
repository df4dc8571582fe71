/**
 * What a test puts under and around the stages: a manual clock, a loop that runs until it
 * has nothing to do, a transport in memory that can be mean, a connection of text in and
 * text out. For the tests of users as well as ours. Start reading at {@code ManualClock},
 * {@code TestLoop}, {@code MemoryTransport}, {@code TestConnection}.
 * <p>
 * <b>Threading:</b> everything runs on the thread of the test.
 */
@NullMarked
package io.jtornado.testing;

import org.jspecify.annotations.NullMarked;
