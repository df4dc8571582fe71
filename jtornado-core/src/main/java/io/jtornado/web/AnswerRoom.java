package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;

/**
 * What an answer holds before the connection has it: what is gathered for the next flush,
 * and what waits to be compressed. The request counts the sum of both.
 * <p>
 * <b>Threading:</b> confined to the request's loop.
 */
final class AnswerRoom {

	private final HTTPRequest request;

	private int gathered;

	private int waiting;

	AnswerRoom(HTTPRequest request) {
		this.request = request;
	}

	/**
	 * Makes room for what is gathered, and if there was some already, for twice as much
	 * as before.
	 * @return for how many bytes there is room now
	 */
	int gather(int needed) {
		int most = this.request.maxBufferSize() - this.waiting;
		int wanted = (int) Math.max(needed, Math.min(2L * this.gathered, most));
		hold(wanted, this.waiting);
		return wanted;
	}

	void dropGathered() {
		if (this.gathered > 0) {
			hold(0, this.waiting);
		}
	}

	/** Counts what waits to be compressed, all in all. */
	void keepWaiting(int bytes) {
		hold(this.gathered, bytes);
	}

	private void hold(int more, int rest) {
		int sum = (int) Math.min((long) more + rest, Integer.MAX_VALUE);
		if (this.request.makeRoom(sum) < sum) {
			throw HTTPException.bare(503, "Too much of answers is held").withHeader("Retry-After", "1");
		}
		this.gathered = more;
		this.waiting = rest;
	}

}
