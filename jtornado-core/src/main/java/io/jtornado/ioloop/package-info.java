/**
 * Stage 1 of 6: the event loop. Receives readiness from a Selector, callbacks and
 * timeouts; hands events to {@code IOHandler.handleEvents}, which the stages above
 * implement. Start reading at {@code IOLoop}, {@code Timeout}, {@code IOLoopGroup}.
 * <p>
 * <b>Threading:</b> a loop is confined to the thread that runs it; only
 * {@code addCallback} and {@code stop} may be called from others. Threads are started
 * here and nowhere else.
 */
@NullMarked
package io.jtornado.ioloop;

import org.jspecify.annotations.NullMarked;
