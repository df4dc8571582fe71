package io.jtornado.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Settings that each listener may have for itself: here where and how it listens. What is
 * null has not been set: a further listener takes it from the main one, which takes it
 * from the core.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class ListenerProperties extends ProxyProperties {

	/**
	 * Port to listen on. If not set, "server.port" is used when no other web server is in
	 * the application. 0 takes a free port, -1 starts no server.
	 */
	private @Nullable Integer port;

	/**
	 * Path of a Unix domain socket to listen on. Beside it, a port is listened on only if
	 * one is set.
	 */
	private @Nullable String unixSocket;

	/**
	 * Mode of the file of the Unix domain socket, as "ls" writes it. Left to the umask of
	 * the process if empty.
	 */
	private @Nullable String unixSocketMode;

	/**
	 * Network address to listen on, every address of the machine if not set.
	 */
	private @Nullable InetAddress address;

	@NestedConfigurationProperty
	private final SSLProperties ssl = new SSLProperties();

	/**
	 * Maximum time until the header of the PROXY protocol and the TLS handshake are over.
	 */
	private @Nullable Duration handshakeTimeout;

	/**
	 * Number of connections that may wait to be accepted.
	 */
	private @Nullable Integer backlog;

	/**
	 * Whether several processes may listen on the port (SO_REUSEPORT).
	 */
	private @Nullable Boolean reusePort;

	/**
	 * Maximum number of open connections. 0 means no limit.
	 */
	private @Nullable Integer maxConnections;

	/**
	 * Whether connections are closed after their first answer.
	 */
	private @Nullable Boolean noKeepAlive;

	/**
	 * Value of the Server response header. No header is sent if empty.
	 */
	private @Nullable String serverHeader;

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable String getUnixSocket() {
		return this.unixSocket;
	}

	public void setUnixSocket(@Nullable String unixSocket) {
		this.unixSocket = unixSocket;
	}

	public @Nullable String getUnixSocketMode() {
		return this.unixSocketMode;
	}

	public void setUnixSocketMode(@Nullable String unixSocketMode) {
		this.unixSocketMode = unixSocketMode;
	}

	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	public void setAddress(@Nullable InetAddress address) {
		this.address = address;
	}

	public SSLProperties getSsl() {
		return this.ssl;
	}

	public @Nullable Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(@Nullable Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public @Nullable Integer getBacklog() {
		return this.backlog;
	}

	public void setBacklog(@Nullable Integer backlog) {
		this.backlog = backlog;
	}

	public @Nullable Boolean getReusePort() {
		return this.reusePort;
	}

	public void setReusePort(@Nullable Boolean reusePort) {
		this.reusePort = reusePort;
	}

	public @Nullable Integer getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(@Nullable Integer maxConnections) {
		this.maxConnections = maxConnections;
	}

	public @Nullable Boolean getNoKeepAlive() {
		return this.noKeepAlive;
	}

	public void setNoKeepAlive(@Nullable Boolean noKeepAlive) {
		this.noKeepAlive = noKeepAlive;
	}

	public @Nullable String getServerHeader() {
		return this.serverHeader;
	}

	public void setServerHeader(@Nullable String serverHeader) {
		this.serverHeader = serverHeader;
	}

}
