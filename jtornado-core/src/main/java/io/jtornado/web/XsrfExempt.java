package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Requests to this handler class need no XSRF token though those to others do. For
 * clients that are no browsers, and which the handler does not tell apart by cookies: a
 * web hook that is signed, an interface with keys in a header field. In Tornado such a
 * handler overrides {@code check_xsrf_cookie}.
 * <p>
 * The annotation is inherited: subclasses are exempt, too, and cannot take it back. Keep
 * it off classes that others with cookies extend.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface XsrfExempt {

}
