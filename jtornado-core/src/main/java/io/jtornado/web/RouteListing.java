package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Specs as text, in columns: methods, host, pattern, what else is asked, who serves.
 */
final class RouteListing {

	private RouteListing() {
	}

	/** One line for each spec, in their order. */
	static List<String> lines(List<URLSpec> specs) {
		List<List<String>> rows = specs.stream().map(RouteListing::row).toList();
		List<String> lines = new ArrayList<>();
		for (List<String> row : rows) {
			StringBuilder line = new StringBuilder("Route");
			for (int column = 0; column < row.size(); column++) {
				String cell = row.get(column);
				int width = width(rows, column);
				if (width > 0) {
					line.append("  ").append(cell).append(" ".repeat(width - cell.length()));
				}
			}
			lines.add(line.toString().stripTrailing());
		}
		return lines;
	}

	private static int width(List<List<String>> rows, int column) {
		return rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
	}

	private static List<String> row(URLSpec spec) {
		String methods = spec.methods().stream().collect(Collectors.joining(","));
		String name = (spec.name() != null) ? "named " + spec.name() : "";
		return List.of(methods.isEmpty() ? "any" : methods, text(spec.host()), spec.pattern(),
				String.join(", ", spec.matchers()), spec.handlerType().getName(), text(spec.purpose()), name);
	}

	private static String text(@Nullable String value) {
		return (value != null) ? value : "";
	}

}
