package io.jtornado.httpserver;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.jtornado.http.HeadParser;
import io.jtornado.http.Refusal;
import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.StreamBuffers;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one server on one loop, and what they share: callback, settings,
 * encoder, spare parser, counters.
 * <p>
 * <b>Threading:</b> confined to its loop; the counters may be read anywhere.
 */
final class ConnectionSet {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private static final long LOG_INTERVAL = 1_000_000_000;

	private final IOLoop loop;

	private final RequestCallback callback;

	private final HTTPServerOptions options;

	private final MemoryBudget budget;

	private final HTTPServer server;

	private final ResponseEncoder encoder;

	private final RefusalPages pages;

	private final StreamBuffers buffers;

	private final Counter busy = new Counter();

	private final Counter requests = new Counter();

	/** Heads that come in one piece, nearly all, are read with this one. */
	private @Nullable HeadParser spareParser;

	/** A chain through the connections: a set would cost each of them an entry. */
	private @Nullable HTTPConnection first;

	private int size;

	private @Nullable CompletableFuture<Void> whenEmpty;

	private long lastLogged;

	private long unlogged;

	ConnectionSet(HTTPServer server, IOLoop loop, RequestCallback callback, MemoryBudget budget) {
		this.server = server;
		this.loop = loop;
		this.callback = callback;
		this.options = server.options();
		this.budget = budget;
		this.encoder = new ResponseEncoder(loop, this.options.serverHeader());
		this.pages = new RefusalPages(this.options.refusalRenderer());
		this.buffers = StreamBuffers.of(loop);
		this.lastLogged = loop.now() - LOG_INTERVAL;
	}

	void add(HTTPConnection connection) {
		connection.linkBefore(this.first);
		this.first = connection;
		this.size++;
	}

	void remove(HTTPConnection connection) {
		if (this.first == connection) {
			this.first = connection.next();
		}
		connection.unlink();
		this.size--;
		if (this.size == 0 && this.whenEmpty != null) {
			this.whenEmpty.complete(null);
		}
	}

	/** Closes idle connections and lets the others end; completes when none is left. */
	CompletableFuture<Void> drain() {
		CompletableFuture<Void> empty = this.whenEmpty;
		if (empty == null || empty.isDone()) {
			empty = new CompletableFuture<>();
			this.whenEmpty = empty;
		}
		forEach(HTTPConnection::endIfDraining);
		if (this.size == 0) {
			empty.complete(null);
		}
		return empty;
	}

	void closeAll() {
		forEach(HTTPConnection::shutDown);
	}

	private void forEach(Consumer<HTTPConnection> action) {
		HTTPConnection connection = this.first;
		while (connection != null) {
			HTTPConnection next = connection.next();
			action.accept(connection);
			connection = next;
		}
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

	void handleMalformed(Refusal refusal, HTTPConnection connection) {
		notify((listener) -> listener.onMalformed(refusal));
		logRefusal(refusal.status(), refusal.tag(), connection);
	}

	/** A line for whoever looks why clients complain. */
	private void logRefusal(int status, String reason, HTTPConnection connection) {
		if (this.loop.now() - this.lastLogged < LOG_INTERVAL) {
			// An attacker decides how often this happens: a line a second must do.
			this.unlogged++;
			return;
		}
		LOGGER.info("Refused a request from {} with {}: {} ({} more since the last such line)",
				connection.remoteAddress(), status, reason, this.unlogged);
		this.lastLogged = this.loop.now();
		this.unlogged = 0;
	}

	/** A connection of which nothing else is known yet. */
	void handleHandshakeTimeout() {
		handleTimeout(TimeoutPhase.HANDSHAKE);
	}

	private void handleTimeout(TimeoutPhase phase) {
		notify((listener) -> listener.onTimeout(phase));
	}

	void handleTimeout(TimeoutPhase phase, HTTPConnection connection) {
		handleTimeout(phase);
		if (phase == TimeoutPhase.HEADER || phase == TimeoutPhase.BODY) {
			logRefusal(408, phase.name().toLowerCase(Locale.ROOT) + "-timeout", connection);
		}
	}

	void handleOverload(HTTPConnection connection) {
		notify((listener) -> listener.onRejected(RejectReason.MEMORY));
		logRefusal(503, "memory", connection);
	}

	void handleClosed(CloseReason reason, long nanos) {
		this.server.handleClosed(reason, nanos);
	}

	private void notify(Consumer<HTTPServerListener> event) {
		for (HTTPServerListener listener : this.server.listeners()) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) { // a missing class too is the listener's own affair
				LOGGER.error("A listener of server {} failed", this.options.name(), ex);
			}
		}
	}

	IOLoop loop() {
		return this.loop;
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

	ResponseEncoder encoder() {
		return this.encoder;
	}

	RefusalPages pages() {
		return this.pages;
	}

	StreamBuffers buffers() {
		return this.buffers;
	}

	/** Connections that are not between requests. */
	Counter busy() {
		return this.busy;
	}

	/** Requests whose head has come and that are not answered. */
	Counter requests() {
		return this.requests;
	}

	/** Null: requests come from their peers, and for any host. */
	@Nullable OriginCheck originCheck() {
		return this.server.originCheck();
	}

	boolean draining() {
		return this.server.draining();
	}

}
