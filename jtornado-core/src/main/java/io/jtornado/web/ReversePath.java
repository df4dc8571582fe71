package io.jtornado.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.jtornado.http.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * What makes a path from arguments: the literal text around a pattern's groups, or why
 * there is none.
 */
record ReversePath(List<String> literals, @Nullable String obstacle) {

	static ReversePath of(List<String> literals) {
		return new ReversePath(literals, null);
	}

	static ReversePath impossible(String obstacle) {
		return new ReversePath(List.of(), obstacle);
	}

	/** The same path behind a prefix. */
	ReversePath behind(String prefix) {
		if (this.obstacle != null) {
			return this;
		}
		List<String> behind = new ArrayList<>(this.literals);
		behind.set(0, prefix + behind.get(0));
		return of(behind);
	}

	/** The arguments by name, in the order of their groups. */
	static Object[] inOrder(String pattern, List<@Nullable String> names, Map<String, ?> arguments) {
		boolean unnamed = names.stream().anyMatch(Objects::isNull);
		if (unnamed || !arguments.keySet().equals(new HashSet<>(names))) {
			throw new IllegalArgumentException("Pattern '" + pattern + "' has the groups " + names
					+ ", but the arguments that were given are " + arguments.keySet());
		}
		return names.stream().map(arguments::get).toArray();
	}

	String fill(String pattern, @Nullable Object... arguments) {
		if (this.obstacle != null) {
			throw new IllegalStateException("Pattern '" + pattern + "' is not reversible: " + this.obstacle);
		}
		int groups = this.literals.size() - 1;
		if (arguments.length != groups) {
			throw new IllegalArgumentException("Pattern '" + pattern + "' has " + groups + " groups, but "
					+ arguments.length + " arguments were given");
		}
		StringBuilder path = new StringBuilder(this.literals.get(0));
		for (int i = 0; i < groups; i++) {
			path.append(encoded(pattern, i, arguments[i], path));
			path.append(this.literals.get(i + 1));
		}
		if (path.indexOf("//") == 0) {
			throw new IllegalArgumentException(
					"The path of pattern '" + pattern + "' would begin with '//', which names a host: " + path);
		}
		return path.toString();
	}

	/** A slash behind the first one is encoded: it would make a host of what follows. */
	private static String encoded(String pattern, int group, @Nullable Object argument, StringBuilder before) {
		if (argument == null) {
			throw new IllegalArgumentException("Argument " + group + " of pattern '" + pattern + "' is null");
		}
		String encoded = PercentEncoding.encodePath(argument.toString());
		return (encoded.startsWith("/") && before.length() == 1) ? "%2F" + encoded.substring(1) : encoded;
	}

}
