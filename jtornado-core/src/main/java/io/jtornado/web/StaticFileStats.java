package io.jtornado.web;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * What can be counted of static files on one loop, whichever applications they belong to.
 * <p>
 * <b>Threading:</b> found and read anywhere; counted on the loop.
 */
public final class StaticFileStats {

	final Counter hitCount = new Counter();

	final Counter missCount = new Counter();

	final Counter heldCount = new Counter();

	private StaticFileStats() {
	}

	/**
	 * Returns the counts of a loop.
	 * @param loop the loop
	 * @return its counts, always the same object
	 */
	public static StaticFileStats of(IOLoop loop) {
		return loop.attachment(StaticFileStats.class, (any) -> new StaticFileStats());
	}

	/**
	 * Returns how many requests were answered from memory.
	 * @return requests for files that were looked up within a second before, or two while
	 * somebody looks again
	 */
	public long hits() {
		return this.hitCount.get();
	}

	/**
	 * Returns how many requests a worker has looked for; those of applications without
	 * {@link Application.Builder#staticFileCache} are not counted.
	 * @return requests
	 */
	public long misses() {
		return this.missCount.get();
	}

	/**
	 * Returns how much is held of files, as far as this loop has put it there: it may be
	 * less than zero, and only the sum of all loops means something.
	 * @return bytes, with about 1 KiB for each path
	 */
	public long held() {
		return this.heldCount.get();
	}

}
