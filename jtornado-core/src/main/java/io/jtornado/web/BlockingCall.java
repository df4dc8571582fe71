package io.jtornado.web;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link Blocking} verb: takes the answer to a worker and brings it back to
 * the loop.
 */
final class BlockingCall implements WorkQueue.Work {

	private final Verbs verbs;

	private final WorkQueue calls;

	private final Answer answer;

	private final VerbMethod verb;

	private @Nullable CompletionStage<?> stage;

	private @Nullable Throwable failure;

	BlockingCall(Verbs verbs, WorkQueue calls, Answer answer, VerbMethod verb) {
		this.verbs = verbs;
		this.calls = calls;
		this.answer = answer;
		this.verb = verb;
	}

	/** On the worker. */
	@Override
	public void run() {
		this.answer.lendTo(Thread.currentThread());
		try (RequestObserver.Scope scope = this.answer.openScope()) {
			call();
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
		finally {
			this.answer.lendTo(null);
			this.answer.request.ioLoop().addCallback(this::ended);
			this.calls.startNext();
		}
	}

	private void call() throws Throwable {
		if (this.answer.request.clientGone() || this.answer.state == Answer.State.DEAF) {
			return; // the latter may not be seen yet; then what it does is dropped
		}
		Object value = this.verb.invoke(this.answer.handler(), this.answer.arguments);
		Results results = this.answer.application.results();
		this.stage = results.stageOf(value);
		if (this.stage == null) {
			results.write(this.answer, value);
		}
	}

	private void ended() {
		this.answer.blockingCall = null;
		this.verbs.blockingEnded(this.answer, this.stage, this.failure);
	}

	/** Nobody has run this, and nobody will. */
	@Override
	public void refused() {
		this.failure = this.calls.overloaded();
		this.answer.request.ioLoop().addCallback(this::ended);
	}

}
