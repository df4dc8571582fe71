package io.jtornado.httpserver;

import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

import io.jtornado.ioloop.Counter;
import io.jtornado.iostream.StreamBuffers;

/**
 * What can be counted of a server, summed over its loops.
 * <p>
 * <b>Threading:</b> may be read anywhere; what is read together may be a moment apart.
 */
public final class HTTPServerStats {

	private final HTTPServer server;

	private final Collection<ConnectionSet> sets;

	private final List<Counter> reservations;

	HTTPServerStats(HTTPServer server, Collection<ConnectionSet> sets, List<Counter> reservations) {
		this.server = server;
		this.sets = sets;
		this.reservations = reservations;
	}

	/**
	 * Returns how many connections are open.
	 * @return connections
	 */
	public long connectionsActive() {
		return this.server.connectionsActive();
	}

	/**
	 * Returns how many connections are between requests.
	 * @return connections
	 */
	public long connectionsIdle() {
		return Math.max(0, connectionsActive() - connectionsBusy() - connectionsDetached());
	}

	/**
	 * Returns how many connections were given away by {@link HTTPRequest#detach()} and
	 * are open.
	 * @return connections; they count among the active ones, too
	 */
	public long connectionsDetached() {
		return sum((set) -> set.detached().get());
	}

	long connectionsBusy() {
		return sum((set) -> set.busy().get());
	}

	/**
	 * Returns how many requests have come but are not answered; one with a body counts
	 * from its head.
	 * @return requests
	 */
	public long requestsActive() {
		return sum((set) -> set.requests().get());
	}

	/**
	 * Returns how many connections have been accepted and kept.
	 * @return connections since the start
	 */
	public long connectionsAccepted() {
		return this.server.accepted();
	}

	/**
	 * Returns how many bytes have come.
	 * @return bytes since the start, on the loops of this server
	 */
	public long bytesReceived() {
		return sum((set) -> set.buffers().received().get());
	}

	/**
	 * Returns how many bytes have left.
	 * @return bytes since the start, on the loops of this server
	 */
	public long bytesSent() {
		return sum((set) -> set.buffers().sent().get());
	}

	/**
	 * Returns how many bytes of requests are held: unfinished heads, bodies, what was
	 * read ahead.
	 * @return bytes
	 */
	public long heldRead() {
		return reserved() + sum((set) -> set.buffers().heldRead().get());
	}

	/**
	 * Returns how many bytes of answers wait for their clients, or to be complete.
	 * @return bytes
	 */
	public long heldWrite() {
		return sum((set) -> set.buffers().heldWrite().get());
	}

	/**
	 * Returns how many bytes lie unused in the pools.
	 * @return bytes
	 */
	public long pooled() {
		return sum((set) -> set.buffers().pooled());
	}

	/**
	 * Returns how many bytes are reserved for bodies: a part of {@link #heldRead()}.
	 * @return bytes, those of other servers on the same loops included
	 */
	public long reserved() {
		long sum = 0;
		for (Counter reserved : this.reservations) {
			sum += reserved.get();
		}
		return sum;
	}

	/**
	 * Returns the counters behind {@link #reserved()}. They belong to the loops as
	 * {@link #buffers()} do: whoever adds servers up must count each only once.
	 * @return one for each loop
	 */
	public List<Counter> reservations() {
		return this.reservations;
	}

	/**
	 * Returns the buffers behind the other counts of bytes. They belong to the loops, so
	 * that servers on the same loops have the same: whoever adds servers up must count
	 * each only once.
	 * @return those of the loops that a connection has come to
	 */
	public List<StreamBuffers> buffers() {
		return this.sets.stream().map(ConnectionSet::buffers).toList();
	}

	private long sum(ToLongFunction<ConnectionSet> count) {
		long sum = 0;
		for (ConnectionSet set : this.sets) {
			sum += count.applyAsLong(set);
		}
		return sum;
	}

}
