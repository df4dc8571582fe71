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
		long own = answer.handlerClass().limits(answer.verb).timeoutNanos();
		long allowed = (own >= 0) ? own : this.nanos;
		if (allowed > 0) {
			answer.timer = new RequestTimer(this, answer, allowed);
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
			Answer page = answer.errorPage();
			this.lifecycle.failures().handle(page, failure);
			if (page.coding != null) {
				page.coding.handleEnd();
			}
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
		if (answer.headersWritten) {
			this.lifecycle.conclude(answer, RequestObserver.Outcome.FAILED);
			return;
		}
		answer.setStatus(503, null);
		this.lifecycle.conclude(answer, RequestObserver.Outcome.COMPLETED);
	}

}
