package io.jtornado.web;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What serves the requests of a spec.
 *
 * @param handlerClass the class, bound
 * @param factory makes one handler for each request
 * @param purpose what the handlers are made for, where the class does not say it; else
 * null
 */
record HandlerTarget(HandlerClass handlerClass, Supplier<? extends RequestHandler> factory, @Nullable String purpose) {

}
