package io.jtornado.web;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * The converter of an application that is given none: numbers, booleans, UUIDs and enum
 * constants, more strictly spelt than the parsers of the JDK have them.
 */
final class TextConverter implements ArgumentConverter {

	private static final Set<Class<?>> TYPES = Set.of(String.class, Boolean.class, Byte.class, Short.class,
			Integer.class, Long.class, Float.class, Double.class, UUID.class);

	@Override
	public boolean supports(Class<?> type) {
		return TYPES.contains(type) || type.isEnum();
	}

	@Override
	public Object convert(String text, Class<?> type) {
		if (type == Long.class) {
			return Long.parseLong(integer(text));
		}
		if (type == Integer.class) {
			return Integer.parseInt(integer(text));
		}
		if (type == UUID.class) {
			return uuid(text);
		}
		if (type.isEnum()) {
			return constant(text, type);
		}
		if (type == Boolean.class) {
			return bool(text);
		}
		return (type == String.class) ? text : number(text, type);
	}

	private static Object number(String text, Class<?> type) {
		if (type == Double.class) {
			return Double.parseDouble(decimal(text));
		}
		if (type == Float.class) {
			return Float.parseFloat(decimal(text));
		}
		if (type == Short.class) {
			return Short.parseShort(integer(text));
		}
		return Byte.parseByte(integer(text));
	}

	/** The parsers of java.lang take a plus sign and the digits of every script. */
	private static String integer(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && (c != '-' || i > 0)) {
				throw new IllegalArgumentException("no integer");
			}
		}
		return text;
	}

	/** Double.parseDouble trims, and takes NaN, 0x1p3 and 1d. */
	private static String decimal(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && ".-+eE".indexOf(c) < 0) {
				throw new IllegalArgumentException("no number");
			}
		}
		return text;
	}

	/** UUID.fromString takes 1-1-1-1-1. */
	private static UUID uuid(String text) {
		if (text.length() != 36) {
			throw new IllegalArgumentException("no UUID");
		}
		return UUID.fromString(text);
	}

	private static Boolean bool(String text) {
		if (!text.equals("true") && !text.equals("false")) {
			throw new IllegalArgumentException("neither true nor false");
		}
		return text.equals("true");
	}

	private static Object constant(String text, Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.filter((constant) -> ((Enum<?>) constant).name().equals(text))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no such constant"));
	}

}
