package io.jtornado.websocket;

import io.jtornado.httpserver.HTTPRequest;

/**
 * What a session holds of messages that have not come whole, and of contexts of zlib. It
 * counts as a part of {@code max-buffered}.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class HeldMemory {

	private final HTTPRequest request;

	private final WebSocketStats stats;

	private int held;

	HeldMemory(HTTPRequest request, WebSocketStats stats) {
		this.request = request;
		this.stats = stats;
	}

	/** Holds more; fails if so much is held for all clients that this cannot be. */
	void hold(int bytes) {
		if (!tryHold(bytes)) {
			throw new ClientFault(CloseCode.TRY_AGAIN_LATER, "out of memory for messages");
		}
	}

	boolean tryHold(int bytes) {
		int sum = Math.addExact(this.held, bytes);
		if (!makeRoom(sum)) {
			this.stats.refusedMemoryCount.increment();
			return false;
		}
		this.stats.heldCount.add(bytes);
		this.held = sum;
		return true;
	}

	/** Whether a message that has to wait may; the stream counts it from there on. */
	boolean hasRoom(int bytes) {
		boolean room = makeRoom(Math.addExact(this.held, bytes));
		if (room) {
			makeRoom(this.held);
		}
		else {
			this.stats.refusedMemoryCount.increment();
		}
		return room;
	}

	/** What one connection may have unsent. */
	int maxBufferSize() {
		return this.request.maxBufferSize();
	}

	private boolean makeRoom(int sum) {
		return this.request.makeRoom(sum) >= sum;
	}

	void release(int bytes) {
		if (bytes > 0) {
			this.held -= bytes;
			this.stats.heldCount.add(-bytes);
			this.request.makeRoom(this.held);
		}
	}

	void releaseAll() {
		release(this.held);
	}

}
