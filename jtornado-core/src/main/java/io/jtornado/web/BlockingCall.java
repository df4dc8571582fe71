package io.jtornado.web;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link Blocking} verb: takes the exchange to a worker and brings it back
 * to the loop.
 */
final class BlockingCall implements Runnable {

	private final Lifecycle lifecycle;

	private final BlockingCalls calls;

	private final Exchange exchange;

	private final VerbMethod verb;

	private @Nullable CompletionStage<?> stage;

	private @Nullable Throwable failure;

	BlockingCall(Lifecycle lifecycle, BlockingCalls calls, Exchange exchange, VerbMethod verb) {
		this.lifecycle = lifecycle;
		this.calls = calls;
		this.exchange = exchange;
		this.verb = verb;
	}

	/** On the worker. */
	@Override
	public void run() {
		this.exchange.lendTo(Thread.currentThread());
		try (RequestObserver.Scope scope = this.exchange.openScope()) {
			call();
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
		finally {
			this.exchange.lendTo(null);
			this.exchange.request.ioLoop().addCallback(this::ended);
			this.calls.startNext();
		}
	}

	private void call() throws Throwable {
		if (this.exchange.request.clientGone()) {
			return;
		}
		Object value = this.verb.invoke(this.exchange.handler(), this.exchange.arguments);
		Results results = this.exchange.application.results();
		this.stage = results.stageOf(value);
		if (this.stage == null) {
			results.write(this.exchange, value);
		}
	}

	private void ended() {
		this.exchange.blockingCall = null;
		this.lifecycle.blockingEnded(this.exchange, this.stage, this.failure);
	}

	/** On a worker whose executor takes no more: nobody has run this, and nobody will. */
	void refused() {
		this.failure = BlockingCalls.overloaded();
		this.exchange.request.ioLoop().addCallback(this::ended);
	}

}
