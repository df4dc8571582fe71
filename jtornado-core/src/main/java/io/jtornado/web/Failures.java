package io.jtornado.web;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of exceptions on the way through a handler: they are unwrapped, logged by
 * the handler, and answered.
 * <p>
 * <b>Threading:</b> as {@link Lifecycle}.
 */
final class Failures {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Lifecycle lifecycle;

	private final @Nullable Interceptors interceptors;

	Failures(Lifecycle lifecycle) {
		this.lifecycle = lifecycle;
		this.interceptors = lifecycle.interceptors();
	}

	/** Answers with an error page, or breaks the answer off if its head has left. */
	void handle(Answer answer, Throwable thrown) {
		Throwable failure = cause(thrown);
		if (failure instanceof IOException && answer.request.clientGone() && answer.hasHandler()) {
			// A flush is what told us first: nothing is broken here.
			this.lifecycle.departure().handle(answer);
		}
		if (answer.state == Answer.State.DEAF) {
			LOGGER.debug("Nobody waits for this any more: {}", LogText.summary(answer.request), failure);
			return;
		}
		if (!answer.hasHandler()) {
			answer.attach(new ErrorHandler(500));
		}
		if (!answer.concluded()) {
			failure = note(answer, failure);
		}
		try {
			answer.handler().logException(failure);
		}
		catch (Throwable ex) {
			LOGGER.error("logException failed: {}", LogText.summary(answer.request), ex);
		}
		if (answer.isOpen()) {
			this.lifecycle.errors().send(answer, statusOf(failure), failure);
		}
		stopWaiting(answer);
	}

	/** What fails behind the end of a request is nobody's but the log's. */
	private Throwable note(Answer answer, Throwable thrown) {
		Throwable failure = (this.interceptors != null) ? cause(this.interceptors.error(answer, thrown)) : thrown;
		if (answer.error == null) {
			answer.error = failure;
		}
		return failure;
	}

	/** What was waited for when something else failed is not needed any more. */
	private static void stopWaiting(Answer answer) {
		CompletionStage<?> pending = answer.pending;
		if (pending != null && !answer.isOpen()) {
			answer.pending = null;
			Departure.cancel(pending);
		}
	}

	private static Throwable cause(Throwable thrown) {
		Throwable failure = thrown;
		while ((failure instanceof CompletionException || failure instanceof ExecutionException)
				&& failure.getCause() != null) {
			failure = failure.getCause();
		}
		return failure;
	}

	private static int statusOf(Throwable failure) {
		return (failure instanceof HTTPException http) ? http.status() : 500;
	}

}
