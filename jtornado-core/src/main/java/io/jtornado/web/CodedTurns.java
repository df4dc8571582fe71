package io.jtornado.web;

import java.util.ArrayDeque;
import java.util.Deque;

import io.jtornado.ioloop.IOLoop;

/**
 * The bodies of one loop that have more to be compressed, one behind the other: each turn
 * of the loop is for a slice of one of them, however many there are, or for the short
 * rests of some.
 * <p>
 * <b>Threading:</b> confined to the loop.
 */
final class CodedTurns implements Runnable {

	private final IOLoop loop;

	private final Deque<CodedBody> waiting = new ArrayDeque<>();

	private boolean called; // for the next turn

	private CodedTurns(IOLoop loop) {
		this.loop = loop;
	}

	static CodedTurns of(IOLoop loop) {
		return loop.attachment(CodedTurns.class, CodedTurns::new);
	}

	/** Gives a body a turn behind all others. */
	void add(CodedBody body) {
		this.waiting.add(body);
		callNext();
	}

	@Override
	public void run() {
		this.called = false;
		try {
			int left = CodedContent.SLICE;
			while (left > 0 && !this.waiting.isEmpty()) {
				left -= this.waiting.remove().takeTurn();
			}
		}
		finally {
			callNext();
		}
	}

	private void callNext() {
		if (!this.called && !this.waiting.isEmpty()) {
			this.called = true;
			this.loop.addCallback(this);
		}
	}

}
