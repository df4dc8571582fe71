package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a verb method on the application's executor instead of the loop, so that it may
 * block. On a class: all its verb methods. On an interface, or a verb of one, it holds
 * for the handlers that implement it, and on an annotation for whatever has that; so do
 * all annotations of handlers. A verb that is final in a superclass, as that of a
 * WebSocket, stays on the loop: there the annotation of a class fails at start-up.
 * <p>
 * While the method runs, its handler belongs to that worker: setters and {@code write}
 * change the unsent response, {@code flush}, {@code finish}, {@code redirect} and
 * {@code sendError} are carried out on the loop while the worker waits, and
 * {@code onConnectionClose} waits for the method to end. {@code prepare},
 * {@code writeError} and {@code onFinish} run on the loop as always.
 * <p>
 * What is written without a flush is gathered up to 64 KiB, and leaves with its length
 * when the method returns; a single piece may be longer. A write beyond that flushes what
 * was gathered before: the head leaves, the worker waits while the client is slow, and a
 * client that has gone ends the method as it does in {@code flush}. So a method can write
 * for ever.
 * <p>
 * Unlike Tornado, where such a method is a coroutine that awaits {@code run_in_executor}.
 * <p>
 * <b>Threading:</b> the verb runs on a worker, everything else of the handler on its
 * request's loop.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Blocking {

}
