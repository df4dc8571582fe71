package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.StreamOptions;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections and hands each to {@link #handleStream} on a loop of its own
 * choice: the one that has the fewest of this server and, among equals, of all servers.
 * The original is Tornado's {@code tornado.tcpserver.TCPServer}; protocols are
 * subclasses.
 * <p>
 * Unlike Tornado, several loops share one listener instead of forked processes, and a
 * server may bound its connections.
 * <p>
 * <b>Threading:</b> {@link #handleStream} is called on the connection's loop, everything
 * else may be called from any thread.
 */
public abstract class TCPServer {

	private static final SafeLog log = SafeLog.named("jtornado.general");

	private final List<IOLoop> loops;

	private final IOLoop acceptLoop;

	private final TCPServerOptions options;

	private final LoopShares shares;

	private final Acceptors acceptors;

	private final Map<IOLoop, Openings> openings = new ConcurrentHashMap<>();

	private final List<TCPServerListener> listeners = new CopyOnWriteArrayList<>();

	private final Counter accepted = new Counter(); // these are written by the accepting
													// loop

	private final Counter rejected = new Counter();

	/**
	 * Makes a server of one loop.
	 * @param loop accepts and serves
	 * @param options the settings
	 */
	protected TCPServer(IOLoop loop, TCPServerOptions options) {
		this(List.of(loop), options);
	}

	/**
	 * Makes a server of several loops, the first of which accepts for all.
	 * @param group serves
	 * @param options the settings
	 */
	protected TCPServer(IOLoopGroup group, TCPServerOptions options) {
		this(group.loops(), options);
	}

	/**
	 * Makes a server of several loops, the first of which accepts for all.
	 * @param loops serve; one at least
	 * @param options the settings
	 * @throws IllegalArgumentException if the TLS context does not know a protocol or
	 * cipher suite
	 */
	protected TCPServer(List<IOLoop> loops, TCPServerOptions options) {
		this.loops = loops;
		this.acceptLoop = loops.get(0);
		this.options = options;
		this.shares = new LoopShares(loops);
		this.acceptors = new Acceptors(this.acceptLoop, options, this::handleAccepted);
		if (options.ssl() != null) {
			options.ssl().check();
		}
	}

	/**
	 * Listens on a port of all the machine's addresses. A server may listen several
	 * times.
	 * @param port 1 to 65535, or 0 for a free one
	 * @throws java.net.BindException when the port is taken or forbidden
	 * @throws IOException when the system refuses otherwise
	 */
	public void listen(int port) throws IOException {
		bind(new InetSocketAddress(port));
	}

	/**
	 * Listens on a port of one address.
	 * @param port 1 to 65535, or 0 for a free one
	 * @param address an IP address or host name of this machine
	 * @throws java.net.BindException when the port is taken or forbidden, or the address
	 * is another machine's
	 * @throws UnknownHostException when the name means nothing
	 * @throws IOException when the system refuses otherwise
	 */
	public void listen(int port, String address) throws IOException {
		InetSocketAddress socketAddress = new InetSocketAddress(address, port);
		if (socketAddress.isUnresolved()) {
			throw new UnknownHostException(address);
		}
		bind(socketAddress);
	}

	/**
	 * Listens on a unix domain socket. Tornado's {@code bind_unix_socket}.
	 * @param path where the socket's file is made; it is removed when the server stops
	 * @throws IOException as {@link #bind}
	 */
	public void listenUnix(Path path) throws IOException {
		bind(UnixDomainSocketAddress.of(path));
	}

	/**
	 * Listens on several addresses: on all or, when one fails, on none of them.
	 * <p>
	 * The file of a unix domain socket has the mode of
	 * {@link TCPServerOptions#unixSocketMode()} before anybody can connect. If the path
	 * is that of a socket on which nobody listens any more, that is replaced; a socket
	 * that somebody answers on, any other file and symbolic links are left alone. Backlog
	 * and bound of connections are those of other sockets, shared ports are not for
	 * these.
	 * @param addresses one or more, of the internet or unix domain sockets
	 * @throws java.net.BindException when a port or path is taken or forbidden; its
	 * message names it
	 * @throws IOException when the system refuses otherwise
	 * @throws UnsupportedOperationException when ports are to be shared and the system
	 * cannot
	 * @throws IllegalStateException when the loop is closed; nothing is listened on
	 */
	public void bind(SocketAddress... addresses) throws IOException {
		this.acceptors.bind(List.of(addresses));
	}

	/**
	 * Returns where the server listens.
	 * @return addresses with their true ports and UnixDomainSocketAddresses, in the order
	 * of binding; empty before and after
	 */
	public List<SocketAddress> addresses() {
		return this.acceptors.addresses();
	}

	/**
	 * Returns the port of the first address that has one.
	 * @return the true port; -1 while the server does not listen, or only on unix domain
	 * sockets
	 */
	public int port() {
		return this.acceptors.port();
	}

	/**
	 * Takes over a connection.
	 * @param stream the connection; it is closed when this method throws
	 * @param address where the peer is; a UnixDomainSocketAddress, mostly without a path,
	 * for one that has come by a unix domain socket
	 * @throws IOException is logged
	 */
	protected abstract void handleStream(IOStream stream, SocketAddress address) throws IOException;

	/**
	 * Returns the bounds of the streams that are accepted; for subclasses that have their
	 * own.
	 * @return the bounds
	 */
	protected StreamOptions streamOptions() {
		return StreamOptions.DEFAULTS;
	}

	/**
	 * Stops to listen; connections go on. Stopping twice is harmless. While another
	 * thread runs the accepting loop, ports are free, and the files of unix domain
	 * sockets gone, once that has had its next turn.
	 */
	public void stop() {
		this.acceptors.stop();
	}

	/**
	 * Tells whether connections that come nevertheless are turned away, since the server
	 * is about to end; for subclasses that know.
	 * @return false, unless a subclass says otherwise
	 */
	protected boolean draining() {
		return false;
	}

	/**
	 * Adds an observer.
	 * @param listener the observer
	 */
	public void addListener(TCPServerListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Tells the observers that a connection is closed; for subclasses, which know why.
	 * @param reason why
	 * @param nanos how long it lived, in nanoseconds
	 */
	protected final void connectionClosed(CloseReason reason, long nanos) {
		notifyListeners((listener) -> listener.onClosed(reason, nanos));
	}

	/**
	 * Returns the loops that serve.
	 * @return one or more; the first accepts
	 */
	public final List<IOLoop> loops() {
		return this.loops;
	}

	/**
	 * Returns how many connections are open, on all loops.
	 * @return the number of connections
	 */
	public final long connectionsActive() {
		return this.shares.active();
	}

	/**
	 * Returns how many connections are open on one loop.
	 * @param loop one of {@link #loops()}
	 * @return the number of connections
	 */
	public final long connectionsActive(IOLoop loop) {
		return this.shares.active(loop);
	}

	/**
	 * Returns how many connections were accepted and kept so far.
	 * @return the number of connections
	 */
	public final long accepted() {
		return this.accepted.get();
	}

	/**
	 * Returns how many connections were closed at once: because there were too many, or
	 * the server was about to end.
	 * @return the number of connections
	 */
	public final long rejected() {
		return this.rejected.get();
	}

	/**
	 * Returns how often the system has refused to accept a connection.
	 * @return the number of failures
	 */
	public final long acceptFailures() {
		return this.acceptors.failures();
	}

	private void handleAccepted(SocketChannel channel) {
		RejectReason refusal = refusal();
		if (refusal != null) {
			this.rejected.increment();
			handleRejected(refusal);
			Arrival.close(channel);
			return;
		}
		Arrival arrival = new Arrival(this, this.options, channel, this.shares.least());
		this.accepted.increment();
		notifyListeners(TCPServerListener::onAccepted);
		arrival.begin(this.acceptLoop);
	}

	private @Nullable RejectReason refusal() {
		if (draining()) {
			return RejectReason.DRAINING;
		}
		int most = this.options.maxConnections();
		return (most > 0 && connectionsActive() >= most) ? RejectReason.LIMIT : null;
	}

	/** Of the connections on a loop whose own bytes cannot flow yet. */
	Openings openings(IOLoop loop) {
		return this.openings.computeIfAbsent(loop,
				(any) -> new Openings(this, loop, this.options.handshakeTimeout().toNanos()));
	}

	/** The stream's own bytes flow from here on. */
	void handOver(IOStream stream, SocketAddress address) {
		try {
			handleStream(stream, address);
		}
		catch (Throwable ex) { // costs this stream, not the others
			log.error("Exception in handleStream for {}", describe(address), ex);
			stream.close();
		}
	}

	/**
	 * Returns what a peer is called in logs.
	 * @param address where it is; null if it has no address
	 * @return its address; {@code unix:} and the path, mostly none, for one that has come
	 * by a unix domain socket
	 */
	public static String describe(@Nullable SocketAddress address) {
		return (address instanceof UnixDomainSocketAddress) ? "unix:" + address : String.valueOf(address);
	}

	/**
	 * Breaks off the connections whose handshake is under way, on all loops; for
	 * subclasses, which know the others.
	 * @return completes, on a loop, when there are none, with how many there were
	 */
	protected final CompletableFuture<Long> closeOpenings() {
		CompletableFuture<Long> closed = CompletableFuture.completedFuture(0L);
		if (this.options.ssl() != null || this.options.proxyProtocol()) {
			for (IOLoop loop : this.loops) { // one may be on its way to any
				closed = closed.thenCombine(openings(loop).close(), Long::sum);
			}
		}
		return closed;
	}

	/**
	 * Is told that a connection was closed because its handshake took too long; does
	 * nothing here.
	 * @param loop the loop of the connection, on which this is called
	 */
	protected void handleHandshakeTimeout(IOLoop loop) {
	}

	void handleRejected(RejectReason reason) {
		notifyListeners((listener) -> listener.onRejected(reason));
	}

	private void notifyListeners(Consumer<TCPServerListener> event) {
		for (TCPServerListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) { // a missing class too is the listener's own affair
				log.error("Exception in a listener", ex);
			}
		}
	}

}
