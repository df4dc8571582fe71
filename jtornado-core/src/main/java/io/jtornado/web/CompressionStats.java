package io.jtornado.web;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * What can be counted of the answers that are compressed on one loop, whichever
 * applications they belong to.
 * <p>
 * <b>Threading:</b> found and read anywhere; counted on the loop.
 */
public final class CompressionStats {

	final Counter streamCount = new Counter();

	final Counter refusedCount = new Counter();

	final Counter takenCount = new Counter();

	final Counter givenCount = new Counter();

	private CompressionStats() {
	}

	/**
	 * Returns the counts of a loop.
	 * @param loop the loop
	 * @return its counts, always the same object
	 */
	public static CompressionStats of(IOLoop loop) {
		return loop.attachment(CompressionStats.class, (any) -> new CompressionStats());
	}

	void count(int taken, int given) {
		this.takenCount.add(taken);
		this.givenCount.add(given);
	}

	/**
	 * Returns how many answers are being compressed now, over more than one step.
	 * @return answers that hold an encoder
	 */
	public long streams() {
		return this.streamCount.get();
	}

	/**
	 * Returns how many answers were sent as they were because too many others held an
	 * encoder.
	 * @return answers beyond {@link CompressionOptions#maxStreams()}
	 */
	public long refused() {
		return this.refusedCount.get();
	}

	/**
	 * Returns how much has been compressed.
	 * @return bytes before
	 */
	public long taken() {
		return this.takenCount.get();
	}

	/**
	 * Returns how much that has become.
	 * @return bytes after
	 */
	public long given() {
		return this.givenCount.get();
	}

}
