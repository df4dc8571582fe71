package io.jtornado.tcpserver;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * One loop's share of a server's connections.
 */
final class LoopShare {

	private final IOLoop loop;

	private final LoopLoad load;

	private final Counter assigned = new Counter(); // written by the accepting loop

	private final Counter ended = new Counter(); // written by this loop

	private final Runnable end = this::release; // one for all connections

	LoopShare(IOLoop loop) {
		this.loop = loop;
		this.load = LoopLoad.of(loop);
	}

	IOLoop loop() {
		return this.loop;
	}

	/** What the loop has of all servers. */
	LoopLoad load() {
		return this.load;
	}

	void assign() {
		this.assigned.increment();
		this.load.add();
	}

	private void release() {
		this.ended.increment();
		this.load.remove();
	}

	Runnable end() {
		return this.end;
	}

	long active() {
		long ended = this.ended.get(); // first, lest the difference be negative
		return this.assigned.get() - ended;
	}

}
