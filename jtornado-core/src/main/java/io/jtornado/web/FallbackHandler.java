package io.jtornado.web;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.RequestCallback;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests on to somebody who answers them at the level of the server: a callback
 * written by hand, or another {@link Application}.
 *
 * <pre>{@code
 * url("/legacy/.*", FallbackHandler.class, () -> new FallbackHandler(legacy))
 * }</pre>
 *
 * All methods are handed on, and requests with a body at their head, so that the callback
 * can have it streamed. The callback answers the request, now or later; when that has
 * ended, it is logged and observed as that of any handler, unless an application that
 * keeps an access log has answered. What the callback throws becomes an error page.
 * Interceptors are asked before, without a byte of the body, and about the end, but not
 * about the head of what the callback answers; XSRF tokens are the callback's matter. A
 * {@link RequestTimeout} ends where the request is handed on.
 * <p>
 * For another application {@link Application.Builder#mount} is mostly better: what it
 * does not know goes on to the next route there.
 * <p>
 * <b>Threading:</b> as any {@link RequestHandler}.
 */
@XsrfExempt
public final class FallbackHandler extends RequestHandler {

	private final RequestCallback fallback;

	private final CompletableFuture<@Nullable Void> handed = new CompletableFuture<>();

	/**
	 * Creates the handler.
	 * @param fallback who answers
	 */
	public FallbackHandler(RequestCallback fallback) {
		this.fallback = Objects.requireNonNull(fallback);
	}

	/**
	 * Completes when the request has been handed on, and not if it is answered before.
	 */
	CompletionStage<?> handed() {
		return this.handed;
	}

	/** Hands the request on, before its method is looked at. */
	void handOn() {
		Answer answer = owned();
		answer.request.setCloseCallback(null); // end() tells it
		if (answer.timer != null) {
			answer.timer.stop();
		}
		answer.loggedByOthers = this.fallback instanceof Application other && other.logsAccess();
		HandedOn waiting = answer.application.handedOn();
		if (answer.bodyComes && waiting != null) {
			waiting.add(answer.request, this);
		}
		answer.request.addEndCallback(() -> end(answer));
		handOn(answer, answer.bodyComes ? this.fallback::handleHead : this.fallback::handle);
		this.handed.complete(null);
	}

	/** The body has come. */
	void goOn() {
		Answer answer = owned();
		answer.application.lifecycle().resume(answer, null, () -> handOn(answer, this.fallback::handle));
	}

	private static void handOn(Answer answer, Consumer<HTTPRequest> callback) {
		answer.state = Answer.State.FINISHED; // as far as handlers can see
		try {
			callback.accept(answer.request);
		}
		catch (Throwable ex) {
			if (!answer.request.finished()) {
				takeBack(answer);
			}
			throw ex;
		}
	}

	/** For an error page, or if it is too late for that, to be broken off. */
	private static void takeBack(Answer answer) {
		answer.state = Answer.State.OPEN;
		answer.headersWritten = answer.request.headersWritten();
		if (answer.headersWritten) {
			answer.tellStatus(answer.request.status());
		}
		else {
			answer.loggedByOthers = false;
		}
	}

	/** The answer has ended, whoever has made it. */
	private void end(Answer answer) {
		HTTPRequest request = answer.request;
		if (request.status() > 0) {
			answer.tellStatus(request.status());
		}
		answer.state = Answer.State.FINISHED;
		boolean gone = request.clientGone();
		answer.application.lifecycle()
			.conclude(answer, gone ? Departure.outcome(request) : RequestObserver.Outcome.COMPLETED);
	}

	/** Is there since a handler class has a verb; the request has been handed on. */
	void get(String... groups) {
	}

}
