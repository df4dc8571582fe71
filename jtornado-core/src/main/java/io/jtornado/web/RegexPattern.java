package io.jtornado.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * A pattern that is a regular expression. Paths without its stem never reach it.
 */
final class RegexPattern implements PathPattern {

	private final Pattern regex;

	private final RegexReader reader;

	private RegexPattern(Pattern regex, RegexReader reader) {
		this.regex = regex;
		this.reader = reader;
	}

	static RegexPattern of(String pattern) {
		RegexReader reader = RegexReader.read(pattern);
		try {
			Pattern regex = Pattern.compile(reader.regex());
			if (regex.matcher("").groupCount() != reader.groupNames().size()) {
				throw new BadPatternException("The groups of pattern '" + pattern + "' could not be told",
						"Write it without (?x), and '(' in a character class as '\\('");
			}
			return new RegexPattern(regex, reader);
		}
		catch (PatternSyntaxException ex) {
			throw new BadPatternException("Pattern '" + pattern + "' is not a regular expression: "
					+ ex.getDescription() + " near index " + ex.getIndex(),
					"A group is written {name} or, with an expression, (?<name>\\d+)");
		}
	}

	@Override
	public @Nullable String @Nullable [] match(String path) {
		Matcher matcher = this.regex.matcher(path);
		if (!matcher.matches()) {
			return null;
		}
		@Nullable String[] groups = new @Nullable String[matcher.groupCount()];
		for (int i = 0; i < groups.length; i++) {
			groups[i] = matcher.group(i + 1);
		}
		return groups;
	}

	@Override
	public URLSpec.Kind kind() {
		return URLSpec.Kind.REGEX;
	}

	@Override
	public String stem() {
		return this.reader.stem();
	}

	@Override
	public List<@Nullable String> groupNames() {
		return this.reader.groupNames();
	}

	@Override
	public ReversePath reversePath() {
		return this.reader.reversePath();
	}

}
