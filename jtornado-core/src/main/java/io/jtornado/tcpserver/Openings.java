package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.ioloop.SparseLine;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.ProxyProtocolException;

/**
 * The connections of one server on one loop whose own bytes cannot flow yet.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class Openings {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	/** Characters. */
	private static final int MAX_REASON = 200;

	private final TCPServer server;

	private final IOLoop loop;

	private final long timeoutNanos;

	private final Set<Opening> openings = new HashSet<>();

	/** Not yet reported. */
	private long shutDown;

	private final SparseLine refusalLine;

	Openings(TCPServer server, IOLoop loop, long timeoutNanos) {
		this.server = server;
		this.loop = loop;
		this.timeoutNanos = timeoutNanos;
		this.refusalLine = new SparseLine(loop, Duration.ofSeconds(1));
	}

	void begin(IOStream stream, SocketAddress address) {
		Opening opening;
		try {
			opening = new Opening(this, stream, address);
			this.openings.add(opening);
			opening.begin();
		}
		catch (Throwable ex) { // for want of memory, say: nobody else would close it
			stream.abort();
			this.server.connectionClosed(CloseReason.ERROR, 0);
			LOGGER.error("Exception for {}", TCPServer.describe(address), ex);
			return;
		}
		if (this.server.draining()) {
			shutDown(opening);
		}
	}

	private void shutDown(Opening opening) {
		this.shutDown++;
		opening.shutDown();
	}

	void remove(Opening opening) {
		this.openings.remove(opening);
	}

	/**
	 * Closes them on their loop; with a loop that is closed they have ended already.
	 * @return completes with how many they were, those included that came while the
	 * server drained
	 */
	CompletableFuture<Long> close() {
		CompletableFuture<Long> closed = new CompletableFuture<>();
		this.loop.addCallback(Droppable.of(() -> {
			try {
				List.copyOf(this.openings).forEach(this::shutDown);
			}
			finally {
				closed.complete(this.shutDown);
				this.shutDown = 0;
			}
		}, () -> closed.complete(0L)));
		return closed;
	}

	void handleRefusal(SocketAddress address, IOException refusal) {
		this.server.handleRejected((refusal instanceof ProxyProtocolException) ? RejectReason.PROXY : RejectReason.TLS);
		this.refusalLine
			.write((more) -> LOGGER.info("Refused a connection from {}: {} ({} more since the last such line)",
					TCPServer.describe(address), reason(refusal), more));
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
