package io.jtornado.tcpserver;

import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.Consumer;

import io.jtornado.iostream.SSLOptions;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link TCPServer}: start from {@link #DEFAULTS} and change what must
 * be different.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class TCPServerOptions implements Cloneable {

	/**
	 * Everything by default: a backlog of 128, ports not shared, 32,768 connections, unix
	 * domain sockets for the process's own user, in the clear.
	 */
	public static final TCPServerOptions DEFAULTS = new TCPServerOptions();

	private int backlog = 128;

	private boolean reusePort;

	private int maxConnections = 32768;

	private @Nullable String unixSocketMode = "rw-------";

	private @Nullable SSLOptions ssl;

	private boolean proxyProtocol;

	private Duration handshakeTimeout = Duration.ofSeconds(10);

	private TCPServerOptions() {
	}

	/**
	 * The one place where an object of this class is written to: before anybody has it.
	 */
	private TCPServerOptions with(Consumer<TCPServerOptions> change) {
		try {
			TCPServerOptions changed = (TCPServerOptions) clone();
			change.accept(changed);
			return changed;
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns how many connections the system keeps until they are accepted.
	 * @return at least 1
	 */
	public int backlog() {
		return this.backlog;
	}

	/**
	 * Returns the same but for one.
	 * @param backlog how many connections wait to be accepted, at least 1
	 * @return new options
	 * @throws IllegalArgumentException if it is out of its range
	 */
	public TCPServerOptions withBacklog(int backlog) {
		if (backlog < 1) {
			throw new IllegalArgumentException("backlog must be at least 1, not " + backlog);
		}
		return with((options) -> options.backlog = backlog);
	}

	/**
	 * Tells whether several processes may listen on the same port.
	 * @return whether they may, where the system can
	 */
	public boolean reusePort() {
		return this.reusePort;
	}

	/**
	 * Returns the same but for one.
	 * @param reusePort whether processes may share a port
	 * @return new options
	 */
	public TCPServerOptions withReusePort(boolean reusePort) {
		return with((options) -> options.reusePort = reusePort);
	}

	/**
	 * Returns how many connections may be open at a time.
	 * @return most connections; those beyond are closed at once; 0: no limit
	 */
	public int maxConnections() {
		return this.maxConnections;
	}

	/**
	 * Returns the same but for one.
	 * @param maxConnections most connections at a time; 0: no limit
	 * @return new options
	 * @throws IllegalArgumentException if it is negative
	 */
	public TCPServerOptions withMaxConnections(int maxConnections) {
		if (maxConnections < 0) {
			throw new IllegalArgumentException(
					"maxConnections must be at least 1, or 0 for no limit, not " + maxConnections);
		}
		return with((options) -> options.maxConnections = maxConnections);
	}

	/**
	 * Returns who may connect to a unix domain socket. Tornado's {@code mode} of
	 * {@code bind_unix_socket}.
	 * @return nine letters as {@code ls} writes them; null: whom the process's umask lets
	 */
	public @Nullable String unixSocketMode() {
		return this.unixSocketMode;
	}

	/**
	 * Returns the same but for one. To connect, a client needs {@code w}. The socket is
	 * never more open than this, not for a moment.
	 * @param unixSocketMode nine letters as {@code ls} writes them, such as
	 * {@code rw-rw----}; null: whom the process's umask lets, the only choice on systems
	 * without such modes
	 * @return new options
	 * @throws IllegalArgumentException if it is anything else
	 */
	public TCPServerOptions withUnixSocketMode(@Nullable String unixSocketMode) {
		if (unixSocketMode != null) {
			try {
				PosixFilePermissions.fromString(unixSocketMode);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(
						"unixSocketMode must be like rw-rw----, not \"" + unixSocketMode + "\"", ex);
			}
		}
		return with((options) -> options.unixSocketMode = unixSocketMode);
	}

	/**
	 * Returns how connections are secured.
	 * @return how; null: they are not
	 */
	public @Nullable SSLOptions ssl() {
		return this.ssl;
	}

	/**
	 * Returns the same but for one.
	 * @param ssl how connections are secured; null: not
	 * @return new options
	 */
	public TCPServerOptions withSsl(@Nullable SSLOptions ssl) {
		return with((options) -> options.ssl = ssl);
	}

	/**
	 * Tells whether connections begin with a header of the PROXY protocol.
	 * @return whether they do, version 1 or 2
	 */
	public boolean proxyProtocol() {
		return this.proxyProtocol;
	}

	/**
	 * Returns the same but for one. With it every connection must begin with a header of
	 * the PROXY protocol, before TLS if that is spoken, and the addresses in it are those
	 * of the connection. Others are closed. Who can connect can give himself any address,
	 * so nobody but proxies may be able to; but forwarded fields are believed only if the
	 * header's source is trusted, and never where the header names none.
	 * @param proxyProtocol whether they do
	 * @return new options
	 */
	public TCPServerOptions withProxyProtocol(boolean proxyProtocol) {
		return with((options) -> options.proxyProtocol = proxyProtocol);
	}

	/**
	 * Returns how long a connection may take until its own bytes can flow: for the PROXY
	 * header and the TLS handshake together.
	 * @return 10 seconds by default
	 */
	public Duration handshakeTimeout() {
		return this.handshakeTimeout;
	}

	/**
	 * Returns the same but for one.
	 * @param handshakeTimeout more than nothing
	 * @return new options
	 * @throws IllegalArgumentException if it is out of its range
	 */
	public TCPServerOptions withHandshakeTimeout(Duration handshakeTimeout) {
		if (handshakeTimeout.isZero() || handshakeTimeout.isNegative()) {
			throw new IllegalArgumentException("handshakeTimeout must be more than nothing, not " + handshakeTimeout);
		}
		return with((options) -> options.handshakeTimeout = handshakeTimeout);
	}

}
