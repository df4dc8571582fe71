package io.jtornado.web;

import java.util.List;

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

	String fill(String pattern, Object... arguments) {
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
			path.append(PercentEncoding.encodePath(String.valueOf(arguments[i])));
			path.append(this.literals.get(i + 1));
		}
		return path.toString();
	}

}
