package io.jtornado.httpserver;

import org.jspecify.annotations.Nullable;

/**
 * A connection's place in the chain of its {@link ConnectionSet}, which is a part of the
 * connection because a list of them would cost each an entry.
 */
abstract sealed class ConnectionLink permits ConnectionProgress {

	private @Nullable HTTPConnection previous;

	private @Nullable HTTPConnection next;

	void linkBefore(@Nullable HTTPConnection first) {
		this.next = first;
		if (first != null) {
			((ConnectionLink) first).previous = (HTTPConnection) this;
		}
	}

	void unlink() {
		if (this.previous != null) {
			((ConnectionLink) this.previous).next = this.next;
		}
		if (this.next != null) {
			((ConnectionLink) this.next).previous = this.previous;
		}
		this.previous = null;
		this.next = null;
	}

	@Nullable HTTPConnection next() {
		return this.next;
	}

}
