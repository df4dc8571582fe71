package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Serves nobody whom {@link RequestHandler#currentUser()} does not know: GET and HEAD are
 * redirected to {@link RequestHandler#loginUrl()}, other methods are answered 403. That
 * is decided after {@code prepare} and {@code prepareAsync}, and before the verb and any
 * body that is {@linkplain StreamRequestBody streamed}. Tornado's {@code authenticated}.
 * <p>
 * The login URL gets the argument {@code next}, which {@link RequestHandler#nextUrl}
 * reads: the URI that was asked for, in full if the login URL is. A login URL with a
 * query of its own gets none, as in Tornado.
 * <p>
 * On a class it holds for all verbs that are written down, those of subclasses included;
 * OPTIONS that is only derived stays open, since it tells no more than {@code Allow}. On
 * a verb method it holds for that method, and for a HEAD that is derived from it, but not
 * for one that overrides it. On an interface, or a verb of one, it holds for the handlers
 * that implement it, and on an annotation for whatever has that. On any other method, and
 * on a class without verbs, it fails at start-up.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface Authenticated {

}
