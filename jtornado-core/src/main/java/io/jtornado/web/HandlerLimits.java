package io.jtornado.web;

import java.time.Duration;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a handler class, or one of its verb methods, says about its requests by
 * {@link BodyLimits} and {@link RequestTimeout}.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param maxBodySize in bytes; -1 for the server's
 * @param bodyTimeout null for the server's
 * @param timeoutNanos from the handler's beginning to the end of its answer; 0 for none,
 * -1 for the application's
 */
record HandlerLimits(long maxBodySize, @Nullable Duration bodyTimeout, long timeoutNanos) {

	/** Nothing is said. */
	static final HandlerLimits NONE = new HandlerLimits(-1, null, -1);

	/**
	 * Reads the annotations of a class.
	 * @throws UnsupportedHandlerException if one of them cannot be meant
	 */
	static HandlerLimits of(Class<?> type) {
		String name = "Handler " + type.getName();
		return NONE.and(AnnotationSearch.find(BodyLimits.class, type), name)
			.and(AnnotationSearch.find(RequestTimeout.class, type), name);
	}

	/**
	 * What holds where an annotation is.
	 * @param bodies null if there is none
	 * @param name where it is, for messages
	 * @throws UnsupportedHandlerException if it cannot be meant
	 */
	HandlerLimits and(@Nullable BodyLimits bodies, String name) {
		if (bodies == null) {
			return this;
		}
		if (bodies.maxSize() < -1 || bodies.timeout() < 0) {
			throw new UnsupportedHandlerException(name + " has negative @BodyLimits",
					"Write a maxSize in bytes and a timeout in seconds, or leave them out");
		}
		return new HandlerLimits(bodies.maxSize(), (bodies.timeout() > 0) ? Duration.ofSeconds(bodies.timeout()) : null,
				this.timeoutNanos);
	}

	/**
	 * What holds where an annotation is.
	 * @param timeout null if there is none
	 * @param name where it is, for messages
	 * @throws UnsupportedHandlerException if it cannot be meant
	 */
	HandlerLimits and(@Nullable RequestTimeout timeout, String name) {
		if (timeout == null) {
			return this;
		}
		if (timeout.value() < 0) {
			throw new UnsupportedHandlerException(name + " has a negative @RequestTimeout",
					"Write seconds, or 0 for no timeout");
		}
		return new HandlerLimits(this.maxBodySize, this.bodyTimeout, Duration.ofSeconds(timeout.value()).toNanos());
	}

	/** Whether anything is said about bodies. */
	boolean ofBodies() {
		return this.maxBodySize >= 0 || this.bodyTimeout != null;
	}

	/** Limits the body of a request whose head has arrived. */
	void limitBody(HTTPRequest request) {
		if (this.maxBodySize >= 0) {
			request.setMaxBodySize(this.maxBodySize);
		}
		if (this.bodyTimeout != null) {
			request.setBodyTimeout(this.bodyTimeout);
		}
	}

}
