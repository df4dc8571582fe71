package io.jtornado.websocket;

import java.time.Duration;

import io.jtornado.iostream.IOStream;

/**
 * Whether a client is still there: by pings while it owes nothing, and while bytes wait
 * for it, by what it takes of them.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class Liveness {

	private static final byte[] NOTHING = {};

	/** So long a client may take no byte of what waits for it. */
	private static final long STALLED = Duration.ofSeconds(60).toNanos();

	private final IOStream stream;

	private final FrameWriter writer;

	private final long interval; // nanoseconds; 0: there are no pings

	private final long timeout;

	private long began; // of the present wait, for the time to ping or for a pong

	private boolean asked; // a pong is awaited

	private boolean heard; // bytes have come since

	Liveness(IOStream stream, FrameWriter writer, WebSocketOptions options, long now) {
		this.stream = stream;
		this.writer = writer;
		this.interval = options.pingInterval().toNanos();
		this.timeout = options.pingTimeout().toNanos();
		this.began = now;
	}

	/** What has come before could not be read until now. */
	void begin(long now) {
		if (this.asked) {
			this.began = now;
		}
	}

	void handlePong() {
		this.asked = false;
	}

	void handleBytes() {
		this.heard = true;
	}

	/**
	 * Whether it has been silent for too long; asks it if it is time to.
	 * @param held whether nothing is read because the handler is at work
	 * @param inFrame whether a pong would have to wait for the end of a frame
	 */
	boolean isOver(long now, boolean held, boolean inFrame) {
		if (this.stream.pending() > 0) { // a ping would stand behind it
			return now - this.stream.lastProgress() >= STALLED;
		}
		if (this.asked) {
			if (held || (inFrame && this.heard)) {
				this.began = now;
				this.heard = false;
			}
			return now - this.began >= this.timeout;
		}
		if (this.interval > 0 && now - this.began >= this.interval) {
			this.began = now;
			this.asked = true;
			this.heard = false;
			this.writer.ping(NOTHING);
		}
		return false;
	}

}
