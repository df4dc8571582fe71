package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.ioloop.SlicedWalk;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of a set come to their end: the idle ones at once, the others with
 * their answers, of which those that have no end are told to end, and by force what is
 * left at the deadline.
 * <p>
 * <b>Threading:</b> confined to the set's loop.
 */
final class Drain {

	private final ConnectionSet set;

	private final long began;

	private final CompletableFuture<DrainReport> report = new CompletableFuture<>();

	private @Nullable Timeout timeout;

	/** What ends now was idle; a connection whose answers wait ends with these. */
	private boolean closingIdle;

	private long idleClosed;

	private long aborted;

	private long ended;

	Drain(ConnectionSet set) {
		this.set = set;
		this.began = set.loop().now();
	}

	/** For so long from now on; null: however long it takes. */
	void begin(@Nullable Duration deadline) {
		long now = this.set.loop().now();
		// A turn later: what has come from a client by now is read before, and served.
		this.set.loop().addCallback(() -> {
			closeIdle();
			if (deadline != null && !this.report.isDone()) {
				abortAt(now + deadline.toNanos());
			}
		});
	}

	private void closeIdle() {
		this.closingIdle = true;
		// Whose answers, or protocols, may have no end of their own.
		List<Runnable> untold = new ArrayList<>();
		this.set.forEach((connection) -> connection.handleDrain(untold));
		this.closingIdle = false;
		this.set.forEachDetached((connection) -> untold.add(connection::handleDrain));
		if (!untold.isEmpty()) {
			this.set.loop().addCallback(new SlicedWalk<>(this.set.loop(), untold, Runnable::run, () -> {
			}));
		}
	}

	/** The earliest of several deadlines holds. */
	private void abortAt(long time) {
		if (this.timeout == null) {
			this.timeout = this.set.loop().callAt(time, this::abort);
		}
		else if (time - this.timeout.deadline() < 0) {
			this.set.loop().rearm(this.timeout, time);
		}
	}

	private void abort() {
		this.aborted += this.set.size();
		this.set.closeAll();
	}

	/** A connection is gone. */
	void handleEnded() {
		this.ended++;
		this.idleClosed += this.closingIdle ? 1 : 0;
	}

	/** None is left. */
	void finish() {
		if (this.timeout != null) {
			this.set.loop().removeTimeout(this.timeout);
		}
		this.report.complete(new DrainReport(this.idleClosed, this.ended - this.idleClosed - this.aborted, this.aborted,
				Duration.ofNanos(this.set.loop().now() - this.began)));
	}

	CompletableFuture<DrainReport> report() {
		return this.report;
	}

}
