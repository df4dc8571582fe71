package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Serves one request. Subclasses declare methods named {@code get}, {@code head},
 * {@code post}, {@code put}, {@code patch}, {@code delete} or {@code options}, of any
 * visibility, whose parameters are the groups of the pattern in their order. In the order
 * in which they are called:
 *
 * <pre>
 * constructor, setDefaultHeaders, initialize, prepare, prepareAsync, (dataReceived,) the verb, onFinish
 * </pre>
 *
 * An exception in any of them becomes an error page by {@link #writeError}. What a verb
 * returns is written last: a String as {@code text/plain}, bytes as
 * {@code application/octet-stream}, anything else as JSON, each unless Content-Type was
 * set; null means 404 for GET and HEAD, else 204. A {@link CompletionStage} of these
 * keeps the request open until it completes. A {@link View} is rendered. A verb that
 * returns nothing has answered with what it wrote. HEAD, OPTIONS and {@code Allow} follow
 * from the other verbs.
 * <p>
 * Unlike Tornado, the request is not there yet in the constructor.
 * <p>
 * <b>Threading:</b> confined to the request's loop, and while a {@link Blocking} verb
 * runs, to its worker. From any other thread, what would change the answer throws
 * IllegalStateException; complete the returned stage there instead.
 */
public abstract class RequestHandler extends HandlerViews {

	private static final HTTPHeaders DEFAULT_HEADERS = HTTPHeaders.of("X-Content-Type-Options", "nosniff");

	/**
	 * Sets header fields that error pages have too; called before {@link #initialize},
	 * and again when an error page begins. Tornado's {@code set_default_headers}.
	 */
	protected void setDefaultHeaders() {
	}

	/**
	 * Called before anything is known to be right with the request: its method may not be
	 * served, its path arguments may not decode.
	 * <p>
	 * Unlike Tornado, what it throws becomes an error page, as everywhere else.
	 */
	protected void initialize() {
	}

	/**
	 * Called before the verb, whichever it is. Finishing the answer here skips the verb.
	 */
	protected void prepare() {
	}

	/**
	 * Asynchronous twin of {@link #prepare}, called after it.
	 * @return a stage that the verb waits for; null for nothing to wait for
	 */
	protected @Nullable CompletionStage<?> prepareAsync() {
		return null;
	}

	/**
	 * Takes a part of the body of a request to a {@link StreamRequestBody} handler, after
	 * {@link #prepareAsync} and before the verb. An exception, or a stage that fails,
	 * becomes an error page. The answer may be finished here; either way the rest of the
	 * body is not read then. Tornado's {@code data_received}.
	 * @param chunk at least one byte; read-only, and valid until this returns or, if it
	 * returns a stage, until that completes
	 * @return a stage, completed on any thread, before which nothing more is read, so
	 * that the client has to wait; null to go on at once
	 */
	protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
		throw new UnsupportedOperationException("A @StreamRequestBody handler overrides dataReceived");
	}

	/**
	 * Called once, after the answer was handed over, broken off, or nobody was left to
	 * take it. What it throws is logged.
	 */
	protected void onFinish() {
	}

	/**
	 * Called once if the client leaves before the answer is finished, but not before a
	 * {@link Blocking} verb that runs has returned. What is written from here on is
	 * dropped, the stage that was returned is cancelled, and {@link #onFinish} follows.
	 * What it throws is logged.
	 * <p>
	 * Unlike Tornado, a handler that never resumes gets its {@code onFinish} too.
	 */
	protected void onConnectionClose() {
	}

	/**
	 * Writes an error page: the application's, or a plain one, or for clients that like
	 * JSON better {@code application/problem+json}. Header fields and body were reset
	 * before; cookies set by the handler stay, as in Tornado.
	 * @param status the status, set already
	 * @param error what led here; null after {@link #sendError}
	 */
	protected void writeError(int status, @Nullable Throwable error) {
		application().errorPages().write(owned(), status, error);
	}

	/**
	 * Logs what a handler's method threw: an HTTPException's message in one line,
	 * anything else with its stack.
	 * @param failure what was thrown
	 */
	protected void logException(Throwable failure) {
		FailureLog.log(request(), failure);
	}

	/**
	 * Computes the entity tag of a buffered answer: SHA-1 of the body, in quotes. Called
	 * for answers with status 200 to GET and HEAD that have no Etag field.
	 * <p>
	 * Unlike Tornado, not for answers above the application's {@code etagMaxSize}.
	 * @return the tag, with its quotes; null for none
	 */
	protected @Nullable String computeEtag() {
		Answer answer = owned();
		return EntityTagDigest.of(answer.request.ioLoop()).tag(answer.body(), answer.bodyLength());
	}

	/** The verb of a handler that has others, but none for OPTIONS. */
	void answerOptions() {
		setStatus(204);
		setHeader("Allow", answer().allow());
	}

	/** Begins the header of an answer, at first or anew. */
	void resetHeaders() {
		Answer answer = owned();
		answer.headers.setAll(DEFAULT_HEADERS);
		setDefaultHeaders();
	}

}
