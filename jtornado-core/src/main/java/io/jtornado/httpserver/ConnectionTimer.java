package io.jtornado.httpserver;

import io.jtornado.iostream.IOStream;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link HTTPConnection} waits for, and how long that may last. A deadline that
 * moves away moves nothing else: the {@link TimeoutWheel} looks at the connection when it
 * was to look, finds that there is time left, and waits on. So a busy connection touches
 * no timer. A part of the connection because an object of its own would cost each idle
 * one.
 */
abstract sealed class ConnectionTimer extends ConnectionProgress permits HTTPConnection {

	/** How long a client that was refused may send nothing and not close. */
	private static final long LINGER_NANOS = 2_000_000_000L;

	/** How long it may go on sending: a client that reads does so by then. */
	private static final int MAX_LINGER_MILLIS = 30_000;

	private static final long NANOS_PER_MILLI = 1_000_000;

	/** When the present wait began: for a request, a head, a byte of a body, the end. */
	private long since;

	ConnectionTimer(ConnectionSet set) {
		super(set);
		restartTimer();
	}

	/**
	 * Returns the bytes below.
	 * @return the stream
	 */
	public abstract IOStream stream();

	/** What is waited for; null while the application is at work. */
	abstract @Nullable TimeoutPhase phase();

	/** When the end began, in the wheel's milliseconds. */
	abstract int lingeringSince();

	/** A wait has lasted too long. */
	abstract void handleTimeout(TimeoutPhase phase);

	/** A new wait begins. */
	final void restartTimer() {
		this.since = this.set.loop().now();
	}

	/**
	 * Sees to it that somebody looks when the present wait has lasted too long; called
	 * when something has been written as well, which the client has to take in time.
	 */
	final void watch() {
		TimeoutPhase phase = presentPhase();
		if (phase != null) {
			this.set.wheel().watch(this, deadline(phase));
		}
	}

	/** Has the present wait lasted too long? */
	final void look() {
		this.set.wheel().putOff(this);
		TimeoutPhase phase = presentPhase();
		if (phase == null) {
			return;
		}
		long deadline = deadline(phase);
		if (this.set.loop().now() - deadline >= 0) {
			handleTimeout(phase);
		}
		else {
			this.set.wheel().watch(this, deadline);
		}
	}

	private @Nullable TimeoutPhase presentPhase() {
		return (stream().pending() > 0 && state() != ConnectionState.DETACHED) ? TimeoutPhase.WRITE : phase();
	}

	private long deadline(TimeoutPhase phase) {
		Timeouts timeouts = timeouts();
		return switch (phase) {
			case IDLE -> this.since + timeouts.idle().toNanos();
			case HEADER -> this.since + timeouts.header().toNanos();
			case BODY -> this.since + exchange().bodyTimeoutNanos();
			case WRITE -> stream().lastProgress() + timeouts.write().toNanos();
			case HALF_CLOSE -> this.since + timeouts.halfClose().toNanos();
			case CLOSE -> this.since + lingering();
			case HANDSHAKE -> throw new IllegalStateException("The handshake is over");
		};
	}

	/** From the last byte that came; less where it came late. */
	private long lingering() {
		int left = lingeringSince() + MAX_LINGER_MILLIS - this.set.wheel().millis(this.since);
		return Math.min(LINGER_NANOS, left * NANOS_PER_MILLI);
	}

}
