/**
 * Work that takes its time, and work that fails: asynchronous, blocking, throwing. Start
 * reading at {@code WaitHandler}.
 */
@NullMarked
package io.jtornado.sample.work;

import org.jspecify.annotations.NullMarked;
