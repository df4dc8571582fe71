package io.jtornado.httpserver;

/**
 * A connection's place in a chain of the {@link TimeoutWheel}, which is a part of the
 * connection because a list of them would cost each an entry.
 */
abstract sealed class ConnectionLink permits ConnectionLink.Head, ConnectionProgress {

	/** Both ends of a chain, which is a ring so that a link need not know its head. */
	static final class Head extends ConnectionLink {

	}

	private ConnectionLink previous = this;

	private ConnectionLink next = this;

	/**
	 * When the wheel looks at the connection, in milliseconds that wrap around: a long is
	 * 4 bytes more.
	 */
	int lookAt;

	void linkBehind(ConnectionLink head) {
		this.previous = head;
		this.next = head.next;
		head.next.previous = this;
		head.next = this;
	}

	void unlink() {
		this.previous.next = this.next;
		this.next.previous = this.previous;
		this.previous = this;
		this.next = this;
	}

	/** Moves all that another head leads behind this one. */
	void takeAll(ConnectionLink other) {
		if (other.isLinked()) {
			ConnectionLink first = other.next;
			ConnectionLink last = other.previous;
			other.unlink();
			last.next = this.next;
			this.next.previous = last;
			this.next = first;
			first.previous = this;
		}
	}

	/** Whether there are others in the same chain. */
	boolean isLinked() {
		return this.next != this;
	}

	ConnectionLink next() {
		return this.next;
	}

}
