package io.jtornado.web;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * What can be counted of the requests of one loop, whichever applications they belong to.
 * <p>
 * <b>Threading:</b> found and read anywhere; counted on the loop.
 */
public final class RequestStats {

	final Counter timedOutCount = new Counter();

	private RequestStats() {
	}

	/**
	 * Returns the counts of a loop.
	 * @param loop the loop
	 * @return its counts, always the same object
	 */
	public static RequestStats of(IOLoop loop) {
		return loop.attachment(RequestStats.class, (any) -> new RequestStats());
	}

	/**
	 * Returns how many requests were not answered within their {@link RequestTimeout}.
	 * @return requests, answered with 503 or broken off
	 */
	public long timedOut() {
		return this.timedOutCount.get();
	}

}
