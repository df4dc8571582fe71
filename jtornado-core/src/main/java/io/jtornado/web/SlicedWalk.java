package io.jtornado.web;

import java.util.function.Consumer;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;

/**
 * Does something with many connections, a few in each turn of the loop, so that whoever
 * else is there is served meanwhile: ten thousand writes in a row would hold everybody up
 * for a tenth of a second.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class SlicedWalk implements Droppable {

	/** A millisecond or two of writes. */
	static final int SLICE = 256;

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final IOLoop loop;

	private final KeptOpen[] members;

	private final Consumer<KeptOpen> action;

	private final Runnable end;

	private int next;

	/** The end is told also if the loop closes before. */
	SlicedWalk(IOLoop loop, KeptOpen[] members, Consumer<KeptOpen> action, Runnable end) {
		this.loop = loop;
		this.members = members;
		this.action = action;
		this.end = end;
	}

	@Override
	public void run() {
		int stop = Math.min(this.members.length, this.next + SLICE);
		while (this.next < stop) {
			visit(this.members[this.next++]);
		}
		if (this.next < this.members.length) {
			this.loop.addCallback(this);
		}
		else {
			this.end.run();
		}
	}

	/** What one of them does wrong is not the others' business. */
	private void visit(KeptOpen member) {
		try {
			this.action.accept(member);
		}
		catch (Throwable ex) {
			LOGGER.error("One of many connections failed", ex);
		}
	}

	@Override
	public void dropped() {
		this.end.run();
	}

}
