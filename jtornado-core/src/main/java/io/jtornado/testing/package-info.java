/**
 * What a test puts under and around the stages: a manual clock, a loop that runs until it
 * has nothing to do, a transport in memory that can be mean. For the tests of users as
 * well as ours. Start reading at {@code ManualClock}, {@code TestLoop},
 * {@code MemoryTransport}. Threading: everything runs on the thread of the test.
 */
@NullMarked
package io.jtornado.testing;

import org.jspecify.annotations.NullMarked;
