package io.jtornado.websocket;

import java.util.concurrent.atomic.LongAdder;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * What can be counted of the WebSockets of one loop, whichever applications they belong
 * to.
 * <p>
 * <b>Threading:</b> found and read anywhere.
 */
public final class WebSocketStats {

	final Counter openCount = new Counter();

	final Counter openedCount = new Counter();

	final Counter receivedCount = new Counter();

	final Counter sentCount = new Counter();

	final Counter pingTimeoutCount = new Counter();

	final Counter stalledCount = new Counter();

	final Counter tooBigCount = new Counter();

	final Counter tooSlowCount = new Counter();

	final Counter droppedCount = new Counter();

	final Counter refusedMemoryCount = new Counter();

	final Counter violationCount = new Counter();

	final Counter heldCount = new Counter();

	final Counter contextCount = new Counter();

	/** Counted on any thread. */
	final LongAdder refusedBroadcastCount = new LongAdder();

	private WebSocketStats() {
	}

	/**
	 * Returns the counts of a loop.
	 * @param loop the loop
	 * @return its counts, always the same object
	 */
	public static WebSocketStats of(IOLoop loop) {
		return loop.attachment(WebSocketStats.class, (any) -> new WebSocketStats());
	}

	/** A session is ended from this side because of what its client has sent. */
	void countFailure(int code) {
		if (code == CloseCode.TOO_BIG) {
			this.tooBigCount.increment();
		}
		else if (code == CloseCode.PROTOCOL_ERROR || code == CloseCode.INVALID_DATA) {
			this.violationCount.increment();
		}
	}

	/**
	 * Returns how many WebSockets there are now.
	 * @return sessions whose connection is open, those that are closing included
	 */
	public long open() {
		return this.openCount.get();
	}

	/**
	 * Returns how many WebSockets there were.
	 * @return handshakes that have led to one
	 */
	public long opened() {
		return this.openedCount.get();
	}

	/**
	 * Returns how many messages have come.
	 * @return messages handed to handlers
	 */
	public long received() {
		return this.receivedCount.get();
	}

	/**
	 * Returns how many messages were sent.
	 * @return messages handed to connections; one that goes to ten clients counts ten
	 * times
	 */
	public long sent() {
		return this.sentCount.get();
	}

	/**
	 * Returns how many WebSockets have ended because nobody answered a ping in time, or
	 * took a byte for a minute.
	 * @return sessions
	 */
	public long pingTimeouts() {
		return this.pingTimeoutCount.get();
	}

	/**
	 * Returns how many WebSockets have ended because a message had begun, and nothing
	 * came for a minute.
	 * @return sessions closed with 1008
	 */
	public long stalled() {
		return this.stalledCount.get();
	}

	/**
	 * Returns how many WebSockets have ended because a message was too big.
	 * @return sessions closed with 1009
	 */
	public long tooBig() {
		return this.tooBigCount.get();
	}

	/**
	 * Returns how many WebSockets have ended because their clients did not read.
	 * @return sessions closed by {@link SlowClient#CLOSE}
	 */
	public long tooSlow() {
		return this.tooSlowCount.get();
	}

	/**
	 * Returns how many messages no client will see, because it did not read fast enough.
	 * @return messages dropped by {@link SlowClient#DROP} or refused by
	 * {@link SlowClient#REFUSE}
	 */
	public long dropped() {
		return this.droppedCount.get();
	}

	/**
	 * Returns how many messages of broadcasts were sent to nobody, because too many were
	 * on their way or the message was too big. Each counts on one of the loops that it
	 * was for.
	 * @return publications that have failed
	 */
	public long refusedBroadcasts() {
		return this.refusedBroadcastCount.sum();
	}

	/**
	 * Returns how often there was no room for a message within {@code max-buffered}.
	 * @return refusals
	 */
	public long refusedMemory() {
		return this.refusedMemoryCount.get();
	}

	/**
	 * Returns how many WebSockets have ended because the client broke the protocol.
	 * @return sessions closed with 1002 or 1007
	 */
	public long violations() {
		return this.violationCount.get();
	}

	/**
	 * Returns how much is held of messages that have not come whole, and of contexts of
	 * compression. What waits to be sent is not among it: it is in
	 * {@link io.jtornado.httpserver.HTTPServerStats#heldWrite()}.
	 * @return bytes
	 */
	public long held() {
		return this.heldCount.get();
	}

	/**
	 * Returns how many encoders and decoders clients have for themselves.
	 * @return those of clients with a context, and of messages that come in pieces
	 */
	public long contexts() {
		return this.contextCount.get();
	}

}
