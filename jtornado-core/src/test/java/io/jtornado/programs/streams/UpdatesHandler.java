package io.jtornado.programs.streams;

import java.util.concurrent.CompletionStage;

import io.jtornado.web.RequestHandler;
import io.jtornado.web.Waiters;

class UpdatesHandler extends RequestHandler {

	private final Messages messages;

	private final Waiters waiters;

	UpdatesHandler(Messages messages, Waiters waiters) {
		this.messages = messages;
		this.waiters = waiters;
	}

	CompletionStage<String> get() {
		int known = Integer.parseInt(queryArgument("known", "0"));
		// what is new, or null: asked at once, and whenever the waiters are woken
		return this.waiters.await(this, () -> this.messages.after(known));
	}

	void post() {
		this.messages.add(bodyArgument("text"));
		this.waiters.wake();
	}

}
