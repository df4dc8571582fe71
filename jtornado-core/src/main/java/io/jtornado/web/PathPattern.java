package io.jtornado.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The pattern of a {@link URLSpec}, compiled: what matches a whole raw path and what
 * makes a path again.
 */
sealed interface PathPattern permits LiteralPattern, TemplatePattern, RegexPattern, MountedPattern {

	/** The characters that make a pattern a regular expression. */
	String REGEX_CHARACTERS = "()[]\\*+?|^$";

	/**
	 * Stands in a stem for a run of characters up to the next slash or the end, one at
	 * least.
	 */
	char SEGMENT = 0;

	/** What a pattern without groups returns for a match. */
	String[] NO_GROUPS = {};

	/**
	 * Matches a path.
	 * @param path the raw path
	 * @return its groups, still encoded, null for those that took no part; null if the
	 * pattern does not match
	 */
	@Nullable String @Nullable [] match(String path);

	URLSpec.Kind kind();

	/**
	 * What every matching path begins with: literal text and, as far as groups are the
	 * rest of one segment, {@link #SEGMENT} for each.
	 */
	String stem();

	/** The text every matching path begins with. */
	default String literalPrefix() {
		int segment = stem().indexOf(SEGMENT);
		return (segment >= 0) ? stem().substring(0, segment) : stem();
	}

	/** The name of each group, null for a group without one. */
	List<@Nullable String> groupNames();

	ReversePath reversePath();

	static PathPattern of(String pattern) {
		for (int i = 0; i < pattern.length(); i++) {
			if (REGEX_CHARACTERS.indexOf(pattern.charAt(i)) >= 0) {
				return RegexPattern.of(pattern);
			}
		}
		if (!pattern.startsWith("/")) {
			throw new BadPatternException("Pattern '" + pattern + "' can never match, because paths begin with '/'",
					"Write '/" + pattern + "'");
		}
		return pattern.contains("{") ? TemplatePattern.of(pattern) : LiteralPattern.of(pattern);
	}

	/** Refuses what no raw path has: the engine routes paths before they are decoded. */
	static void checkLiteral(String pattern, String literal) {
		for (int i = 0; i < literal.length(); i++) {
			char c = literal.charAt(i);
			if (c <= ' ' || c >= 0x7f || c == '{' || c == '}' || c == '#') {
				throw new BadPatternException(
						"Pattern '" + pattern + "' can never match, because no path has '" + c + "' in it",
						(c == '{' || c == '}')
								? "A group is written {name}, with letters, digits and '_', a letter first"
								: "Write it as it is sent, for example %20 for a space");
			}
		}
	}

}
