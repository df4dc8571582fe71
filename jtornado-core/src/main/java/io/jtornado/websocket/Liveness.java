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

	private long heardAt; // when bytes came last

	Liveness(IOStream stream, FrameWriter writer, WebSocketOptions options, long now) {
		this.stream = stream;
		this.writer = writer;
		this.interval = options.pingInterval().toNanos();
		this.timeout = options.pingTimeout().toNanos();
		this.began = now;
		this.heardAt = now;
	}

	/** What has come before could not be read until now. */
	void begin(long now) {
		this.heardAt = now;
		if (this.asked) {
			this.began = now;
		}
	}

	void handlePong() {
		this.asked = false;
	}

	void handleBytes(long now) {
		this.heardAt = now;
	}

	/** Whether nothing has come for so long that a message under way will not end. */
	boolean isStalled(long now) {
		return now - this.heardAt >= STALLED;
	}

	/**
	 * Whether it has been silent for too long; asks it if it is time to. Whatever comes
	 * behind a ping shows that somebody is there, and so does whoever takes bytes.
	 * @param held whether nothing is read because the handler is at work
	 */
	boolean isOver(long now, boolean held) {
		if (this.stream.pending() > 0) { // a ping would stand behind it
			this.began = now;
			return now - this.stream.lastProgress() >= STALLED;
		}
		if (this.asked) {
			if (held) {
				this.began = now;
			}
			return now - Math.max(this.began, this.heardAt) >= this.timeout;
		}
		if (this.interval > 0 && now - this.began >= this.interval) {
			this.began = now;
			this.asked = true;
			this.writer.ping(NOTHING);
		}
		return false;
	}

}
