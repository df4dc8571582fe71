package io.jtornado.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has the body of a request handed to {@link RequestHandler#dataReceived} as it comes,
 * instead of gathered, or the parts of a form to a handler that is a
 * {@link PartListener}. Tornado's {@code stream_request_body}.
 * <p>
 * The handler is made when the head is complete, and everything up to
 * {@code prepareAsync} happens then, before the client is told to send the body and
 * before anything of it is read: {@code prepare} may set limits
 * ({@code request().setMaxBodySize}) or answer at once, and so may a wrong method or path
 * argument. The verb follows the last byte; {@code request().body()} is empty. An answer
 * that is complete earlier closes the connection, since the rest of the body is not read.
 * A request without a body is served as by any other handler. On a server that
 * decompresses requests the pieces are the content's, and so are the header fields.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StreamRequestBody {

}
