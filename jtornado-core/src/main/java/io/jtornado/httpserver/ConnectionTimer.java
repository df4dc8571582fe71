package io.jtornado.httpserver;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a connection, and what each of its waits may last. A deadline that
 * moves away is not re-armed: the timer fires at the old one, finds that there is time
 * left, and waits on. So a busy connection touches no timer.
 *
 * <p>
 * Every idle connection has one: it is its own callback and asks the connection for what
 * it needs, which is 24 bytes less for each.
 */
final class ConnectionTimer implements Runnable {

	/** How long a client that was refused may send nothing and not close. */
	private static final long LINGER_NANOS = 2_000_000_000L;

	/** How long it may go on sending: a client that reads does so by then. */
	private static final int MAX_LINGER_MILLIS = 30_000;

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final HTTPConnection connection;

	/** When the present wait began: for a request, a head, a byte of a body, the end. */
	private long since;

	private @Nullable Timeout timeout;

	private boolean armed;

	ConnectionTimer(HTTPConnection connection) {
		this.connection = connection;
		restart();
	}

	/** A new wait begins. */
	void restart() {
		this.since = loop().now();
	}

	/** Sees to it that the timer fires when the present wait has lasted too long. */
	void watch() {
		TimeoutPhase phase = phase();
		if (phase == null) {
			return;
		}
		long deadline = deadline(phase);
		if (this.armed && this.timeout != null && this.timeout.deadline() - deadline <= 0) {
			return;
		}
		this.armed = true;
		if (this.timeout == null) {
			this.timeout = loop().callAt(deadline, this);
		}
		else {
			loop().rearm(this.timeout, deadline);
		}
	}

	/** The deadline for which the timer was set has come. */
	@Override
	public void run() {
		this.armed = false;
		TimeoutPhase phase = phase();
		if (phase != null && loop().now() - deadline(phase) >= 0) {
			this.connection.handleTimeout(phase);
		}
		else {
			watch();
		}
	}

	private long deadline(TimeoutPhase phase) {
		Timeouts timeouts = this.connection.timeouts();
		return switch (phase) {
			case IDLE -> this.since + timeouts.idle().toNanos();
			case HEADER -> this.since + timeouts.header().toNanos();
			case BODY -> this.since + this.connection.exchange().bodyTimeoutNanos();
			case WRITE -> this.connection.stream().lastProgress() + timeouts.write().toNanos();
			case HALF_CLOSE -> this.since + timeouts.halfClose().toNanos();
			case CLOSE -> this.since + lingering();
			case HANDSHAKE -> throw new IllegalStateException("The handshake is over");
		};
	}

	/** From the last byte that came; less where it came late. */
	private long lingering() {
		int left = this.connection.lingeringSince() + MAX_LINGER_MILLIS - millis(this.since);
		return Math.min(LINGER_NANOS, left * NANOS_PER_MILLI);
	}

	/** Milliseconds of the loop's clock that wrap around: differences count. */
	static int millis(long nanos) {
		return (int) Math.floorDiv(nanos, NANOS_PER_MILLI);
	}

	/** What the connection waits for; null if for nothing that has a bound. */
	private @Nullable TimeoutPhase phase() {
		return (this.connection.stream().pending() > 0) ? TimeoutPhase.WRITE : this.connection.phase();
	}

	void cancel() {
		if (this.timeout != null) {
			loop().removeTimeout(this.timeout);
			this.armed = false;
		}
	}

	private IOLoop loop() {
		return this.connection.ioLoop();
	}

}
