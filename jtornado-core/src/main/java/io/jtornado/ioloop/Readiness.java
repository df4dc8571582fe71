package io.jtornado.ioloop;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * Translates between the loop's events and a selector's operations.
 */
final class Readiness {

	private Readiness() {
	}

	static int operations(SelectableChannel channel, int events) {
		int wanted = 0;
		if ((events & IOLoop.READ) != 0) {
			wanted |= SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
		}
		if ((events & IOLoop.WRITE) != 0) {
			wanted |= SelectionKey.OP_WRITE;
			// only then: OP_CONNECT on a connected channel makes the selector spin
			if (channel instanceof SocketChannel socket && socket.isConnectionPending()) {
				wanted |= SelectionKey.OP_CONNECT;
			}
		}
		return wanted & channel.validOps();
	}

	static int events(SelectionKey key) {
		if (!key.isValid()) {
			return IOLoop.ERROR;
		}
		int ready = key.readyOps();
		int events = 0;
		if ((ready & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0) {
			events |= IOLoop.READ;
		}
		if ((ready & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
			events |= IOLoop.WRITE;
		}
		return events;
	}

}
