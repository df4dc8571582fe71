package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a verb method on the application's executor instead of the loop, so that it may
 * block. On a class: all its verb methods.
 * <p>
 * While the method runs, its handler belongs to that worker: setters and {@code write}
 * change the unsent response, {@code flush}, {@code finish}, {@code redirect} and
 * {@code sendError} are carried out on the loop while the worker waits, and
 * {@code onConnectionClose} waits for the method to end. {@code prepare},
 * {@code writeError} and {@code onFinish} run on the loop as always.
 * <p>
 * Unlike Tornado, where such a method is a coroutine that awaits {@code run_in_executor}.
 * <p>
 * <b>Threading:</b> the verb runs on a worker, everything else of the handler on its
 * request's loop.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Blocking {

}
