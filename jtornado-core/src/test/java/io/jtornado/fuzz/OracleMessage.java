package io.jtornado.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A head whose lines obey the grammar.
 *
 * @param method the method
 * @param target the request target
 * @param minorVersion the minor version
 * @param names the names of the fields
 * @param values the values of the fields
 */
record OracleMessage(String method, String target, int minorVersion, List<String> names, List<String> values) {

	boolean http11() {
		return this.minorVersion > 0;
	}

	List<String> lines(String name) {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < this.names.size(); i++) {
			if (this.names.get(i).equalsIgnoreCase(name)) {
				lines.add(this.values.get(i));
			}
		}
		return lines;
	}

	/**
	 * The members of a list field, empty ones as well
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1">RFC 9110,
	 * 5.6.1</a>).
	 */
	List<String> members(String name) {
		List<String> members = new ArrayList<>();
		for (String line : lines(name)) {
			for (String member : line.split(",", -1)) {
				members.add(member.replaceAll("^[ \\t]+|[ \\t]+$", ""));
			}
		}
		return members;
	}

	boolean lists(String name, String word) {
		return members(name).stream().anyMatch(word::equalsIgnoreCase);
	}

}
