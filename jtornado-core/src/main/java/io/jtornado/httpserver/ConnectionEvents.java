package io.jtornado.httpserver;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

import io.jtornado.http.Refusal;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.ioloop.SparseLine;
import io.jtornado.tcpserver.RejectReason;
import io.jtornado.tcpserver.TCPServer;

/**
 * What befalls the connections of one server on one loop, as its listeners are told it,
 * and a line in the log for whoever looks why clients complain.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class ConnectionEvents {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final HTTPServer server;

	private final SparseLine refusalLine;

	ConnectionEvents(HTTPServer server, IOLoop loop) {
		this.server = server;
		this.refusalLine = new SparseLine(loop, Duration.ofSeconds(1));
	}

	void handleMalformed(Refusal refusal, HTTPConnection connection) {
		tell((listener) -> listener.onMalformed(refusal));
		logRefusal(refusal.status(), refusal.tag(), connection);
	}

	void handleOverload(HTTPConnection connection) {
		tell((listener) -> listener.onRejected(RejectReason.MEMORY));
		logRefusal(503, "memory", connection);
	}

	void handleTimeout(TimeoutPhase phase, HTTPConnection connection) {
		handleTimeout(phase);
		if (phase == TimeoutPhase.HEADER || phase == TimeoutPhase.BODY) {
			logRefusal(408, phase.name().toLowerCase(Locale.ROOT) + "-timeout", connection);
		}
	}

	/** Of a connection of which nothing else is known yet. */
	void handleHandshakeTimeout() {
		handleTimeout(TimeoutPhase.HANDSHAKE);
	}

	private void handleTimeout(TimeoutPhase phase) {
		tell((listener) -> listener.onTimeout(phase));
	}

	private void logRefusal(int status, String reason, HTTPConnection connection) {
		this.refusalLine
			.write((more) -> LOGGER.info("Refused a request from {} with {}: {} ({} more since the last such line)",
					TCPServer.describe(connection.remoteAddress()), status, reason, more));
	}

	private void tell(Consumer<HTTPServerListener> event) {
		for (HTTPServerListener listener : this.server.listeners()) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) { // a missing class too is the listener's own affair
				LOGGER.error("A listener of server {} failed", this.server.name(), ex);
			}
		}
	}

}
