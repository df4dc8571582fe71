package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code get} of which there is no HEAD, because it is no page but the way into
 * another protocol: HEAD is a 405, and {@code Allow} does not name it. Without this a
 * handler with {@code get} serves HEAD, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WithoutHead {

}
