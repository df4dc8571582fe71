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

	private final List<@Nullable String> names;

	private TemplatePattern(List<String> literals, List<@Nullable String> names) {
		this.literals = literals.toArray(String[]::new);
		this.names = names;
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
		return match(path, 0, 0);
	}

	private @Nullable String @Nullable [] match(String path, int group, int from) {
		String literal = this.literals[group];
		if (!path.startsWith(literal, from)) {
			return null;
		}
		int start = from + literal.length();
		if (group == this.names.size()) {
			return (start == path.length()) ? new String[group] : null;
		}
		int slash = path.indexOf('/', start);
		int segmentEnd = (slash >= 0) ? slash : path.length();
		int shortest = endsSegment(group + 1) ? segmentEnd : start + 1;
		for (int end = segmentEnd; end >= shortest && end > start; end--) {
			@Nullable String[] groups = match(path, group + 1, end);
			if (groups != null) {
				groups[group] = path.substring(start, end);
				return groups;
			}
		}
		return null;
	}

	/** Whether a literal can only follow a group that goes to the end of its segment. */
	private boolean endsSegment(int literal) {
		String text = this.literals[literal];
		return text.isEmpty() ? literal == this.names.size() : text.charAt(0) == '/';
	}

	@Override
	public URLSpec.Kind kind() {
		return URLSpec.Kind.TEMPLATE;
	}

	@Override
	public String literalPrefix() {
		return this.literals[0];
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
