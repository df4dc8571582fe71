package io.jtornado.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/**
 * Settings of the server; their defaults are those of the core. An unknown key fails at
 * start-up, and so does a value outside of its range.
 * <p>
 * <em>Threading</em>: bound once, before anything reads it.
 */
@ConfigurationProperties(prefix = "jtornado", ignoreUnknownFields = false)
public class JTornadoProperties implements Validator {

	/**
	 * Whether jtornado serves the application.
	 */
	private boolean enabled = true;

	/**
	 * Port to listen on. If not set, "server.port" is used when no other web server is in
	 * the application. 0 takes a free port, -1 starts no server.
	 */
	private @Nullable Integer port;

	/**
	 * Network address to listen on, every address of the machine if not set.
	 */
	private @Nullable InetAddress address;

	/**
	 * Number of loops, each a thread of its own. One per core if not set.
	 */
	private @Nullable Integer loops;

	/**
	 * Number of connections that may wait to be accepted.
	 */
	private int backlog = 128;

	/**
	 * Whether several processes may listen on the port (SO_REUSEPORT).
	 */
	private boolean reusePort = false;

	/**
	 * Maximum number of open connections. 0 means no limit.
	 */
	private int maxConnections = 32768;

	/**
	 * Whether connections are closed after their first answer.
	 */
	private boolean noKeepAlive = false;

	/**
	 * Value of the Server response header. No header is sent if empty.
	 */
	private @Nullable String serverHeader = "jtornado";

	/**
	 * Maximum size of the head of a request, at most 128KB.
	 */
	private DataSize maxHeaderSize = DataSize.ofKilobytes(64);

	/**
	 * Maximum number of header lines of a request.
	 */
	private int maxHeaders = 100;

	/**
	 * Maximum size of the body of a request. 0 refuses every body.
	 */
	private DataSize maxBodySize = DataSize.ofMegabytes(10);

	/**
	 * Maximum size of what one response may hold for a client that does not read it.
	 */
	private DataSize maxBufferSize = DataSize.ofMegabytes(100);

	/**
	 * Maximum size of what all connections together hold. A quarter of the heap if not
	 * set.
	 */
	private @Nullable DataSize maxBuffered;

	/**
	 * Maximum time from the first byte of the head of a request to its last.
	 */
	private Duration headerTimeout = Duration.ofSeconds(15);

	/**
	 * Maximum time a connection stays open between two requests.
	 */
	private Duration idleConnectionTimeout = Duration.ofSeconds(60);

	/**
	 * Maximum time without a byte of a body that is due.
	 */
	private Duration bodyTimeout = Duration.ofSeconds(60);

	/**
	 * Maximum time in which a client takes no byte of a response.
	 */
	private Duration writeTimeout = Duration.ofSeconds(60);

	/**
	 * Time in which a response must have begun once the client has closed its side.
	 */
	private Duration halfCloseTimeout = Duration.ofSeconds(10);

	/**
	 * Minimum size of what a client sends of a body in a second, averaged after the first
	 * minute. 0 means any.
	 */
	private DataSize minBodyRate = DataSize.ofBytes(240);

	/**
	 * Type of shutdown. A graceful one waits for requests in flight, at most
	 * "spring.lifecycle.timeout-per-shutdown-phase".
	 */
	private Shutdown shutdown = Shutdown.GRACEFUL;

	/**
	 * Maximum size of a response whose ETag is computed. 0 computes none.
	 */
	private DataSize etagMaxSize = DataSize.ofKilobytes(16);

	/**
	 * Whether error pages show stack traces, for development only.
	 */
	private boolean serveTraceback = false;

	/**
	 * Time after which a turn of a loop is reported as blocked. 0 reports none.
	 */
	private Duration blockedLoopThreshold = Duration.ofMillis(500);

	private final AccessLog accessLog = new AccessLog();

	private final Blocking blocking = new Blocking();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable InetAddress getAddress() {
		return this.address;
	}

	public void setAddress(@Nullable InetAddress address) {
		this.address = address;
	}

	public @Nullable Integer getLoops() {
		return this.loops;
	}

	public void setLoops(@Nullable Integer loops) {
		this.loops = loops;
	}

	public int getBacklog() {
		return this.backlog;
	}

	public void setBacklog(int backlog) {
		this.backlog = backlog;
	}

	public boolean isReusePort() {
		return this.reusePort;
	}

	public void setReusePort(boolean reusePort) {
		this.reusePort = reusePort;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public boolean isNoKeepAlive() {
		return this.noKeepAlive;
	}

	public void setNoKeepAlive(boolean noKeepAlive) {
		this.noKeepAlive = noKeepAlive;
	}

	public @Nullable String getServerHeader() {
		return this.serverHeader;
	}

	public void setServerHeader(@Nullable String serverHeader) {
		this.serverHeader = serverHeader;
	}

	public DataSize getMaxHeaderSize() {
		return this.maxHeaderSize;
	}

	public void setMaxHeaderSize(DataSize maxHeaderSize) {
		this.maxHeaderSize = maxHeaderSize;
	}

	public int getMaxHeaders() {
		return this.maxHeaders;
	}

	public void setMaxHeaders(int maxHeaders) {
		this.maxHeaders = maxHeaders;
	}

	public DataSize getMaxBodySize() {
		return this.maxBodySize;
	}

	public void setMaxBodySize(DataSize maxBodySize) {
		this.maxBodySize = maxBodySize;
	}

	public DataSize getMaxBufferSize() {
		return this.maxBufferSize;
	}

	public void setMaxBufferSize(DataSize maxBufferSize) {
		this.maxBufferSize = maxBufferSize;
	}

	public @Nullable DataSize getMaxBuffered() {
		return this.maxBuffered;
	}

	public void setMaxBuffered(@Nullable DataSize maxBuffered) {
		this.maxBuffered = maxBuffered;
	}

	public Duration getHeaderTimeout() {
		return this.headerTimeout;
	}

	public void setHeaderTimeout(Duration headerTimeout) {
		this.headerTimeout = headerTimeout;
	}

	public Duration getIdleConnectionTimeout() {
		return this.idleConnectionTimeout;
	}

	public void setIdleConnectionTimeout(Duration idleConnectionTimeout) {
		this.idleConnectionTimeout = idleConnectionTimeout;
	}

	public Duration getBodyTimeout() {
		return this.bodyTimeout;
	}

	public void setBodyTimeout(Duration bodyTimeout) {
		this.bodyTimeout = bodyTimeout;
	}

	public Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public Duration getHalfCloseTimeout() {
		return this.halfCloseTimeout;
	}

	public void setHalfCloseTimeout(Duration halfCloseTimeout) {
		this.halfCloseTimeout = halfCloseTimeout;
	}

	public DataSize getMinBodyRate() {
		return this.minBodyRate;
	}

	public void setMinBodyRate(DataSize minBodyRate) {
		this.minBodyRate = minBodyRate;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public void setShutdown(Shutdown shutdown) {
		this.shutdown = shutdown;
	}

	public DataSize getEtagMaxSize() {
		return this.etagMaxSize;
	}

	public void setEtagMaxSize(DataSize etagMaxSize) {
		this.etagMaxSize = etagMaxSize;
	}

	public boolean isServeTraceback() {
		return this.serveTraceback;
	}

	public void setServeTraceback(boolean serveTraceback) {
		this.serveTraceback = serveTraceback;
	}

	public Duration getBlockedLoopThreshold() {
		return this.blockedLoopThreshold;
	}

	public void setBlockedLoopThreshold(Duration blockedLoopThreshold) {
		this.blockedLoopThreshold = blockedLoopThreshold;
	}

	public AccessLog getAccessLog() {
		return this.accessLog;
	}

	public Blocking getBlocking() {
		return this.blocking;
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == JTornadoProperties.class;
	}

	@Override
	public void validate(Object target, Errors errors) {
		new JTornadoPropertiesRules((JTornadoProperties) target, errors).check();
	}

	/**
	 * Settings of the access log.
	 */
	public static class AccessLog {

		/**
		 * Whether every request is logged, by the logger "jtornado.access".
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Settings of handlers that block.
	 */
	public static class Blocking {

		/**
		 * Maximum number of blocking handlers that run at the same time.
		 */
		private int maxConcurrent = 256;

		/**
		 * Maximum number of requests that wait for a blocking handler. Further ones are
		 * answered with 503.
		 */
		private int maxQueued = 1024;

		public int getMaxConcurrent() {
			return this.maxConcurrent;
		}

		public void setMaxConcurrent(int maxConcurrent) {
			this.maxConcurrent = maxConcurrent;
		}

		public int getMaxQueued() {
			return this.maxQueued;
		}

		public void setMaxQueued(int maxQueued) {
			this.maxQueued = maxQueued;
		}

	}

}
