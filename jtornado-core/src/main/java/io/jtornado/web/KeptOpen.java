package io.jtornado.web;

/**
 * What keeps an answer open when its verb has returned: a stream of events, or a wait for
 * news. A handler has one at a time.
 * <p>
 * <b>Threading:</b> confined to the request's loop.
 */
abstract class KeptOpen {

	/** Where it is in its {@link Roster}. */
	int place;

	/** The answer has ended, whoever has ended it. */
	abstract void handleEnd();

	/** The server drains: what has no end of its own ends now. */
	abstract void handleDrain();

	/** Takes over the answer of a handler that is on its loop. */
	final void keepOpen(Answer answer) {
		KeptOpen other = answer.keptOpen;
		if (other != null) {
			throw new IllegalStateException(
					(other instanceof EventStream) ? "The answer is a stream of events already: use that one"
							: "The handler waits already, once is all");
		}
		answer.checkNotFinished();
		answer.keptOpen = this;
		answer.application.lifecycle().watch(answer);
		answer.request.setDrainCallback(this::drain);
	}

	private void drain() {
		handleDrain();
	}

	/** The answer of a handler, to be taken over. */
	static Answer loopsAnswer(RequestHandler handler) {
		Answer answer = handler.owned();
		if (!answer.onLoop() || answer.blockingCall != null) {
			throw new IllegalStateException("A @Blocking verb has its answer for itself alone: do what blocks in"
					+ " prepareAsync, or in a stage with thenAcceptAsync(..., request().ioLoop()) behind it,"
					+ " and this in a verb that is not @Blocking");
		}
		return answer;
	}

}
