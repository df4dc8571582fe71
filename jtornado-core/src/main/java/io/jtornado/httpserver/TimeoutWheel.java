package io.jtornado.httpserver;

import java.util.function.Consumer;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a set, in the order in which their waits may end: a ring of slots of
 * a second each. When a slot's time has come its connections are looked at; those whose
 * wait goes on move to a later slot, and only those that end within this very second get
 * a timeout of their own. So an idle connection has no timeout object, and a busy one
 * mostly stays where it is.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class TimeoutWheel {

	/** A slot lasts 2 to the power of so many milliseconds. */
	private static final int SLOT_SHIFT = 10;

	/**
	 * A power of two. Waits beyond the ring are looked at, in vain, every two minutes.
	 */
	private static final int SLOTS = 128;

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final IOLoop loop;

	/**
	 * Where slots and milliseconds are counted from: the loop's scale may wrap around.
	 */
	private final long start;

	private final ConnectionLink[] slots = new ConnectionLink[SLOTS];

	/** The last slot whose time has come. */
	private long passed;

	/** The first slot that is waited for. */
	private long awaited = Long.MAX_VALUE;

	private @Nullable Timeout timeout;

	/** Those that are looked at in the present turn. */
	private final ConnectionLink due = new ConnectionLink.Head();

	TimeoutWheel(IOLoop loop) {
		this.loop = loop;
		this.start = loop.now();
		this.passed = slot(loop.now());
		for (int i = 0; i < SLOTS; i++) {
			this.slots[i] = new ConnectionLink.Head();
		}
	}

	/** Takes a connection in, or moves it to where it is looked at last. */
	void putOff(ConnectionTimer connection) {
		put(connection, slot(this.loop.now()) + SLOTS - 1);
	}

	/** Sees to it that a connection is looked at when its wait may end, if not before. */
	void watch(ConnectionTimer connection, long deadline) {
		int dueAt = millis(deadline);
		if (connection.lookAt - dueAt <= 0) {
			return;
		}
		long now = slot(this.loop.now());
		long slot = slot(deadline);
		if (slot > now) {
			put(connection, Math.min(slot, now + SLOTS - 1));
		}
		else {
			connection.lookAt = dueAt;
			this.loop.callAt(deadline, () -> look(connection, dueAt));
		}
	}

	/** Unless it has been put elsewhere since, or is gone. */
	private static void look(ConnectionTimer connection, int dueAt) {
		if (connection.lookAt == dueAt && connection.isLinked()) {
			connection.look();
		}
	}

	private void put(ConnectionTimer connection, long slot) {
		connection.unlink();
		connection.linkBehind(head(slot));
		connection.lookAt = (int) (slot << SLOT_SHIFT);
		if (slot < this.awaited) {
			await(slot);
		}
	}

	private void await(long slot) {
		long begin = this.start + (slot << SLOT_SHIFT) * NANOS_PER_MILLI;
		if (this.timeout == null) {
			this.timeout = this.loop.callAt(begin, this::turn);
		}
		else {
			this.loop.rearm(this.timeout, begin);
		}
		// Last: if that has failed for want of memory, the next one tries again.
		this.awaited = slot;
	}

	/** No connection is left. */
	void rest() {
		if (this.timeout != null) {
			this.loop.removeTimeout(this.timeout);
		}
		this.awaited = Long.MAX_VALUE;
	}

	/**
	 * Looks at those whose slot has come, more than one if the loop was held up. What
	 * fails for one connection has the others wait for a second more, and itself until it
	 * is looked at as if it were new.
	 */
	private void turn() {
		long now = slot(this.loop.now());
		this.awaited = Long.MAX_VALUE;
		try {
			for (long slot = Math.max(this.passed, now - SLOTS) + 1; slot <= now; slot++) {
				this.due.takeAll(head(slot));
			}
			this.passed = now;
			while (this.due.isLinked()) { // each look puts one elsewhere
				((ConnectionTimer) this.due.next()).look();
			}
		}
		finally {
			head(now + 1).takeAll(this.due);
			awaitNext(now);
		}
	}

	private void awaitNext(long now) {
		for (long slot = now + 1; slot < now + SLOTS; slot++) {
			if (head(slot).isLinked()) {
				await(slot);
				return;
			}
		}
	}

	/** In no order that means anything; none may be added or moved meanwhile. */
	void forEach(Consumer<HTTPConnection> action) {
		for (ConnectionLink head : this.slots) {
			for (ConnectionLink link = head.next(); link != head; link = link.next()) {
				action.accept((HTTPConnection) link);
			}
		}
	}

	private ConnectionLink head(long slot) {
		return this.slots[(int) slot & (SLOTS - 1)];
	}

	private long slot(long nanos) {
		return millisSinceStart(nanos) >> SLOT_SHIFT;
	}

	private long millisSinceStart(long nanos) {
		return Math.floorDiv(nanos - this.start, NANOS_PER_MILLI);
	}

	/**
	 * A time of the loop's clock in milliseconds that wrap around: differences count.
	 */
	int millis(long nanos) {
		return (int) millisSinceStart(nanos);
	}

}
