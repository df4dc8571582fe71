package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.jtornado.http.HeadParser;
import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.StreamBuffers;
import io.jtornado.tcpserver.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one server on one loop, and what they share: callback, settings,
 * encoder, spare parser, counters.
 * <p>
 * <b>Threading:</b> confined to its loop; the counters may be read anywhere.
 */
final class ConnectionSet {

	/** What the answers of a loop may hold whatever the others do. */
	private static final int FEW_OCTETS = 64 * 1024;

	private final IOLoop loop;

	private final RequestCallback callback;

	private final HTTPServerOptions options;

	private final MemoryBudget budget;

	private final HTTPServer server;

	private final ResponseEncoder encoder;

	private final RefusalPages pages;

	private final ConnectionEvents events;

	private final StreamBuffers buffers;

	private final Counter busy = new Counter();

	private final Counter requests = new Counter();

	private final Counter detachedCount = new Counter();

	/** Heads that come in one piece, nearly all, are read with this one. */
	private @Nullable HeadParser spareParser;

	/** In which every connection has its place. */
	private final TimeoutWheel wheel;

	private int size;

	/** Those whose streams belong to somebody else. */
	private final Set<DetachedConnection> detached = new HashSet<>();

	/** Only until no connection is left. */
	private @Nullable Drain drain;

	/** Its end failed for want of stack, and perhaps there was none to say so. */
	@Nullable ResponseWriter torn;

	ConnectionSet(HTTPServer server, IOLoop loop, RequestCallback callback) {
		this.server = server;
		this.loop = loop;
		this.callback = callback;
		this.options = server.options();
		this.budget = server.budgetOf(loop);
		this.encoder = new ResponseEncoder(loop, this.options.serverHeader());
		this.pages = new RefusalPages(this.options.refusalRenderer());
		this.buffers = StreamBuffers.of(loop);
		LoopMemory.of(loop).add(this.buffers);
		this.events = new ConnectionEvents(server, loop);
		this.wheel = new TimeoutWheel(loop);
	}

	void add(HTTPConnection connection) {
		try {
			this.wheel.putOff(connection);
		}
		catch (Error ex) { // for want of memory: it will never have a handler
			connection.unlink();
			throw ex;
		}
		this.size++;
	}

	void remove(HTTPConnection connection) {
		unlink(connection);
		handleEnded();
	}

	private void unlink(HTTPConnection connection) {
		connection.unlink();
		this.size--;
		if (this.size == 0) {
			this.wheel.rest();
		}
	}

	/** The stream of a connection is given away, which is not its end. */
	DetachedConnection giveAway(HTTPConnection connection, long openedAt) {
		unlink(connection);
		DetachedConnection given = new DetachedConnection(this, connection.stream(), openedAt);
		this.detached.add(given);
		this.detachedCount.increment();
		return given;
	}

	void remove(DetachedConnection connection) {
		if (this.detached.remove(connection)) {
			this.detachedCount.add(-1);
			handleEnded();
		}
	}

	private void handleEnded() {
		Drain running = this.drain;
		if (running != null) {
			running.handleEnded();
			finishIfEmpty(running);
		}
	}

	private void finishIfEmpty(Drain running) {
		if (size() == 0) {
			this.drain = null;
			running.finish();
		}
	}

	/**
	 * Closes idle connections and lets the others end, if need be by force; completes
	 * when none is left.
	 */
	CompletableFuture<DrainReport> drain(@Nullable Duration deadline) {
		Drain running = this.drain;
		if (running == null) {
			running = new Drain(this);
			this.drain = running;
		}
		running.begin(deadline);
		finishIfEmpty(running);
		return running.report();
	}

	/** Those that were given away included. */
	int size() {
		return this.size + this.detached.size();
	}

	void closeAll() {
		forEach(HTTPConnection::shutDown);
		forEachDetached(DetachedConnection::shutDown);
	}

	/** For those that are there now, although the end of one may end others. */
	void forEach(Consumer<HTTPConnection> action) {
		List<HTTPConnection> present = new ArrayList<>(this.size);
		this.wheel.forEach(present::add);
		present.forEach(action);
	}

	/** Those that were given away, as {@link #forEach}. */
	void forEachDetached(Consumer<DetachedConnection> action) {
		List.copyOf(this.detached).forEach(action);
	}

	HeadParser takeParser() {
		HeadParser spare = this.spareParser;
		this.spareParser = null;
		return (spare != null) ? spare
				: new HeadParser(this.options.limits().maxHeaderSize(), this.options.limits().maxHeaders());
	}

	void giveBack(HeadParser parser) {
		parser.reset();
		this.spareParser = parser;
	}

	/** Makes good for what could not be done at the end of an answer. */
	void endTorn() {
		ResponseWriter left = this.torn;
		if (left != null) {
			left.endIfTorn();
			this.torn = null;
		}
	}

	void handleClosed(CloseReason reason, long nanos) {
		this.server.handleClosed(reason, nanos);
	}

	IOLoop loop() {
		return this.loop;
	}

	/** When connections are looked at because their waits may have lasted too long. */
	TimeoutWheel wheel() {
		return this.wheel;
	}

	RequestCallback callback() {
		return this.callback;
	}

	HTTPServerOptions options() {
		return this.options;
	}

	MemoryBudget budget() {
		return this.budget;
	}

	/** Counts bytes of an answer that is not written yet; false if that is too much. */
	boolean holdAnswer(int more, HTTPConnection connection) {
		boolean held = hold(more);
		if (!held) {
			this.events.handleOverload(connection);
		}
		return held;
	}

	/** Counts bytes; false if that is too much. */
	boolean hold(int more) {
		this.buffers.heldWrite().add(more);
		if (more <= 0 || !this.budget.exhausted()) {
			return true;
		}
		this.buffers.heldWrite().add(-more);
		return false;
	}

	ResponseEncoder encoder() {
		return this.encoder;
	}

	RefusalPages pages() {
		return this.pages;
	}

	/** Where the server's listeners are told. */
	ConnectionEvents events() {
		return this.events;
	}

	StreamBuffers buffers() {
		return this.buffers;
	}

	/**
	 * Whether answers that wait for slow clients, together with all else that is held,
	 * leave no room for another one. A loop that holds next to nothing does not ask the
	 * others.
	 */
	boolean congested() {
		return this.buffers.heldWrite().get() > FEW_OCTETS && this.budget.exhausted();
	}

	/** Connections that are not between requests. */
	Counter busy() {
		return this.busy;
	}

	/** Requests whose head has come and that are not answered. */
	Counter requests() {
		return this.requests;
	}

	/** Connections whose streams were given away. */
	Counter detached() {
		return this.detachedCount;
	}

	/** Null: requests come from their peers, and for any host. */
	@Nullable OriginCheck originCheck() {
		return this.server.originCheck();
	}

	boolean draining() {
		return this.server.draining();
	}

}
