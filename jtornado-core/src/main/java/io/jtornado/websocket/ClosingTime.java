package io.jtornado.websocket;

import java.time.Duration;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;
import io.jtornado.iostream.IOStream;

/**
 * How long the end of a session may take; then its stream is closed.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class ClosingTime {

	/**
	 * For the peer's Close frame, as in Tornado, and to take any byte of what is unsent.
	 */
	private static final long TIME = Duration.ofSeconds(5).toNanos();

	/** For all that is unsent, however well the client reads. */
	private static final long MOST = Duration.ofSeconds(60).toNanos();

	private final IOLoop loop;

	private final IOStream stream;

	private final long began;

	private final Timeout timeout;

	/** Begins now. */
	ClosingTime(IOLoop loop, IOStream stream) {
		this.loop = loop;
		this.stream = stream;
		this.began = loop.now();
		this.timeout = loop.callAt(this.began + TIME, this::end);
	}

	void beginAnew() {
		this.loop.rearm(this.timeout, this.loop.now() + TIME);
	}

	private void end() {
		long now = this.loop.now();
		if (this.stream.pending() > 0 && now - this.stream.lastProgress() < TIME && now - this.began < MOST) {
			beginAnew();
		}
		else {
			this.stream.close();
		}
	}

	/** The stream is closed. */
	void over() {
		this.loop.removeTimeout(this.timeout);
	}

}
