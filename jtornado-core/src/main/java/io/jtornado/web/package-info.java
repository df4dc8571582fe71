/**
 * Stage 5 of 6: routing and handlers. Receives an {@code HTTPRequest} in
 * {@code Application.handle}; finds the first {@code URLSpec} that matches and runs a
 * fresh {@code RequestHandler} through prepare, the verb and onFinish. Start reading at
 * {@code Application}, {@code URLSpec}, {@code RequestHandler}.
 * <p>
 * <b>Threading:</b> a handler is confined to its request's IOLoop, except while a
 * {@code @Blocking} verb runs, when it belongs to the worker.
 */
@NullMarked
package io.jtornado.web;

import org.jspecify.annotations.NullMarked;
