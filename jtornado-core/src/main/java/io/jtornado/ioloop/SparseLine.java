package io.jtornado.ioloop;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * A line of the log that others may give cause for as often as they like, as an attacker
 * does: it is written once in a while, and says how often it was left out.
 *
 * <pre>{@code
 * this.refusalLine.write((more) -> LOGGER.info("Refused {} ({} more since the last such line)", address, more));
 * }</pre>
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class SparseLine {

	private final IOLoop loop;

	private final long interval;

	private long lastWritten;

	private long leftOut;

	/**
	 * Makes a line that has not been written yet.
	 * @param loop has the clock
	 * @param interval how long it is left out once it was written; more than nothing
	 */
	public SparseLine(IOLoop loop, Duration interval) {
		this.loop = loop;
		this.interval = interval.toNanos();
		this.lastWritten = loop.now() - this.interval;
	}

	/**
	 * Writes the line, unless that was done less than the interval ago.
	 * @param line writes it; gets how often it was left out since the last time
	 */
	public void write(LongConsumer line) {
		long now = this.loop.now();
		if (now - this.lastWritten < this.interval) {
			this.leftOut++;
			return;
		}
		long before = this.leftOut;
		this.lastWritten = now;
		this.leftOut = 0;
		line.accept(before);
	}

}
