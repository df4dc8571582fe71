package io.jtornado.web;

import java.util.concurrent.CompletionStage;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a handler does not answer in time ({@link RequestTimeout}): the
 * client gets an error page, or the end of the connection, and the handler is not waited
 * for any more.
 * <p>
 * <b>Threading:</b> as {@link Lifecycle}.
 */
final class Expiry {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Lifecycle lifecycle;

	private final long nanos; // of those that say nothing themselves; 0: none

	Expiry(Lifecycle lifecycle, long nanos) {
		this.lifecycle = lifecycle;
		this.nanos = nanos;
	}

	/** From now on the time counts; an answer that is made at once does not need that. */
	void watch(Answer answer) {
		long allowed = allowed(answer);
		if (allowed > 0) {
			answer.timer = new RequestTimer(this, answer, allowed);
		}
	}

	/** Who has all the time to answer has not all the time to begin. */
	private long allowed(Answer answer) {
		long own = answer.handlerClass().limits(answer.verb).timeoutNanos();
		return (own > 0 || (own == 0 && answer.prepared)) ? own : this.nanos;
	}

	/** What was to be waited for before the verb has come. */
	void handlePrepared(Answer answer) {
		answer.prepared = true;
		if (answer.timer != null && allowed(answer) == 0) {
			answer.timer.stop();
			answer.timer = null;
		}
	}

	/** The time is over. */
	void handle(Answer answer, RequestTimer timer) {
		if (answer.concluded() || answer.streamsEvents() || answer.request.detached()) {
			return;
		}
		if (answer.request.clientGone()) {
			return; // a worker is waited for, and then that is what its handler is told
		}
		if (answer.keptOpen != null) {
			timer.restart(); // it waits for news, which ends by itself
			return;
		}
		timer.expire();
		RequestStats.of(answer.request.ioLoop()).timedOutCount.increment();
		if (this.lifecycle.departure().mayEnd(answer)) {
			this.lifecycle.resume(answer, timer.failure(), () -> {
			});
		}
		else {
			answerFor(answer, timer.failure());
		}
		answer.state = Answer.State.DEAF;
	}

	/**
	 * The answer is a worker's, which knows nothing of this: another one takes its place.
	 */
	private void answerFor(Answer answer, HTTPException failure) {
		answer.error = failure;
		if (answer.headersWritten) {
			FailureLog.log(answer.request, failure);
			answer.request.abort();
		}
		else {
			this.lifecycle.failures().handle(answer.replacement(), failure);
		}
	}

	/** The worker is done; nobody has waited for that. */
	void verbReturned(Answer answer, @Nullable CompletionStage<?> stage, @Nullable Throwable failure) {
		if (failure != null) {
			LOGGER.debug("Nobody waits for this any more: {}", LogText.summary(answer.request), failure);
		}
		if (stage != null) {
			Departure.cancel(stage);
		}
		RequestObserver.Outcome outcome = RequestObserver.Outcome.FAILED;
		Answer sent = answer.replacement;
		if (sent != null) {
			answer.tellStatus(sent.status());
			answer.error = sent.error;
			outcome = (sent.outcome != null) ? sent.outcome : outcome;
		}
		this.lifecycle.conclude(answer, outcome);
	}

}
