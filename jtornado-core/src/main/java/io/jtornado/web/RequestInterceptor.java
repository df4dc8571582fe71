package io.jtornado.web;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Stands between an {@link Application} and all of its handlers: for what they have in
 * common and should not have to inherit, such as authentication, tracing or header
 * fields. For one request, and in this order:
 *
 * <pre>
 * handler made and initialized -> {@link #before} ... -> method, path arguments, XSRF token, prepare, verb
 *   -> {@link #after} -> the head leaves -> onFinish -> {@link #finished}
 * </pre>
 *
 * An exception anywhere on the way goes past {@link #error}, and the error page that
 * comes of it past {@link #after}.
 * <p>
 * Interceptors are asked in the order in which the application has them on the way in,
 * and in the reverse order on the way out. On the way out all of them are asked, also
 * those whose {@code before} was not called because another one had finished the answer,
 * or because the handler's constructor failed. Requests that match no spec pass as well;
 * the handler is the default handler then. What the server refuses or the client breaks
 * off before there is a handler does not pass, nor does the head of a protocol that took
 * over by {@link io.jtornado.httpserver.HTTPRequest#detach()}.
 * <p>
 * <b>Threading:</b> one object for all requests, called on all loops at a time, each
 * request on its own loop; it must not block. What belongs to one request is kept
 * elsewhere, such as in a map by its handler, and taken away in {@link #finished}.
 */
public interface RequestInterceptor {

	/**
	 * Called when there is a handler, before anything is looked at: its method may not be
	 * served, and if its {@code initialize} has failed, that is answered afterwards. Path
	 * arguments are decoded, if they can be. It may set header fields, which an error
	 * page drops again, and may finish the answer: then neither a further interceptor nor
	 * the handler is called. What it throws becomes an error page. With
	 * {@link StreamRequestBody} it is called at the request's head, without a byte of the
	 * body.
	 * @param handler the handler, open
	 * @return a stage, completed on any thread, that the request waits for, as
	 * {@link RequestHandler#prepareAsync} returns it; it is cancelled if the client
	 * leaves. Null for nothing to wait for
	 */
	default @Nullable CompletionStage<?> before(RequestHandler handler) {
		return null;
	}

	/**
	 * Called when the head of the answer is about to leave, be it an error page, a 304 or
	 * the first flush of a stream: last chance to add header fields and cookies, or to
	 * change the status. For an answer whose body is known it is called before entity tag
	 * and length are made of that. What it throws becomes an error page, for which it is
	 * called again; what it throws then is logged.
	 * @param handler the handler, with the answer as it is; one that failed while it was
	 * made is replaced by an {@link ErrorHandler}, and so is one whose {@link Blocking}
	 * verb still runs when its {@link RequestTimeout} is over
	 */
	default void after(RequestHandler handler) {
	}

	/**
	 * Called with what a handler or an interceptor has thrown, before that is logged and
	 * answered. Not for {@link RequestHandler#sendError}, and not when the request has
	 * ended, or nobody waits for the answer any more. What it throws itself is logged.
	 * @param handler the handler, or an {@link ErrorHandler} as for {@link #after}
	 * @param failure what was thrown, or made of it by the interceptors before
	 * @return what is to be logged and answered instead, such as an {@link HTTPException}
	 * for one of the program's own; the failure itself to leave it so
	 */
	default Throwable error(RequestHandler handler, Throwable failure) {
		return failure;
	}

	/**
	 * Called once for each request, after {@link RequestHandler#onFinish}. What it throws
	 * is logged.
	 * @param handler the handler, with status, error and {@link RequestHandler#outcome()}
	 * @param outcome how the request has ended
	 */
	default void finished(RequestHandler handler, RequestObserver.Outcome outcome) {
	}

}
