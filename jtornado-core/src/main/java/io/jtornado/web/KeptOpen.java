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

	/**
	 * Takes over the answer of a handler that is on its loop. If nobody listens any more
	 * there is nothing to keep open, and nobody will tell of the end.
	 * @return whether somebody listens
	 */
	final boolean keepOpen(Answer answer) {
		KeptOpen other = answer.keptOpen;
		if (other != null) {
			throw new IllegalStateException(
					(other instanceof EventStream) ? "The answer is a stream of events already: use that one"
							: "The handler waits already, once is all");
		}
		answer.checkNotFinished();
		if (answer.isOpen()) {
			answer.application.lifecycle().departure().watch(answer);
			answer.request.setDrainCallback(this::drain);
		}
		answer.keptOpen = this;
		return answer.isOpen();
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
