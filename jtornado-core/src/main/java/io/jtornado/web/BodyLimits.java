package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the requests to a handler class, or to one of its verb methods, may have of a
 * body, where that is not what the server allows in general: less, or more. The
 * annotation of a method goes before that of its class, as a whole. How long the answer
 * may take is {@link RequestTimeout}'s.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface BodyLimits {

	/**
	 * The most bytes of a body; beyond it the client gets a 413. One that is not
	 * {@linkplain StreamRequestBody streamed} has at most 2147483639 anyway.
	 * @return bytes, 0 and up; -1 for the server's {@code max-body-size}
	 */
	long maxSize() default -1;

	/**
	 * How long the next byte of a body may take to come; the client gets a 408 then.
	 * @return seconds, 1 and up; 0 for the server's {@code body-timeout}
	 */
	int timeout() default 0;

}
