package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Serves paths that end with a slash: from one without it, GET and HEAD are redirected
 * there for good (301), query included, and other methods are answered 404. For patterns
 * that match both, such as {@code /pages/?}; where nothing could match the path with a
 * slash, it fails at start-up. Tornado's {@code addslash}.
 * <p>
 * Unlike Tornado, a path that browsers would take for another host, as that of
 * {@code //evil.example}, is answered 404.
 * <p>
 * It holds where {@link Authenticated} would, and is looked at before that.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface AddSlash {

}
