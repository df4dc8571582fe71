package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long requests to a handler class, or to one of its verb methods, may take, where
 * that is not what the application allows in general
 * ({@link ApplicationSettings#requestTimeout}). The annotation of a method goes before
 * that of its class, and both go before those of an interface: first of its method with
 * the same parameters, then its own.
 * <p>
 * The time runs from when the handler is made until its answer is finished; with
 * {@link StreamRequestBody} that includes the body. When it is over the client gets a
 * 503, or if the head of the answer has left, the connection is broken; the stage that is
 * waited for is cancelled, and what the handler writes from then on is dropped. A
 * {@link Blocking} verb that runs is not interrupted: its {@code onFinish} comes when it
 * has returned. An {@link EventStream} and a detached connection have all the time in the
 * world; the time in which a handler waits for news by {@link Waiters} does not count,
 * and begins anew behind it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface RequestTimeout {

	/**
	 * The time.
	 * @return seconds, 1 and up; 0 for none to answer in: what is waited for before the
	 * verb, or before the body with {@link StreamRequestBody}, has the application's time
	 */
	int value();

}
