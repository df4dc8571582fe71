package io.jtornado.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Names of groups: a letter, then letters, digits and underscores. */
final class GroupNames {

	private GroupNames() {
	}

	/**
	 * The index of what closes the name after {@code open}, or -1 if no name stands
	 * there.
	 */
	static int endOfName(String pattern, int open) {
		int at = open + 1;
		while (at < pattern.length() && isNameCharacter(pattern.charAt(at))) {
			at++;
		}
		boolean name = at > open + 1 && at < pattern.length() && isLetter(pattern.charAt(open + 1));
		return (name && pattern.charAt(at) == closing(pattern.charAt(open))) ? at : -1;
	}

	private static char closing(char open) {
		return (open == '{') ? '}' : '>';
	}

	static String unique(String pattern, String name, List<@Nullable String> others) {
		if (others.contains(name)) {
			throw new BadPatternException("Pattern '" + pattern + "' has two groups named '" + name + "'",
					"Give each group a name of its own");
		}
		return name;
	}

	/**
	 * The name in a form that java.util.regex takes, which has no underscores in names.
	 */
	static String forRegex(String name) {
		return name.replace("_", "x5Fx");
	}

	private static boolean isLetter(char c) {
		int lower = c | 0x20;
		return lower >= 'a' && lower <= 'z';
	}

	private static boolean isNameCharacter(char c) {
		return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
	}

}
