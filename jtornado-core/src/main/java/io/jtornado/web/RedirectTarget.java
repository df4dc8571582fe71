package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link RedirectHandler} sends its requests: literal text, and groups of the
 * route's pattern. A group never decides on the host.
 */
final class RedirectTarget {

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
				throw new IllegalArgumentException("Redirect target '" + url + "' has a '{' without a '}'");
			}
			literals.add(url.substring(from, open));
			groups.add(url.substring(open + 1, close));
			from = close + 1;
		}
		literals.add(url.substring(from));
		return new RedirectTarget(literals, groups);
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
		boolean index = !group.isEmpty() && group.chars().allMatch((c) -> c >= '0' && c <= '9');
		@Nullable String value = index ? handler.pathArgument(Integer.parseInt(group)) : handler.pathArgument(group);
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
