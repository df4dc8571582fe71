package io.jtornado.tcpserver;

import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.ioloop.IOLoop;

/**
 * What all servers together have given to one loop.
 * <p>
 * <b>Threading:</b> may be used from any thread: servers can accept on different loops.
 * Written once as a connection comes and once as it goes, never for a request.
 */
final class LoopLoad {

	private final AtomicInteger connections = new AtomicInteger();

	private volatile long turn; // grows from each choice to the next

	private LoopLoad() {
	}

	static LoopLoad of(IOLoop loop) {
		return loop.attachment(LoopLoad.class, (any) -> new LoopLoad());
	}

	void add() {
		this.connections.incrementAndGet();
	}

	void remove() {
		this.connections.decrementAndGet();
	}

	/** Connections that are open. */
	int connections() {
		return this.connections.get();
	}

	/** When the loop was last chosen; 0: not yet. */
	long turn() {
		return this.turn;
	}

	void choose(long newTurn) {
		this.turn = newTurn;
	}

}
