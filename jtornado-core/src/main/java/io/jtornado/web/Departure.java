package io.jtornado.web;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;

/**
 * What happens when a client goes before its answer is complete: the handler is told,
 * what it waits for is cancelled, and the request ends.
 * <p>
 * <b>Threading:</b> as {@link Lifecycle}.
 */
final class Departure {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Lifecycle lifecycle;

	private final Application application;

	private final Expiry expiry;

	Departure(Lifecycle lifecycle, Application application) {
		this.lifecycle = lifecycle;
		this.application = application;
		this.expiry = lifecycle.expiry();
	}

	/**
	 * From now on it is noticed, and so is an {@link Expiry}; an answer that is made at
	 * once does not need that, and what a handler does behind its answer is its own.
	 */
	void watch(Answer answer) {
		if (answer.closeWatched || answer.concluded()) {
			return;
		}
		answer.closeWatched = true;
		answer.request.setCloseCallback(() -> handle(answer));
		this.expiry.watch(answer);
	}

	/** The client has gone. */
	void handle(Answer answer) {
		if (answer.concluded() || !mayEnd(answer)) {
			return;
		}
		leave(answer, outcome(answer.request));
	}

	/** Who has left: the client, or the handler that has broken off its answer. */
	static RequestObserver.Outcome outcome(HTTPRequest request) {
		return request.aborted() ? RequestObserver.Outcome.FAILED : RequestObserver.Outcome.CLIENT_GONE;
	}

	/** The handler learns that nobody waits for its answer any more. */
	void leave(Answer answer, RequestObserver.Outcome outcome) {
		answer.state = Answer.State.DEAF;
		answer.dropBody();
		try (RequestObserver.Scope scope = answer.openScope()) {
			answer.handler().onConnectionClose();
		}
		catch (Throwable ex) {
			LOGGER.error("onConnectionClose failed: {}", LogText.summary(answer.request), ex);
		}
		if (answer.pending != null) {
			cancel(answer.pending);
		}
		this.lifecycle.conclude(answer, outcome);
	}

	/**
	 * While a @Blocking verb runs, its end is waited for; one that has not begun never
	 * will.
	 */
	boolean mayEnd(Answer answer) {
		WorkQueue calls = this.application.blockingCalls();
		BlockingCall call = answer.blockingCall;
		if (call != null && calls != null && calls.withdraw(call)) {
			answer.blockingCall = null;
		}
		return answer.blockingCall == null;
	}

	static void cancel(CompletionStage<?> stage) {
		try {
			if (stage instanceof Future<?> future) {
				future.cancel(true);
			}
		}
		catch (Throwable ex) { // it may be any class's; onFinish comes all the same
			LOGGER.debug("A stage cannot be cancelled", ex);
		}
	}

}
