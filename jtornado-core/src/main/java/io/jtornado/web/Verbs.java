package io.jtornado.web;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The second half of the way through a handler: its verb is called, on the loop or on a
 * worker, and what comes of it is written.
 * <p>
 * <b>Threading:</b> as {@link Lifecycle}.
 */
final class Verbs {

	private final Lifecycle lifecycle;

	private final Application application;

	Verbs(Lifecycle lifecycle, Application application) {
		this.lifecycle = lifecycle;
		this.application = application;
	}

	/** Calls the verb, unless the answer is finished. */
	void call(Answer answer) {
		if (!answer.isOpen()) {
			return;
		}
		VerbMethod verb = answer.verb;
		if (verb == null) {
			throw HTTPException.bare(404, null);
		}
		if (verb.blocking()) {
			callBlocking(answer, verb);
		}
		else {
			accept(answer, invoke(answer, verb));
		}
	}

	private static @Nullable Object invoke(Answer answer, VerbMethod verb) {
		try {
			return verb.invoke(answer.handler(), answer.arguments);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new CompletionException(ex);
		}
	}

	private void callBlocking(Answer answer, VerbMethod verb) {
		WorkQueue calls = this.application.blockingCalls();
		if (calls == null) {
			throw new IllegalStateException("There is no executor for @Blocking");
		}
		BlockingCall call = new BlockingCall(this, calls, answer, verb);
		answer.blockingCall = call;
		this.lifecycle.departure().watch(answer);
		try {
			calls.submit(call);
		}
		catch (HTTPException ex) {
			answer.blockingCall = null;
			throw ex;
		}
	}

	/** A @Blocking verb has returned, and the answer is the loop's again. */
	void blockingEnded(Answer answer, @Nullable CompletionStage<?> stage, @Nullable Throwable failure) {
		if (answer.expired()) {
			this.lifecycle.expiry().verbReturned(answer, stage, failure);
			return;
		}
		if (answer.request.clientGone() && !answer.concluded()) {
			answer.pending = stage;
			this.lifecycle.departure().handle(answer);
		}
		this.lifecycle.resume(answer, failure, () -> {
			if (stage != null) {
				accept(answer, stage);
			}
			else {
				finishIfOpen(answer);
			}
		});
	}

	private void accept(Answer answer, @Nullable Object value) {
		CompletionStage<?> stage = this.application.results().stageOf(value);
		if (stage != null) {
			this.lifecycle.await(answer, stage, (result) -> accept(answer, result));
			return;
		}
		if (!answer.streamsEvents() && !answer.request.detached()) {
			this.application.results().write(answer, value);
		}
		finishIfOpen(answer);
	}

	private void finishIfOpen(Answer answer) {
		if (answer.isOpen() && !answer.streamsEvents()) {
			this.lifecycle.writer().finish(answer);
		}
	}

}
