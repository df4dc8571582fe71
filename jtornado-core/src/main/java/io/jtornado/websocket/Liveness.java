package io.jtornado.websocket;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

	/**
	 * What a client reads in a second at least: a ping stands behind what the system has
	 * taken for it already, of which nobody can see how much it has.
	 */
	private static final long RATE = 16 * 1024;

	private final IOStream stream;

	private final FrameWriter writer;

	private final long interval; // nanoseconds; 0: there are no pings

	private final long timeout;

	private long began; // of the present wait, for the time to ping or for a pong

	private boolean asked; // a pong is awaited

	private long more; // nanoseconds for what stands before the ping

	private long behind; // bytes written before it

	private long known; // bytes written before the last ping that was answered

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
		if (this.asked) {
			this.asked = false;
			this.known = this.behind;
		}
	}

	void handleBytes(long now) {
		this.heardAt = now;
	}

	/** Whether nothing has come for so long that a message under way will not end. */
	boolean isStalled(long now) {
		return now - this.heardAt >= STALLED;
	}

	/**
	 * Asks it if it is time to; returns whether it has been silent for too long. Whatever
	 * comes behind a ping shows that somebody is there, and so does whoever takes bytes.
	 * @param held whether nothing is read because the handler is at work
	 */
	boolean askOrGiveUp(long now, boolean held) {
		if (this.stream.pending() > 0) { // a ping would stand behind it
			this.began = now;
			return now - this.stream.lastProgress() >= STALLED;
		}
		if (this.asked && !held) {
			return now - Math.max(this.began, this.heardAt) >= this.timeout + this.more;
		}
		if (this.interval > 0 && now - this.began >= this.interval) {
			ask(now); // again, if nothing is read: the write finds who has gone
		}
		return false;
	}

	private void ask(long now) {
		this.began = now;
		this.asked = true;
		this.behind = this.writer.put();
		this.more = Math.min(STALLED, (this.behind - this.known) * (TimeUnit.SECONDS.toNanos(1) / RATE));
		this.writer.ping(NOTHING);
	}

}
