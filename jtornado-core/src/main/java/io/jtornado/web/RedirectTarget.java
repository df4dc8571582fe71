package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.jtornado.http.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link RedirectHandler} sends its requests: literal text, and groups of the
 * route's pattern. A group never decides on the host.
 */
final class RedirectTarget {

	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

	private final List<String> literals; // one more than there are groups

	private final List<String> groups; // index or name of each

	private RedirectTarget(List<String> literals, List<String> groups) {
		this.literals = literals;
		this.groups = groups;
	}

	static RedirectTarget parse(String url) {
		List<String> literals = new ArrayList<>();
		List<String> groups = new ArrayList<>();
		int from = 0;
		for (int open = url.indexOf('{'); open >= 0; open = url.indexOf('{', from)) {
			int close = url.indexOf('}', open);
			if (close < 0) {
				throw bad(url, "has a '{' without a '}'", "Write {0} or {name} for a group, %7B for the character");
			}
			literals.add(url.substring(from, open));
			groups.add(url.substring(open + 1, close));
			from = close + 1;
		}
		literals.add(url.substring(from));
		checkCharacters(url);
		checkHost(url, literals.get(0), !groups.isEmpty());
		return new RedirectTarget(literals, groups);
	}

	/** A browser takes a backslash for a slash, and drops line ends. */
	private static void checkCharacters(String url) {
		if (url.isEmpty() || url.chars().anyMatch((c) -> c == '\\' || Character.isISOControl(c))) {
			throw bad(url, "is empty, or has a backslash or a control character in it",
					"Write it as it is to be sent, for example %5C for a backslash");
		}
	}

	/** Where there is a scheme, the host must be written down, too. */
	private static void checkHost(String url, String literal, boolean groups) {
		int scheme = SCHEME.matcher(literal).lookingAt() ? literal.indexOf(':') + 1 : 0;
		boolean host = literal.startsWith("//", scheme) && literal.length() > scheme + 2
				&& "/?#@:".indexOf(literal.charAt(scheme + 2)) < 0;
		boolean path = scheme == 0 && !literal.startsWith("//");
		if (groups && !host && !path) {
			throw bad(url, "leaves its host to a group", "Write the host, as in https://www.example.com/{0}");
		}
	}

	private static BadPatternException bad(String url, String what, String action) {
		return new BadPatternException("Redirect target '" + url + "' " + what, action);
	}

	/** Refuses groups that a pattern does not have. */
	RedirectTarget checked(String pattern, List<@Nullable String> names) {
		for (String group : this.groups) {
			boolean known = isIndex(group) ? Integer.parseInt(group) < names.size() : names.contains(group);
			if (!known) {
				throw new BadPatternException(
						"Pattern '" + pattern + "' has no group {" + group + "}, which its redirect asks for",
						"Its groups are " + names + ", and can be asked for by number from {0} on");
			}
		}
		return this;
	}

	private static boolean isIndex(String group) {
		return !group.isEmpty() && group.length() < 4 && group.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	/**
	 * Makes the URL for a request.
	 * @throws HTTPException with status 404 if the groups of its path would lead to
	 * another host
	 */
	String fill(RequestHandler handler) {
		StringBuilder url = new StringBuilder(this.literals.get(0));
		for (int i = 0; i < this.groups.size(); i++) {
			String value = value(handler, this.groups.get(i));
			if (i == 0 && !staysOnHost(url, value)) {
				throw HTTPException.bare(404, null);
			}
			url.append(value).append(this.literals.get(i + 1));
		}
		if (url.indexOf("//") == 0 && !this.literals.get(0).startsWith("//")) {
			throw HTTPException.bare(404, null);
		}
		appendQuery(url, handler.request().query());
		return url.toString();
	}

	private static String value(RequestHandler handler, String group) {
		@Nullable String value = isIndex(group) ? handler.pathArgument(Integer.parseInt(group)) : handler.pathArgument(group);
		return (value != null) ? PercentEncoding.encodePath(value) : "";
	}

	/** After {@code https://host} only a path may follow. */
	private static boolean staysOnHost(StringBuilder before, String value) {
		int authority = before.indexOf("//");
		if (authority < 0) {
			return true;
		}
		for (int i = authority + 2; i < before.length(); i++) {
			if ("/?#".indexOf(before.charAt(i)) >= 0) {
				return true;
			}
		}
		return value.startsWith("/");
	}

	private static void appendQuery(StringBuilder url, String query) {
		if (query.isEmpty()) {
			return;
		}
		int fragment = url.indexOf("#");
		int end = (fragment >= 0) ? fragment : url.length();
		char separator = (url.indexOf("?") >= 0) ? '&' : '?';
		url.insert(end, separator + query);
	}

}
