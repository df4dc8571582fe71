/**
 * Stage 1 of 6: one thread, one selector. Waits for channels, deadlines and callbacks;
 * hands a ready channel to {@link io.jtornado.ioloop.IOHandler#handleEvents}. Start
 * reading at {@link io.jtornado.ioloop.IOLoop}, {@link io.jtornado.ioloop.IOHandler},
 * {@link io.jtornado.ioloop.PeriodicCallback}. Threading: everything here is confined to
 * the thread that runs the loop, save {@code addCallback} and {@code stop}.
 */
@NullMarked
package io.jtornado.ioloop;

import org.jspecify.annotations.NullMarked;
