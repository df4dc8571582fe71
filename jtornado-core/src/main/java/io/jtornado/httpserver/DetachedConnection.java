package io.jtornado.httpserver;

import io.jtornado.iostream.CloseObserver;
import io.jtornado.iostream.IOStream;
import io.jtornado.tcpserver.CloseReason;

/**
 * A connection whose stream is somebody else's now: it still counts as the server's until
 * it is closed, and ends with it.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class DetachedConnection implements Runnable {

	private final ConnectionSet set;

	private final IOStream stream;

	private final long openedAt;

	private boolean shutDown;

	DetachedConnection(ConnectionSet set, IOStream stream, long openedAt) {
		this.set = set;
		this.stream = stream;
		this.openedAt = openedAt;
		stream.setCloseCallback(new CloseObserver(this));
	}

	/** The server has waited long enough. */
	void shutDown() {
		this.shutDown = true;
		this.stream.close();
	}

	/** The stream is closed. */
	@Override
	public void run() {
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
