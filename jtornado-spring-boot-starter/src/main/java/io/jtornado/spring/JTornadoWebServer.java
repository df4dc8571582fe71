package io.jtornado.spring;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

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
 * The listeners of an application and their loops as Spring Boot sees a web server: each
 * listener is an {@link HTTPServer}, and they start, drain and stop together. The loops
 * run from the first {@link #start()} to {@link #destroy()}; {@link #stop()} closes every
 * connection, and returns when the port is free again.
 * <p>
 * <b>Threading:</b> any thread, one at a time. A loop of the server should not call it,
 * but may: then nothing is waited for, and the loops end after the call.
 */
public final class JTornadoWebServer implements WebServer {

	/** Name of the bean. */
	public static final String BEAN_NAME = "jtornadoWebServer";

	private static final Logger logger = LoggerFactory.getLogger(JTornadoWebServer.class);

	/** How long {@link #stop()} waits for connections that have been told to close. */
	private static final long CLOSE_SECONDS = 5;

	private final List<JTornadoListener> listeners;

	private final IOLoopGroup loops;

	private final Shutdown shutdown;

	private final Duration gracePeriod;

	private boolean loopsStarted;

	private @Nullable CompletableFuture<Boolean> drained; // null until told to drain

	private volatile boolean listening;

	/**
	 * Creates a web server that does not listen yet.
	 * @param listeners the main listener, then the further ones
	 * @param loops the loops of all listeners
	 * @param shutdown whether requests in flight are waited for
	 * @param gracePeriod how long they are; nothing or more
	 * @throws IllegalArgumentException if two listeners have the same name
	 * @throws ListenerFailedException if two listeners have the same address
	 */
	public JTornadoWebServer(List<JTornadoListener> listeners, IOLoopGroup loops, Shutdown shutdown,
			Duration gracePeriod) {
		this.listeners = List.copyOf(listeners);
		this.loops = loops;
		this.shutdown = shutdown;
		this.gracePeriod = gracePeriod;
		Set<String> names = new HashSet<>();
		ListenPlaces places = new ListenPlaces();
		for (JTornadoListener listener : listeners) {
			if (!names.add(listener.name())) {
				throw new IllegalArgumentException("Two listeners have the name '" + listener.name()
						+ "': an HTTPServerCustomizer is called for each and must not give them all the same");
			}
			places.take(listener);
		}
	}

	/**
	 * Listens everywhere, or nowhere if one address cannot be had.
	 * @throws PortInUseException if another process or server has a port
	 * @throws WebServerException if an address cannot be bound for another reason
	 */
	@Override
	public synchronized void start() {
		if (this.listening || this.listeners.stream().allMatch((listener) -> listener.addresses().isEmpty())) {
			return;
		}
		if (!this.loopsStarted) {
			this.loops.start();
			this.loopsStarted = true;
		}
		try {
			this.listeners.forEach(JTornadoListener::bind);
		}
		catch (RuntimeException ex) {
			this.listeners.forEach((listener) -> listener.server().stop());
			throw ex;
		}
		this.listening = true;
		this.drained = null;
		logger.info("jtornado started on {}",
				this.listeners.stream().map(JTornadoListener::describe).collect(Collectors.joining(", ")));
	}

	/**
	 * Stops listening, and lets what is under way come to its end, until the grace period
	 * is over. Nothing is waited for here.
	 * @param callback told how it ended, on a loop or on the calling thread: IDLE if
	 * every request was answered, REQUESTS_ACTIVE if the last ones were broken off, be it
	 * because of the time or by {@link #stop()}; IMMEDIATE if nothing is to be waited
	 * for, and then {@link #stop()} ends it all
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
		drain(this.gracePeriod).whenComplete((complete, failure) -> tell(callback, Boolean.TRUE.equals(complete)));
	}

	/**
	 * Lets all listeners come to their end by a deadline; of several the earliest holds.
	 * @return completes with whether every request was answered
	 */
	private synchronized CompletableFuture<Boolean> drain(Duration deadline) {
		CompletableFuture<Boolean> running = this.drained;
		if (running == null) {
			running = begin(deadline);
			this.drained = running;
		}
		else if (!running.isDone()) {
			this.listeners.forEach((listener) -> listener.server().drain(deadline));
		}
		return running;
	}

	private CompletableFuture<Boolean> begin(Duration deadline) {
		CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
		for (JTornadoListener listener : this.listeners) {
			all = all.thenCombine(listener.drain(deadline), (complete, report) -> complete && report.aborted() == 0);
		}
		return all;
	}

	private static void tell(GracefulShutdownCallback callback, boolean complete) {
		if (complete) {
			logger.info("Graceful shutdown complete");
			callback.shutdownComplete(GracefulShutdownResult.IDLE);
		}
		else {
			logger.info("Graceful shutdown aborted with one or more requests still active");
			callback.shutdownComplete(GracefulShutdownResult.REQUESTS_ACTIVE);
		}
	}

	/**
	 * Breaks off whatever is still under way, and waits for that, unless it is called on
	 * one of the loops.
	 */
	@Override
	public synchronized void stop() {
		if (!this.listening) {
			return;
		}
		this.listening = false;
		CompletableFuture<Boolean> ended = drain(Duration.ZERO);
		if (!inLoop()) {
			await(ended);
		}
	}

	private void await(CompletableFuture<Boolean> ended) {
		try {
			ended.get(CLOSE_SECONDS, TimeUnit.SECONDS);
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
	 * Port the main listener listens on.
	 * @return the port; -1 while it does not listen, or if it does so on a Unix domain
	 * socket alone
	 */
	@Override
	public int getPort() {
		return this.listening ? this.listeners.get(0).port() : -1;
	}

	/**
	 * Whether the server listens, be it on a port or not.
	 * @return whether it does
	 */
	public boolean isListening() {
		return this.listening;
	}

	/**
	 * All listeners.
	 * @return the main listener, then the further ones in the order of their properties
	 */
	public List<JTornadoListener> listeners() {
		return this.listeners;
	}

	/**
	 * Finds the server of a listener.
	 * @param name the name of the listener
	 * @return its server
	 * @throws IllegalArgumentException if there is no such listener
	 */
	public HTTPServer server(String name) {
		return this.listeners.stream()
			.filter((listener) -> listener.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no listener '" + name + "'"))
			.server();
	}

}
