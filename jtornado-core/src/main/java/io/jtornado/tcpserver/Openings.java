package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.ProxyProtocolException;

/**
 * The connections of one server on one loop whose own bytes cannot flow yet.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class Openings {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private static final long LOG_INTERVAL = 1_000_000_000;

	/** Characters. */
	private static final int MAX_REASON = 200;

	private final TCPServer server;

	private final IOLoop loop;

	private final long timeoutNanos;

	private final Set<Opening> openings = new HashSet<>();

	private long lastLogged;

	private long unlogged;

	Openings(TCPServer server, IOLoop loop, long timeoutNanos) {
		this.server = server;
		this.loop = loop;
		this.timeoutNanos = timeoutNanos;
		this.lastLogged = loop.now() - LOG_INTERVAL;
	}

	void begin(IOStream stream, SocketAddress address) {
		Opening opening = new Opening(this, stream, address);
		this.openings.add(opening);
		opening.begin();
		if (this.server.draining()) {
			opening.shutDown();
		}
	}

	void remove(Opening opening) {
		this.openings.remove(opening);
	}

	/** Closes them on their loop; with a loop that is closed they have ended already. */
	CompletableFuture<Void> close() {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		this.loop.addCallback(new Droppable() {

			@Override
			public void run() {
				try {
					List.copyOf(Openings.this.openings).forEach(Opening::shutDown);
				}
				finally {
					closed.complete(null);
				}
			}

			@Override
			public void dropped() {
				closed.complete(null);
			}

		});
		return closed;
	}

	void handleRefusal(SocketAddress address, IOException refusal) {
		this.server.handleRejected((refusal instanceof ProxyProtocolException) ? RejectReason.PROXY : RejectReason.TLS);
		if (this.loop.now() - this.lastLogged < LOG_INTERVAL) {
			// An attacker decides how often this happens: a line a second must do.
			this.unlogged++;
			return;
		}
		LOGGER.info("Refused a connection from {}: {} ({} more since the last such line)", address, reason(refusal),
				this.unlogged);
		this.lastLogged = this.loop.now();
		this.unlogged = 0;
	}

	/** The engine of TLS, for one, says back what the peer has sent. */
	private static String reason(IOException refusal) {
		String message = String.valueOf(refusal.getMessage());
		return SafeLog.escape(message.substring(0, Math.min(message.length(), MAX_REASON)));
	}

	TCPServer server() {
		return this.server;
	}

	IOLoop loop() {
		return this.loop;
	}

	long timeoutNanos() {
		return this.timeoutNanos;
	}

}
