package io.jtornado.sample.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;

/**
 * Answers later, as a call to another service would, without a thread that waits.
 */
@Handler("/wait/{millis}")
class WaitHandler extends SampleHandler {

	private static final int MAX_MILLIS = 10_000;

	CompletionStage<Waited> get(int millis) {
		if (millis < 0 || millis > MAX_MILLIS) {
			throw refused("millis is a whole number from 0 to " + MAX_MILLIS);
		}
		CompletableFuture<Waited> waited = new CompletableFuture<>();
		request().ioLoop()
			.callLater(Duration.ofMillis(millis),
					() -> waited.complete(new Waited(millis, Thread.currentThread().getName())));
		return waited;
	}

}
