package io.jtornado.spring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.jtornado.httpserver.DrainReport;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.PortInUseException;

/**
 * A server and where it listens.
 * <p>
 * <b>Threading:</b> immutable, but for the server.
 *
 * @param server the server, which has a name
 * @param addresses the addresses; none: it never listens
 */
public record JTornadoListener(HTTPServer server, List<SocketAddress> addresses) {

	private static final Logger logger = LoggerFactory.getLogger(JTornadoListener.class);

	public JTornadoListener {
		addresses = List.copyOf(addresses);
	}

	/**
	 * What the listener is called in metrics, logs and properties.
	 * @return its name
	 */
	public String name() {
		return this.server.name();
	}

	/**
	 * The port that is listened on.
	 * @return the port; -1 if there is none
	 */
	public int port() {
		return this.server.port();
	}

	void bind() {
		for (SocketAddress address : this.addresses) {
			try {
				this.server.bind(address);
			}
			catch (IOException | RuntimeException ex) {
				PortInUseException.ifPortBindingException(ex, (cause) -> throwIfPort(address, cause));
				throw new ListenerFailedException(name(), "cannot listen: " + ex.getMessage() + ".",
						ListenAdvice.of(address, ex), ex);
			}
		}
	}

	/**
	 * Stops listening and lets the connections come to their end, as
	 * {@link HTTPServer#drain(Duration)} does; how they did is logged.
	 * @return completes, on a loop, when no connection is left and what was listened on
	 * is free
	 */
	CompletableFuture<DrainReport> drain(Duration deadline) {
		this.server.stop();
		IOLoop acceptLoop = this.server.loops().get(0);
		// A socket is closed in one turn and leaves the selector in the next.
		CompletableFuture<Void> freed = turn(acceptLoop).thenCompose((nothing) -> turn(acceptLoop));
		return this.server.drain(deadline)
			.thenApply(this::logged)
			.thenCombine(freed, (report, nothing) -> report)
			.toCompletableFuture();
	}

	/** Completes in the next turn of a loop, or at once if there is none any more. */
	private static CompletableFuture<Void> turn(IOLoop loop) {
		CompletableFuture<Void> turned = new CompletableFuture<>();
		loop.addCallback(new Droppable() {

			@Override
			public void run() {
				turned.complete(null);
			}

			@Override
			public void dropped() {
				turned.complete(null);
			}

		});
		return turned;
	}

	private DrainReport logged(DrainReport report) {
		logger.info("Listener '{}' has ended in {} ms; its connections: {} closed idle, {} finished, {} aborted",
				name(), report.duration().toMillis(), report.idleClosed(), report.finished(), report.aborted());
		return report;
	}

	private void throwIfPort(SocketAddress address, Exception cause) {
		if (address instanceof InetSocketAddress inet) {
			throw new ListenerInUseException(name(), inet.getPort(), cause);
		}
	}

	String describe() {
		return this.server.addresses().stream().map(this::describe).collect(Collectors.joining(", "));
	}

	private String describe(SocketAddress address) {
		return place(address) + " (" + name() + ((this.server.options().tcp().ssl() != null) ? ", TLS)" : ")");
	}

	static String place(SocketAddress address) {
		return (address instanceof InetSocketAddress inet) ? "port " + inet.getPort() : "socket " + address;
	}

}
