package io.jtornado.fuzz;

import java.lang.reflect.Array;

/**
 * How much work has been done, as {@link CountingClassLoader} makes classes tell: a step
 * for each method that is entered and each jump that is reached, and the length of what
 * is copied, compared or searched in one call of the JDK.
 */
public final class Operations {

	private static long count;

	private Operations() {
	}

	static long count() {
		return count;
	}

	public static void step() {
		count++;
	}

	public static void steps(int length) {
		count += Math.max(0, length);
	}

	public static void result(Object made) {
		if (made instanceof CharSequence text) {
			steps(text.length());
		}
		else if (made != null && made.getClass().isArray()) {
			steps(Array.getLength(made));
		}
	}

}
