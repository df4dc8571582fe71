package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A pattern of literal text and {@code {name}} groups, each of which takes as much of one
 * segment as it can, as {@code [^/]+} would. Matched without a regular expression.
 */
final class TemplatePattern implements PathPattern {

	private final String[] literals; // one more than there are groups

	private final int[] lastInSegment; // for each group, the last one of its segment

	private final List<@Nullable String> names;

	private TemplatePattern(List<String> literals, List<@Nullable String> names) {
		this.literals = literals.toArray(String[]::new);
		this.names = names;
		this.lastInSegment = new int[names.size()];
		for (int group = names.size() - 1; group >= 0; group--) {
			boolean ends = group == names.size() - 1 || this.literals[group + 1].indexOf('/') >= 0;
			this.lastInSegment[group] = ends ? group : this.lastInSegment[group + 1];
		}
	}

	static TemplatePattern of(String pattern) {
		List<String> literals = new ArrayList<>();
		List<@Nullable String> names = new ArrayList<>();
		int from = 0;
		for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
			int close = GroupNames.endOfName(pattern, open);
			if (close < 0) {
				break;
			}
			literals.add(pattern.substring(from, open));
			names.add(GroupNames.unique(pattern, pattern.substring(open + 1, close), names));
			from = close + 1;
		}
		literals.add(pattern.substring(from));
		literals.forEach((literal) -> PathPattern.checkLiteral(pattern, literal));
		return new TemplatePattern(literals, names);
	}

	@Override
	public @Nullable String @Nullable [] match(String path) {
		if (!path.startsWith(this.literals[0])) {
			return null;
		}
		@Nullable String[] groups = new @Nullable String[this.lastInSegment.length];
		int at = this.literals[0].length();
		for (int group = 0; group < groups.length; group = this.lastInSegment[group] + 1) {
			String tail = this.literals[this.lastInSegment[group] + 1];
			int end = segmentEnd(path, at) - segmentEnd(tail, 0);
			if (!path.startsWith(tail, end) || !takeGroups(path, groups, group, at, end)) {
				return null;
			}
			at = end + tail.length();
		}
		return (at == path.length()) ? groups : null;
	}

	/**
	 * Takes the groups of one segment from the last to the first, so that the first is as
	 * long as can be. In linear time, whatever the path.
	 */
	private boolean takeGroups(String path, @Nullable String[] groups, int first, int start, int end) {
		int groupEnd = end;
		for (int group = this.lastInSegment[first]; group > first; group--) {
			String literal = this.literals[group];
			int at = path.lastIndexOf(literal, groupEnd - 1 - literal.length());
			if (at <= start) {
				return false;
			}
			groups[group] = path.substring(at + literal.length(), groupEnd);
			groupEnd = at;
		}
		groups[first] = (groupEnd > start) ? path.substring(start, groupEnd) : null;
		return groupEnd > start;
	}

	private static int segmentEnd(String text, int from) {
		int slash = text.indexOf('/', from);
		return (slash >= 0) ? slash : text.length();
	}

	@Override
	public URLSpec.Kind kind() {
		return URLSpec.Kind.TEMPLATE;
	}

	@Override
	public String stem() {
		StringBuilder stem = new StringBuilder(this.literals[0]);
		for (int group = 0; group < this.lastInSegment.length; group++) {
			stem.append(SEGMENT);
			String literal = this.literals[group + 1];
			if (!literal.startsWith("/")) {
				break;
			}
			stem.append(literal);
		}
		return stem.toString();
	}

	@Override
	public List<@Nullable String> groupNames() {
		return this.names;
	}

	@Override
	public ReversePath reversePath() {
		return ReversePath.of(List.of(this.literals));
	}

}
