package io.jtornado.web;

import java.lang.reflect.AnnotatedElement;
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
	 * Reads the annotations.
	 * @param declared the class or the method
	 * @param name what it is called in messages
	 * @param around what holds where it says nothing
	 * @throws UnsupportedHandlerException if one of them cannot be meant
	 */
	static HandlerLimits of(AnnotatedElement declared, String name, HandlerLimits around) {
		HandlerLimits limits = around;
		BodyLimits bodies = declared.getAnnotation(BodyLimits.class);
		if (bodies != null) {
			if (bodies.maxSize() < -1 || bodies.timeout() < 0) {
				throw new UnsupportedHandlerException(name + " has negative @BodyLimits",
						"Write a maxSize in bytes and a timeout in seconds, or leave them out");
			}
			limits = new HandlerLimits(bodies.maxSize(),
					(bodies.timeout() > 0) ? Duration.ofSeconds(bodies.timeout()) : null, limits.timeoutNanos);
		}
		RequestTimeout timeout = declared.getAnnotation(RequestTimeout.class);
		if (timeout != null) {
			if (timeout.value() < 0) {
				throw new UnsupportedHandlerException(name + " has a negative @RequestTimeout",
						"Write seconds, or 0 for no timeout");
			}
			limits = new HandlerLimits(limits.maxBodySize, limits.bodyTimeout,
					Duration.ofSeconds(timeout.value()).toNanos());
		}
		return limits;
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
