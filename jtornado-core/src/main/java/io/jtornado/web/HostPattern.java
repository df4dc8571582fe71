package io.jtornado.web;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * The hosts that a spec is for.
 *
 * @param regex has to match the whole host name, in lower case and without port
 * @param plain the one name that matches, if the expression says so; else null
 */
record HostPattern(Pattern regex, @Nullable String plain) {

	static HostPattern of(String pattern) {
		RegexReader reader = RegexReader.read(pattern);
		String plain = reader.isLiteral() ? reader.stem() : null;
		if (plain != null) {
			check(pattern, plain);
		}
		try {
			return new HostPattern(Pattern.compile(pattern), plain);
		}
		catch (PatternSyntaxException ex) {
			throw new BadPatternException("Host '" + pattern + "' is not a regular expression: " + ex.getDescription(),
					"Write www\\.example\\.com, or .*\\.example\\.com");
		}
	}

	/** Refuses a name that no request can have. */
	private static void check(String pattern, String plain) {
		boolean port = plain.indexOf(':') >= 0 && !plain.startsWith("[");
		if (port || plain.chars().anyMatch((c) -> c >= 'A' && c <= 'Z')) {
			throw new BadPatternException("Host '" + pattern + "' can never match",
					"Write the name in lower case and without port, an IPv6 address as \\[::1\\]");
		}
	}

	boolean matches(String hostName) {
		return (this.plain != null) ? this.plain.equals(hostName) : this.regex.matcher(hostName).matches();
	}

	String text() {
		return this.regex.pattern();
	}

}
