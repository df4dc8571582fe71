package io.jtornado.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.ioloop.Droppable;

/**
 * An event on its way to all streams of a broadcast, and how many loops have still to
 * hand it to theirs.
 * <p>
 * <b>Threading:</b> any thread.
 */
final class Publication {

	private final byte[] bytes;

	private final Arrivals arrivals;

	private final AtomicInteger awaited = new AtomicInteger(1);

	private final CompletableFuture<Void> distributed = new CompletableFuture<>();

	Publication(byte[] bytes, Arrivals arrivals) {
		this.bytes = bytes;
		this.arrivals = arrivals;
	}

	void sendTo(Audience audience) {
		this.awaited.incrementAndGet();
		if (audience.loop.inLoop()) {
			audience.take(this); // now, so that who joins later in this turn has it not
			return;
		}
		audience.loop.addCallback(Droppable.of(() -> audience.take(this), this::release));
	}

	/** One loop, or the publisher, has done its part. */
	void release() {
		if (this.awaited.decrementAndGet() == 0) {
			this.arrivals.leave();
			this.distributed.complete(null);
		}
	}

	byte[] bytes() {
		return this.bytes;
	}

	CompletableFuture<Void> distributed() {
		return this.distributed;
	}

}
