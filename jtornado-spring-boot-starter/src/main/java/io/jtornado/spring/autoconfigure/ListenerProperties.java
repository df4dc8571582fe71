package io.jtornado.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.jtornado.http.ForwardedField;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Settings that each listener may have for itself. What is null has not been set: a
 * further listener takes it from the main one, which takes it from the core.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class ListenerProperties {

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
	 * Whether connections begin with a header of the PROXY protocol.
	 */
	private @Nullable Boolean proxyProtocol;

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

	/**
	 * Whether trusted proxies are believed what they say of the client.
	 */
	private @Nullable Boolean xheaders;

	/**
	 * Addresses of the proxies that are trusted, such as "10.0.0.0/8", or "unix:" for the
	 * peers on Unix domain sockets.
	 */
	private @Nullable List<String> trustedDownstream;

	/**
	 * Header fields of trusted proxies that are read. All if not set.
	 */
	private @Nullable Set<ForwardedField> forwardedFields;

	/**
	 * Hosts that are served, such as "example.org" or "*.example.org". Requests for
	 * others are answered with 421. All if empty.
	 */
	private @Nullable List<String> allowedHosts;

	/**
	 * Maximum size of the head of a request, at most 128KB.
	 */
	private @Nullable DataSize maxHeaderSize;

	/**
	 * Maximum number of header lines of a request.
	 */
	private @Nullable Integer maxHeaders;

	/**
	 * Maximum size of the body of a request. 0 refuses every body.
	 */
	private @Nullable DataSize maxBodySize;

	/**
	 * Whether bodies of requests in gzip or deflate are inflated, up to the maximum size
	 * of a body.
	 */
	private @Nullable Boolean decompressRequest;

	/**
	 * Maximum size of what one response may hold for a client that does not read it.
	 */
	private @Nullable DataSize maxBufferSize;

	/**
	 * Maximum size of what all connections together hold. A quarter of the heap if not
	 * set.
	 */
	private @Nullable DataSize maxBuffered;

	/**
	 * Maximum time from the first byte of the head of a request to its last.
	 */
	private @Nullable Duration headerTimeout;

	/**
	 * Maximum time a connection stays open between two requests.
	 */
	private @Nullable Duration idleConnectionTimeout;

	/**
	 * Maximum time without a byte of a body that is due.
	 */
	private @Nullable Duration bodyTimeout;

	/**
	 * Maximum time in which a client takes no byte of a response.
	 */
	private @Nullable Duration writeTimeout;

	/**
	 * Time in which a response must have begun once the client has closed its side.
	 */
	private @Nullable Duration halfCloseTimeout;

	/**
	 * Minimum size of what a client sends of a body in a second, averaged after the first
	 * minute. 0 means any.
	 */
	private @Nullable DataSize minBodyRate;

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

	public @Nullable Boolean getProxyProtocol() {
		return this.proxyProtocol;
	}

	public void setProxyProtocol(@Nullable Boolean proxyProtocol) {
		this.proxyProtocol = proxyProtocol;
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

	public @Nullable Boolean getXheaders() {
		return this.xheaders;
	}

	public void setXheaders(@Nullable Boolean xheaders) {
		this.xheaders = xheaders;
	}

	public @Nullable List<String> getTrustedDownstream() {
		return this.trustedDownstream;
	}

	public void setTrustedDownstream(@Nullable List<String> trustedDownstream) {
		this.trustedDownstream = trustedDownstream;
	}

	public @Nullable Set<ForwardedField> getForwardedFields() {
		return this.forwardedFields;
	}

	public void setForwardedFields(@Nullable Set<ForwardedField> forwardedFields) {
		this.forwardedFields = forwardedFields;
	}

	public @Nullable List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(@Nullable List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public @Nullable DataSize getMaxHeaderSize() {
		return this.maxHeaderSize;
	}

	public void setMaxHeaderSize(@Nullable DataSize maxHeaderSize) {
		this.maxHeaderSize = maxHeaderSize;
	}

	public @Nullable Integer getMaxHeaders() {
		return this.maxHeaders;
	}

	public void setMaxHeaders(@Nullable Integer maxHeaders) {
		this.maxHeaders = maxHeaders;
	}

	public @Nullable DataSize getMaxBodySize() {
		return this.maxBodySize;
	}

	public void setMaxBodySize(@Nullable DataSize maxBodySize) {
		this.maxBodySize = maxBodySize;
	}

	public @Nullable Boolean getDecompressRequest() {
		return this.decompressRequest;
	}

	public void setDecompressRequest(@Nullable Boolean decompressRequest) {
		this.decompressRequest = decompressRequest;
	}

	public @Nullable DataSize getMaxBufferSize() {
		return this.maxBufferSize;
	}

	public void setMaxBufferSize(@Nullable DataSize maxBufferSize) {
		this.maxBufferSize = maxBufferSize;
	}

	public @Nullable DataSize getMaxBuffered() {
		return this.maxBuffered;
	}

	public void setMaxBuffered(@Nullable DataSize maxBuffered) {
		this.maxBuffered = maxBuffered;
	}

	public @Nullable Duration getHeaderTimeout() {
		return this.headerTimeout;
	}

	public void setHeaderTimeout(@Nullable Duration headerTimeout) {
		this.headerTimeout = headerTimeout;
	}

	public @Nullable Duration getIdleConnectionTimeout() {
		return this.idleConnectionTimeout;
	}

	public void setIdleConnectionTimeout(@Nullable Duration idleConnectionTimeout) {
		this.idleConnectionTimeout = idleConnectionTimeout;
	}

	public @Nullable Duration getBodyTimeout() {
		return this.bodyTimeout;
	}

	public void setBodyTimeout(@Nullable Duration bodyTimeout) {
		this.bodyTimeout = bodyTimeout;
	}

	public @Nullable Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(@Nullable Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public @Nullable Duration getHalfCloseTimeout() {
		return this.halfCloseTimeout;
	}

	public void setHalfCloseTimeout(@Nullable Duration halfCloseTimeout) {
		this.halfCloseTimeout = halfCloseTimeout;
	}

	public @Nullable DataSize getMinBodyRate() {
		return this.minBodyRate;
	}

	public void setMinBodyRate(@Nullable DataSize minBodyRate) {
		this.minBodyRate = minBodyRate;
	}

}
