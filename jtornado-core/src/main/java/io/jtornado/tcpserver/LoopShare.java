package io.jtornado.tcpserver;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * One loop's share of a server's connections.
 */
final class LoopShare {

	private final IOLoop loop;

	private final Counter assigned = new Counter(); // written by the accepting loop

	private final Counter ended = new Counter(); // written by this loop

	private final Runnable end = this.ended::increment; // one for all connections

	LoopShare(IOLoop loop) {
		this.loop = loop;
	}

	IOLoop loop() {
		return this.loop;
	}

	void assign() {
		this.assigned.increment();
	}

	Runnable end() {
		return this.end;
	}

	long active() {
		long ended = this.ended.get(); // first, lest the difference be negative
		return this.assigned.get() - ended;
	}

}
