package io.jtornado.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A pattern without groups: one path. */
record LiteralPattern(String path) implements PathPattern {

	static LiteralPattern of(String pattern) {
		PathPattern.checkLiteral(pattern, pattern);
		return new LiteralPattern(pattern);
	}

	@Override
	public @Nullable String @Nullable [] match(String candidate) {
		return this.path.equals(candidate) ? NO_GROUPS : null;
	}

	@Override
	public URLSpec.Kind kind() {
		return URLSpec.Kind.LITERAL;
	}

	@Override
	public String stem() {
		return this.path;
	}

	@Override
	public List<@Nullable String> groupNames() {
		return List.of();
	}

	@Override
	public ReversePath reversePath() {
		return ReversePath.of(List.of(this.path));
	}

}
