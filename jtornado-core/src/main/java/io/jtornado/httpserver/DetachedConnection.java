package io.jtornado.httpserver;

import io.jtornado.iostream.CloseObserver;
import io.jtornado.iostream.IOStream;
import io.jtornado.tcpserver.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose stream is somebody else's now: it still counts as the server's until
 * it is closed, with what is held for it, and ends with it.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class DetachedConnection implements Runnable {

	private final ConnectionSet set;

	private final IOStream stream;

	private final long openedAt;

	/** Null if nobody wants to know, or has been told. */
	private @Nullable Runnable drainCallback;

	private int room; // bytes

	private boolean shutDown;

	DetachedConnection(ConnectionSet set, IOStream stream, long openedAt) {
		this.set = set;
		this.stream = stream;
		this.openedAt = openedAt;
		this.stream.setCloseCallback(new CloseObserver(this));
	}

	/**
	 * Makes room for what is held beside the stream; less than asked if there is no more.
	 */
	int makeRoom(int bytes) {
		if (this.stream.closed()) {
			return bytes; // and nobody will see them
		}
		if (this.set.hold(bytes - this.room)) {
			this.room = bytes;
		}
		return this.room;
	}

	void setDrainCallback(@Nullable Runnable callback) {
		this.drainCallback = callback;
		if (callback != null && this.set.draining()) {
			this.set.loop().addCallback(this::handleDrain);
		}
	}

	/** The server drains: told once. */
	void handleDrain() {
		Runnable callback = this.drainCallback;
		this.drainCallback = null;
		if (callback != null && !this.stream.closed()) {
			callback.run();
		}
	}

	/** The server has waited long enough. */
	void shutDown() {
		this.shutDown = true;
		this.stream.close();
	}

	/** The stream is closed. */
	@Override
	public void run() {
		this.set.hold(-this.room);
		this.room = 0;
		this.set.handleClosed(reason(), this.set.loop().now() - this.openedAt);
		this.set.remove(this);
	}

	private CloseReason reason() {
		if (this.shutDown) {
			return CloseReason.SHUTDOWN;
		}
		if (this.stream.error() != null) {
			return CloseReason.ERROR;
		}
		return this.stream.ended() ? CloseReason.CLIENT : CloseReason.SERVER;
	}

}
