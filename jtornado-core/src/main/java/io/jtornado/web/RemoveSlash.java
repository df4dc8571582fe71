package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Serves paths that do not end with a slash, and {@code /}: from another one, GET and
 * HEAD are redirected for good (301) to the path without the slashes at its end, query
 * included, and other methods are answered 404. For patterns that match both, such as
 * {@code /pages/?}; where nothing could match the path without slashes, it fails at
 * start-up. Tornado's {@code removeslash}.
 * <p>
 * Unlike Tornado, a path that browsers would take for another host, as that of
 * {@code //evil.example/}, is answered 404.
 * <p>
 * It holds where {@link Authenticated} would, and is looked at before that.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface RemoveSlash {

}
