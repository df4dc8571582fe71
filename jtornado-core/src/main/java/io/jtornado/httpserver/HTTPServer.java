package io.jtornado.httpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.iostream.StreamOptions;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.TCPServer;
import io.jtornado.tcpserver.TCPServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Serves HTTP/1.1: makes an {@link HTTPConnection} of every accepted stream. Tornado's
 * {@code HTTPServer}.
 *
 * <pre>{@code
 * HTTPServer server = new HTTPServer((request) -> request.respond(ResponseStartLine.OK,
 *         HTTPHeaders.of("Content-Type", "text/plain"), "Hello, world".getBytes(UTF_8)));
 * server.listen(8888);
 * IOLoop.instance().start();
 * }</pre>
 * <p>
 * A server is a listener with one set of options, on as many addresses as it binds.
 * Several servers make several listeners, which share loops and the memory that is
 * counted on these, but neither options nor counts of connections:
 *
 * <pre>{@code
 * IOLoopGroup loops = IOLoopGroup.of(0);
 * HTTPServer open = new HTTPServer(application, loops);
 * HTTPServer local = new HTTPServer(application, loops, HTTPServerOptions.DEFAULTS.withName("local")
 *         .withTcp(TCPServerOptions.DEFAULTS.withUnixSocketMode("rw-rw----")));
 * loops.start();
 * open.listen(8888);
 * local.listenUnix(Path.of("/run/application.sock"));
 * }</pre>
 * <p>
 * <b>Threading:</b> its methods may be called on any thread, but for
 * {@link #handleStream}.
 */
public final class HTTPServer extends TCPServer {

	private final RequestCallback callback;

	private final HTTPServerOptions options;

	private final List<LoopMemory> memories;

	private final List<HTTPServerListener> listeners = new CopyOnWriteArrayList<>();

	private final Map<IOLoop, ConnectionSet> sets = new ConcurrentHashMap<>();

	private final StreamOptions streamOptions;

	private final HTTPServerStats stats;

	private final @Nullable OriginCheck originCheck;

	private volatile boolean draining;

	/**
	 * Serves on {@link IOLoop#current()} with the default settings.
	 * @param callback serves the requests
	 */
	public HTTPServer(RequestCallback callback) {
		this(callback, HTTPServerOptions.DEFAULTS);
	}

	/**
	 * Serves on {@link IOLoop#current()}.
	 * @param callback serves the requests
	 * @param options the settings
	 */
	public HTTPServer(RequestCallback callback, HTTPServerOptions options) {
		this(callback, IOLoop.current(), options);
	}

	/**
	 * Serves on one loop.
	 * @param callback serves the requests
	 * @param loop the loop
	 * @param options the settings
	 */
	public HTTPServer(RequestCallback callback, IOLoop loop, HTTPServerOptions options) {
		this(callback, List.of(loop), options);
	}

	/**
	 * Serves on the loops of a group with the default settings.
	 * @param callback serves the requests, on several threads
	 * @param group the loops
	 */
	public HTTPServer(RequestCallback callback, IOLoopGroup group) {
		this(callback, group, HTTPServerOptions.DEFAULTS);
	}

	/**
	 * Serves on the loops of a group.
	 * @param callback serves the requests, on several threads
	 * @param group the loops
	 * @param options the settings
	 */
	public HTTPServer(RequestCallback callback, IOLoopGroup group, HTTPServerOptions options) {
		this(callback, group.loops(), options);
	}

	private HTTPServer(RequestCallback callback, List<IOLoop> loops, HTTPServerOptions options) {
		super(loops, speakingHTTP(options));
		this.callback = callback;
		this.options = options;
		this.memories = loops.stream().map(LoopMemory::of).toList();
		this.streamOptions = StreamOptions.DEFAULTS.withMaxBufferSize(options.limits().maxBufferSize());
		this.originCheck = OriginCheck.of(options);
		this.stats = new HTTPServerStats(this, this.sets.values(),
				this.memories.stream().map(LoopMemory::reserved).toList());
	}

	/** What HTTP says about itself inside TLS, unless the user has said it. */
	private static TCPServerOptions speakingHTTP(HTTPServerOptions options) {
		SSLOptions ssl = options.tcp().ssl();
		if (ssl == null) {
			return options.tcp();
		}
		if (ssl.applicationProtocols().isEmpty()) {
			ssl = ssl.withApplicationProtocols(List.of("http/1.1"));
		}
		if (ssl.plaintextAnswer() == null) {
			ssl = ssl.withPlaintextAnswer(new PlaintextAnswer(options.serverHeader()));
		}
		return options.tcp().withSsl(ssl);
	}

	/**
	 * Serves HTTP on a stream, wherever it comes from.
	 * <p>
	 * <b>Threading:</b> called on the stream's loop, else it throws
	 * IllegalStateException.
	 * @param stream the stream
	 * @param address where the client is
	 */
	@Override
	public void handleStream(IOStream stream, SocketAddress address) {
		stream.ioLoop().checkInLoop();
		HTTPConnection connection;
		try {
			connection = new HTTPConnection(set(stream.ioLoop()), stream, address);
		}
		catch (Throwable ex) { // for want of memory, say: it was told to be accepted
			connectionClosed(CloseReason.ERROR, 0);
			throw ex;
		}
		connection.start();
	}

	private ConnectionSet set(IOLoop of) {
		return this.sets.computeIfAbsent(of, (loop) -> new ConnectionSet(this, loop, this.callback));
	}

	@Override
	protected void handleHandshakeTimeout(IOLoop loop) {
		set(loop).events().handleHandshakeTimeout();
	}

	@Override
	protected StreamOptions streamOptions() {
		return this.streamOptions;
	}

	/**
	 * Adds an observer; before the server listens.
	 * @param listener the observer
	 */
	public void addListener(HTTPServerListener listener) {
		super.addListener(listener);
		this.listeners.add(listener);
	}

	/**
	 * Listens on several addresses, also after {@link #stop()} and {@link #drain()}.
	 * @param addresses one or more
	 * @throws IOException when the system refuses; nothing is listened on
	 */
	@Override
	public void bind(SocketAddress... addresses) throws IOException {
		this.draining = false;
		super.bind(addresses);
	}

	/**
	 * Lets the connections come to their end, however long that takes; as
	 * {@link #drain(Duration)} otherwise.
	 * @return completes, on a loop, when no connection is left
	 */
	public CompletionStage<Void> drain() {
		return drainAll(null).thenAccept((report) -> {
		});
	}

	/**
	 * Lets the connections come to their end: idle ones are closed at once, the others
	 * with their answer, which says {@code Connection: close}. Those whose TLS handshake
	 * or PROXY header is not complete are closed at once and counted as idle: nobody can
	 * have sent a request on them yet, and their clients may connect again elsewhere.
	 * What is left at the deadline, connections that were
	 * {@linkplain HTTPRequest#detach() detached} included, is broken off. Call
	 * {@link #stop()} before, so that no new ones come; what is accepted nevertheless is
	 * closed and told as {@link io.jtornado.tcpserver.RejectReason#DRAINING}, until the
	 * server listens again.
	 * <p>
	 * A request that has been sent on an open connection is served, and not refused with
	 * 503: its client sent it in good faith, cannot know whether it is safe to send a
	 * POST again, and mostly would not. An answer costs hardly more than a refusal, and
	 * there are no more of them than connections.
	 * @param deadline how long to wait from now on; nothing or more
	 * @return completes, on a loop, when no connection is left; of several calls the
	 * earliest deadline holds, and all have the same report
	 * @throws IllegalArgumentException if the deadline is negative
	 */
	public CompletionStage<DrainReport> drain(Duration deadline) {
		if (deadline.isNegative()) {
			throw new IllegalArgumentException("The deadline of a drain cannot be " + deadline);
		}
		return drainAll(deadline);
	}

	private CompletableFuture<DrainReport> drainAll(@Nullable Duration deadline) {
		this.draining = true;
		CompletableFuture<DrainReport> all = closeOpenings().thenApply(DrainReport::ofOpenings);
		for (IOLoop loop : loopsInUse()) {
			all = all.thenCombine(drain(loop, deadline), DrainReport::and);
		}
		return all;
	}

	/** Those, too, to which their first connection is still on its way. */
	private Set<IOLoop> loopsInUse() {
		Set<IOLoop> inUse = new HashSet<>(this.sets.keySet());
		loops().stream().filter((loop) -> connectionsActive(loop) > 0).forEach(inUse::add);
		return inUse;
	}

	private CompletableFuture<DrainReport> drain(IOLoop loop, @Nullable Duration deadline) {
		CompletableFuture<DrainReport> drained = new CompletableFuture<>();
		// A closed loop has no connections.
		loop.addCallback(Droppable.of(() -> set(loop).drain(deadline).thenAccept(drained::complete),
				() -> drained.complete(DrainReport.NOTHING)));
		return drained;
	}

	/**
	 * Breaks all connections off, whatever they are doing; closes those that were
	 * {@linkplain HTTPRequest#detach() detached}.
	 */
	public void closeAllConnections() {
		closeOpenings();
		loopsInUse().forEach((loop) -> loop.addCallback(() -> set(loop).closeAll()));
	}

	/**
	 * Returns what can be counted.
	 * @return counts that are always up to date
	 */
	public HTTPServerStats stats() {
		return this.stats;
	}

	/**
	 * Returns the settings.
	 * @return the settings
	 */
	public HTTPServerOptions options() {
		return this.options;
	}

	/**
	 * Returns what the server is called in metrics and logs.
	 * @return its name
	 */
	public String name() {
		return this.options.name();
	}

	MemoryBudget budgetOf(IOLoop loop) {
		LoopMemory own = LoopMemory.of(loop);
		return new MemoryBudget(this.options.limits().effectiveMaxBuffered(), own.reserved(), () -> heldBeside(own));
	}

	private long heldBeside(LoopMemory own) {
		long held = 0;
		for (LoopMemory memory : this.memories) {
			held += memory.streams() + ((memory != own) ? memory.reserved().get() : 0);
		}
		return held;
	}

	/** Null: requests come from their peers, and for any host. */
	@Nullable OriginCheck originCheck() {
		return this.originCheck;
	}

	/**
	 * Tells whether the server lets its connections come to their end.
	 * @return whether {@link #drain()} was called, and nothing listened on since
	 */
	@Override
	protected boolean draining() {
		return this.draining;
	}

	List<HTTPServerListener> listeners() {
		return this.listeners;
	}

	void handleClosed(CloseReason reason, long nanos) {
		connectionClosed(reason, nanos);
	}

}
