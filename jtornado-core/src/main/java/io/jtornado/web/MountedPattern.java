package io.jtornado.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A regular expression for what is left of a path behind a prefix.
 *
 * @param prefix the prefix, which ends with a segment
 * @param rest what is left
 */
record MountedPattern(String prefix, PathPattern rest) implements PathPattern {

	/**
	 * Puts a prefix before a pattern.
	 * @param prefix literal text
	 * @param pattern the pattern as it was written
	 * @param path the same, compiled
	 * @return a pattern of the same kind
	 */
	static PathPattern of(String prefix, String pattern, PathPattern path) {
		if (prefix.isEmpty()) {
			return path;
		}
		return (path.kind() == URLSpec.Kind.REGEX) ? new MountedPattern(prefix, path)
				: PathPattern.of(prefix + pattern);
	}

	/** Refuses a prefix whose segments do not end where it ends. */
	static String checkPrefix(String prefix) {
		boolean literal = prefix.isEmpty()
				|| (!prefix.endsWith("/") && PathPattern.of(prefix).kind() == URLSpec.Kind.LITERAL);
		if (!literal || prefix.startsWith("//")) {
			throw new BadPatternException("'" + prefix + "' is no prefix for an application",
					"Write literal text such as /admin, without groups and without a slash at its end");
		}
		return prefix;
	}

	@Override
	public @Nullable String @Nullable [] match(String path) {
		if (!path.startsWith(this.prefix)) {
			return null;
		}
		String left = path.substring(this.prefix.length());
		return (left.isEmpty() || left.charAt(0) == '/') ? this.rest.match(left) : null;
	}

	@Override
	public URLSpec.Kind kind() {
		return this.rest.kind();
	}

	@Override
	public String stem() {
		return this.prefix + this.rest.stem();
	}

	@Override
	public List<@Nullable String> groupNames() {
		return this.rest.groupNames();
	}

	@Override
	public ReversePath reversePath() {
		return this.rest.reversePath().behind(this.prefix);
	}

}
