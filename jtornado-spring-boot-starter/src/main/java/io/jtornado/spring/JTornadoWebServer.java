package io.jtornado.spring;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;

/**
 * An {@link HTTPServer} and its loops as Spring Boot sees a web server. The loops run
 * from the first {@link #start()} to {@link #destroy()}; {@link #stop()} closes every
 * connection, and returns when the port is free again.
 * <p>
 * <em>Threading</em>: any thread, one at a time. A loop of the server should not call it,
 * but may: then nothing is waited for, and the loops end after the call.
 */
public final class JTornadoWebServer implements WebServer {

	/** Name of the bean. */
	public static final String BEAN_NAME = "jtornadoWebServer";

	private static final Logger logger = LoggerFactory.getLogger(JTornadoWebServer.class);

	/** How long {@link #stop()} waits for connections that have been told to close. */
	private static final long CLOSE_SECONDS = 5;

	private final HTTPServer server;

	private final IOLoopGroup loops;

	private final @Nullable InetAddress address;

	private final int port;

	private final Shutdown shutdown;

	private boolean loopsStarted;

	private @Nullable CompletionStage<Void> drained; // null until told to drain

	private volatile boolean listening;

	private volatile boolean aborted;

	/**
	 * Creates a web server that does not listen yet.
	 * @param server the server
	 * @param loops the loops of the server
	 * @param address the address to listen on, null for every address of the machine
	 * @param port the port to listen on, 0 for any free one, -1 to never listen
	 * @param shutdown whether requests in flight are waited for
	 */
	public JTornadoWebServer(HTTPServer server, IOLoopGroup loops, @Nullable InetAddress address, int port,
			Shutdown shutdown) {
		this.server = server;
		this.loops = loops;
		this.address = address;
		this.port = port;
		this.shutdown = shutdown;
	}

	/**
	 * Listens.
	 * @throws PortInUseException if another process or server has the port
	 * @throws WebServerException if the address cannot be bound for another reason
	 */
	@Override
	public synchronized void start() {
		if (this.listening || this.port < 0) {
			return;
		}
		try {
			if (!this.loopsStarted) {
				this.loops.start();
				this.loopsStarted = true;
			}
			this.server.bind(new InetSocketAddress(this.address, this.port));
			this.listening = true;
			this.aborted = false;
			this.drained = null;
		}
		catch (Exception ex) {
			PortInUseException.throwIfPortBindingException(ex, () -> this.port);
			throw new WebServerException("Unable to listen on port " + this.port, ex);
		}
		logger.info("jtornado started on port {} (http)", getPort());
	}

	/**
	 * Stops listening, and completes when every request in flight has been answered.
	 * @param callback told how it ended, on a loop or on the calling thread
	 */
	@Override
	public void shutDownGracefully(GracefulShutdownCallback callback) {
		if (this.shutdown == Shutdown.IMMEDIATE) {
			callback.shutdownComplete(GracefulShutdownResult.IMMEDIATE);
			return;
		}
		if (!this.listening) {
			callback.shutdownComplete(GracefulShutdownResult.IDLE);
			return;
		}
		logger.info("Commencing graceful shutdown. Waiting for active requests to complete");
		drain().whenComplete((nothing, failure) -> tell(callback));
	}

	/**
	 * Closes the listening sockets and lets the connections end; both happen on the
	 * loops.
	 */
	private synchronized CompletionStage<Void> drain() {
		if (this.drained == null) {
			this.server.stop();
			CompletableFuture<Void> freed = new CompletableFuture<>();
			IOLoop acceptLoop = this.server.loops().get(0);
			// A socket is closed in one turn and leaves the selector in the next.
			acceptLoop.addCallback(() -> acceptLoop.addCallback(() -> freed.complete(null)));
			this.drained = this.server.drain().thenCompose((nothing) -> freed);
		}
		return this.drained;
	}

	private void tell(GracefulShutdownCallback callback) {
		if (this.aborted) {
			logger.info("Graceful shutdown aborted with one or more requests still active");
			callback.shutdownComplete(GracefulShutdownResult.REQUESTS_ACTIVE);
		}
		else {
			logger.info("Graceful shutdown complete");
			callback.shutdownComplete(GracefulShutdownResult.IDLE);
		}
	}

	@Override
	public synchronized void stop() {
		if (!this.listening) {
			return;
		}
		this.listening = false;
		this.aborted = true;
		CompletionStage<Void> drained = drain();
		this.server.closeAllConnections();
		if (!inLoop()) {
			await(drained);
		}
	}

	private void await(CompletionStage<Void> drained) {
		try {
			drained.toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("Connections are still open after the server was told to close them", ex);
		}
	}

	@Override
	public synchronized void destroy() {
		stop();
		if (inLoop()) {
			// A loop cannot wait for its own end, and a loop that stays keeps the
			// virtual machine alive: each ends after what it was told to close.
			this.loops.loops().forEach((loop) -> loop.addCallback(loop::stop));
			return;
		}
		this.loops.close();
	}

	private boolean inLoop() {
		return this.loops.loops().stream().anyMatch(IOLoop::inLoop);
	}

	/**
	 * Port the server listens on.
	 * @return the port, -1 while it does not listen
	 */
	@Override
	public int getPort() {
		return this.listening ? this.server.port() : -1;
	}

}
