package io.jtornado.web;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a handler class says about the bodies of its requests, by
 * {@link StreamRequestBody} and {@link BodyLimits}.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param streams whether they are handed on as they come
 * @param maxSize in bytes; -1 for the server's
 * @param timeout null for the server's
 */
record BodyPolicy(boolean streams, long maxSize, @Nullable Duration timeout) {

	/** Null for a class that says nothing. */
	static @Nullable BodyPolicy of(Class<? extends RequestHandler> type) {
		boolean streams = type.isAnnotationPresent(StreamRequestBody.class);
		BodyLimits limits = type.getAnnotation(BodyLimits.class);
		checkTakers(type, streams);
		if (limits == null) {
			return streams ? new BodyPolicy(true, -1, null) : null;
		}
		if (limits.maxSize() < -1 || limits.timeout() < 0) {
			throw new UnsupportedHandlerException("Handler " + type.getName() + " has negative @BodyLimits",
					"Write a maxSize in bytes and a timeout in seconds, or leave them out");
		}
		return new BodyPolicy(streams, limits.maxSize(),
				(limits.timeout() > 0) ? Duration.ofSeconds(limits.timeout()) : null);
	}

	private static void checkTakers(Class<?> type, boolean streams) {
		boolean takesData = takesData(type);
		boolean takesParts = PartListener.class.isAssignableFrom(type);
		if (streams && !takesData && !takesParts) {
			throw new UnsupportedHandlerException("Handler " + type.getName() + " streams bodies to nobody",
					"Override dataReceived, implement PartListener, or remove @StreamRequestBody");
		}
		if (takesData && takesParts) {
			throw new UnsupportedHandlerException("Handler " + type.getName() + " takes a body as data and as parts",
					"Override dataReceived, or implement PartListener");
		}
		if (takesParts && !streams) {
			throw new UnsupportedHandlerException("Handler " + type.getName() + " gets no parts",
					"Annotate it with @StreamRequestBody, or do not implement PartListener");
		}
	}

	private static boolean takesData(Class<?> type) {
		for (Class<?> declaring = type; declaring != RequestHandler.class
				&& declaring != null; declaring = declaring.getSuperclass()) {
			for (Method method : declaring.getDeclaredMethods()) {
				if (method.getName().equals("dataReceived") && method.getParameterCount() == 1
						&& method.getParameterTypes()[0] == ByteBuffer.class) {
					return true;
				}
			}
		}
		return false;
	}

	void limit(HTTPRequest request) {
		if (this.maxSize >= 0) {
			request.setMaxBodySize(this.maxSize);
		}
		if (this.timeout != null) {
			request.setBodyTimeout(this.timeout);
		}
	}

}
