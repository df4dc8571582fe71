package io.jtornado.httpserver;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a connection, and what each of its waits may last. A deadline that
 * moves away is not re-armed: the timer fires at the old one, finds that there is time
 * left, and waits on. So a busy connection touches no timer.
 */
final class ConnectionTimer {

	/** How long a client that was refused may take to read why. */
	private static final long LINGER_NANOS = 2_000_000_000L;

	private static final long NEVER = Long.MAX_VALUE;

	private final IOLoop loop;

	private final HTTPConnection connection;

	private final Timeouts timeouts;

	/** When the present wait began: for a request, a head, a byte of a body, the end. */
	private long since;

	private @Nullable Timeout timeout;

	private boolean armed;

	ConnectionTimer(HTTPConnection connection, IOLoop loop, Timeouts timeouts) {
		this.connection = connection;
		this.loop = loop;
		this.timeouts = timeouts;
		this.since = loop.now();
	}

	/** A new wait begins. */
	void restart() {
		this.since = this.loop.now();
	}

	/** Sees to it that the timer fires when the present wait has lasted too long. */
	void watch() {
		long deadline = deadline();
		if (deadline == NEVER || (this.armed && this.timeout != null && this.timeout.deadline() - deadline <= 0)) {
			return;
		}
		this.armed = true;
		if (this.timeout == null) {
			this.timeout = this.loop.callAt(deadline, this::fire);
		}
		else {
			this.loop.rearm(this.timeout, deadline);
		}
	}

	private void fire() {
		this.armed = false;
		TimeoutPhase phase = phase();
		if (phase != null && this.loop.now() - deadline() >= 0) {
			this.connection.handleTimeout(phase);
		}
		else {
			watch();
		}
	}

	private long deadline() {
		TimeoutPhase phase = phase();
		if (phase == null) {
			return NEVER;
		}
		return switch (phase) {
			case IDLE -> this.since + this.timeouts.idle().toNanos();
			case HEADER -> this.since + this.timeouts.header().toNanos();
			case BODY -> this.since + this.timeouts.body().toNanos();
			case WRITE -> this.connection.stream().lastProgress() + this.timeouts.write().toNanos();
			case HALF_CLOSE -> this.since + this.timeouts.halfClose().toNanos();
			case CLOSE -> this.since + LINGER_NANOS;
		};
	}

	/** What the connection waits for; null if for nothing that has a bound. */
	private @Nullable TimeoutPhase phase() {
		return (this.connection.stream().pending() > 0) ? TimeoutPhase.WRITE : this.connection.phase();
	}

	void cancel() {
		if (this.timeout != null) {
			this.loop.removeTimeout(this.timeout);
			this.armed = false;
		}
	}

}
