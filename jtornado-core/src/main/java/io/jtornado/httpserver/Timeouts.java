package io.jtornado.httpserver;

import java.time.Duration;

/**
 * How long a server waits; each wait has an end.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param header longest time from the first byte of a head to its last
 * @param idle longest time from the last answer, or from the accept, to the next first
 * byte
 * @param body longest time without a byte of a body that is due
 * @param write longest time in which the peer takes no byte of an answer
 * @param halfClose longest time in which an answer must have begun for a peer that has
 * ended its side
 * @param minBodyRate least bytes per second of a body, averaged after its first minute;
 * 0: any
 */
public record Timeouts(Duration header, Duration idle, Duration body, Duration write, Duration halfClose,
		int minBodyRate) {

	/** Far from where nanoseconds overflow, which would make it the shortest. */
	static final Duration LONGEST = Duration.ofDays(366);

	/**
	 * 15 s for a head, 60 s for the rest, 10 s after a half-close, 240 bytes a second.
	 */
	public static final Timeouts DEFAULTS = new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(60),
			Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(10), 240);

	/**
	 * Checks the times.
	 * @throws IllegalArgumentException if one is not positive or longer than 366 days
	 */
	public Timeouts {
		for (Duration timeout : new Duration[] { header, idle, body, write, halfClose }) {
			if (timeout.isNegative() || timeout.isZero()) {
				throw new IllegalArgumentException("Every timeout must be positive");
			}
			if (timeout.compareTo(LONGEST) > 0) {
				throw new IllegalArgumentException(
						"A timeout of more than a year is none; " + timeout + " is too long");
			}
		}
		if (minBodyRate < 0) {
			throw new IllegalArgumentException("min-body-rate must not be negative");
		}
	}

	/**
	 * Returns the same but for one.
	 * @param timeout longest time for a head
	 * @return new timeouts
	 */
	public Timeouts withHeader(Duration timeout) {
		return new Timeouts(timeout, this.idle, this.body, this.write, this.halfClose, this.minBodyRate);
	}

	/**
	 * Returns the same but for one.
	 * @param timeout longest time between requests
	 * @return new timeouts
	 */
	public Timeouts withIdle(Duration timeout) {
		return new Timeouts(this.header, timeout, this.body, this.write, this.halfClose, this.minBodyRate);
	}

	/**
	 * Returns the same but for one.
	 * @param timeout longest time without a byte of a body
	 * @return new timeouts
	 */
	public Timeouts withBody(Duration timeout) {
		return new Timeouts(this.header, this.idle, timeout, this.write, this.halfClose, this.minBodyRate);
	}

	/**
	 * Returns the same but for one.
	 * @param timeout longest time without a byte taken
	 * @return new timeouts
	 */
	public Timeouts withWrite(Duration timeout) {
		return new Timeouts(this.header, this.idle, this.body, timeout, this.halfClose, this.minBodyRate);
	}

	/**
	 * Returns the same but for one.
	 * @param timeout longest time until an answer begins after a half-close
	 * @return new timeouts
	 */
	public Timeouts withHalfClose(Duration timeout) {
		return new Timeouts(this.header, this.idle, this.body, this.write, timeout, this.minBodyRate);
	}

	/**
	 * Returns the same but for one.
	 * @param rate least bytes per second of a body; 0: any
	 * @return new timeouts
	 */
	public Timeouts withMinBodyRate(int rate) {
		return new Timeouts(this.header, this.idle, this.body, this.write, this.halfClose, rate);
	}

}
