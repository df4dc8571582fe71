package io.jtornado.web;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;

/** Finds out which handler classes take the bodies of their requests as they come. */
final class BodyTakers {

	private BodyTakers() {
	}

	/**
	 * Whether a class is a {@link StreamRequestBody} one.
	 * @throws UnsupportedHandlerException if it says so and takes nothing, or the other
	 * way round
	 */
	static boolean streams(Class<? extends RequestHandler> type) {
		boolean streams = AnnotationSearch.finds(StreamRequestBody.class, type);
		check(type, streams);
		return streams;
	}

	private static void check(Class<?> type, boolean streams) {
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

}
