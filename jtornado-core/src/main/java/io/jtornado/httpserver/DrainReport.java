package io.jtornado.httpserver;

import java.time.Duration;

/**
 * What became of the connections of a server that was drained.
 *
 * @param idleClosed how many were closed at once: between requests, or before the first
 * with their TLS handshake or PROXY header incomplete
 * @param finished how many came to their end with their answer, or were left by their
 * clients
 * @param aborted how many were broken off at the deadline
 * @param duration how long it took, by the loops' clock
 */
public record DrainReport(long idleClosed, long finished, long aborted, Duration duration) {

	static final DrainReport NOTHING = new DrainReport(0, 0, 0, Duration.ZERO);

	/** That of connections that had not come to their first byte of HTTP. */
	static DrainReport ofOpenings(long closed) {
		return new DrainReport(closed, 0, 0, Duration.ZERO);
	}

	/** That of two loops together, which were drained at the same time. */
	DrainReport and(DrainReport other) {
		Duration longer = (this.duration.compareTo(other.duration) < 0) ? other.duration : this.duration;
		return new DrainReport(this.idleClosed + other.idleClosed, this.finished + other.finished,
				this.aborted + other.aborted, longer);
	}

}
