package io.jtornado.web;

import java.util.concurrent.TimeUnit;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;

/**
 * Waits for an answer that takes its time; made when that is known, and only if there is
 * a timeout.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
final class RequestTimer implements Runnable {

	private final Expiry expiry;

	private final Answer answer;

	private final long nanos;

	private final Timeout timeout;

	private boolean expired;

	/** Begins when the handler was to begin. */
	RequestTimer(Expiry expiry, Answer answer, long nanos) {
		this.expiry = expiry;
		this.answer = answer;
		this.nanos = nanos;
		this.timeout = loop().callAt(answer.startNanos + nanos, this);
	}

	/** The time is over. */
	@Override
	public void run() {
		this.expiry.handle(this.answer, this);
	}

	/** The time begins anew. */
	void restart() {
		if (!this.expired) {
			loop().rearm(this.timeout, loop().clock().nanoTime() + this.nanos);
		}
	}

	void stop() {
		loop().removeTimeout(this.timeout);
	}

	void expire() {
		this.expired = true;
	}

	boolean expired() {
		return this.expired;
	}

	HTTPException failure() {
		return HTTPException.bare(503, "No answer within " + TimeUnit.NANOSECONDS.toMillis(this.nanos) + " ms");
	}

	private IOLoop loop() {
		return this.answer.request.ioLoop();
	}

}
