package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * How much and how long a listener lets its clients, one at a time and all together. What
 * is null has not been set.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public abstract class LimitProperties {

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
	 * of a body. Costs nothing for others.
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
