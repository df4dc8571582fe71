package io.jtornado.web;

import java.lang.invoke.MethodType;

/**
 * The text of an argument of query or form as what a handler wants it to be.
 */
final class ArgumentValue {

	private ArgumentValue() {
	}

	/**
	 * Converts a text. Throws HTTPException with status 400, which names the argument, if
	 * it is no such value; IllegalArgumentException if nothing makes such values.
	 */
	@SuppressWarnings("unchecked") // a primitive type's class is that of its box, too
	static <T> T convert(String name, String text, Class<T> type, ArgumentConverter converter) {
		if (type == String.class) {
			return (T) text;
		}
		Class<?> boxed = MethodType.methodType(type).wrap().returnType();
		if (!converter.supports(boxed)) {
			throw new IllegalArgumentException("No text is converted to " + type.getName()
					+ ": give the application an ArgumentConverter that supports it");
		}
		try {
			return (T) converter.convert(text, boxed);
		}
		catch (IllegalArgumentException ex) {
			throw HTTPException.bare(400, "Argument " + name + " is no " + type.getSimpleName())
				.withReason("Malformed argument " + name);
		}
	}

}
