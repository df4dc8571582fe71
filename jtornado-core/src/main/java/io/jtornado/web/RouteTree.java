package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The routes with groups by their {@linkplain PathPattern#stem() stems}: a node for each
 * beginning that several have in common. One walk along the path meets every route that
 * can match it, however many there are.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class RouteTree {

	/** What the stems below have in common after the node above. */
	private final String text;

	/** The first place of a route here or below. */
	private final int place;

	/** The routes whose stem ends here. */
	private final @Nullable RouteList routes;

	/** Where a segment of any text follows. */
	private final @Nullable RouteTree segment;

	/** Where literal text follows, by its first character less {@link #least}. */
	private final @Nullable RouteTree[] literals;

	private final char least;

	/**
	 * Makes the node of routes whose stems are the same before an index.
	 * @param group the routes, one at least, in their order
	 * @param from the index
	 */
	RouteTree(List<Route> group, int from) {
		this.text = common(group, from);
		this.place = group.get(0).place();
		int end = from + this.text.length();
		List<Route> here = new ArrayList<>();
		SortedMap<Character, List<Route>> below = new TreeMap<>();
		for (Route route : group) {
			String stem = route.spec().stem();
			List<Route> to = (stem.length() == end) ? here
					: below.computeIfAbsent(stem.charAt(end), (first) -> new ArrayList<>());
			to.add(route);
		}
		this.routes = here.isEmpty() ? null : new RouteList(here);
		List<Route> any = below.remove(PathPattern.SEGMENT);
		this.segment = (any != null) ? new RouteTree(any, end) : null;
		this.least = below.isEmpty() ? 0 : below.firstKey();
		this.literals = new @Nullable RouteTree[below.isEmpty() ? 0 : below.lastKey() - this.least + 1];
		below.forEach((first, list) -> this.literals[first - this.least] = new RouteTree(list, end));
	}

	private static String common(List<Route> group, int from) {
		String first = group.get(0).spec().stem();
		int end = first.length();
		for (Route route : group) {
			String stem = route.spec().stem();
			int at = from;
			while (at < end && at < stem.length() && stem.charAt(at) == first.charAt(at)) {
				at++;
			}
			end = at;
		}
		return first.substring(from, end);
	}

	/** Offers the routes from here on that can match, the longest stems first. */
	void search(RouteSearch search, int from) {
		if (this.place > search.end()) {
			return;
		}
		String path = search.path();
		int at = walk(path, from);
		if (at < 0) {
			return;
		}
		int index = (at < path.length()) ? path.charAt(at) - this.least : -1;
		RouteTree literal = (index >= 0 && index < this.literals.length) ? this.literals[index] : null;
		if (literal != null) {
			literal.search(search, at);
		}
		if (this.segment != null) {
			this.segment.search(search, at);
		}
		if (this.routes != null) {
			search.offer(this.routes);
		}
	}

	/** Where the path goes on after this node's text; -1 if it has other text. */
	private int walk(String path, int from) {
		int at = from;
		for (int i = 0; i < this.text.length(); i++) {
			char c = this.text.charAt(i);
			if (c == PathPattern.SEGMENT) {
				int slash = path.indexOf('/', at);
				int end = (slash >= 0) ? slash : path.length();
				if (end == at) {
					return -1;
				}
				at = end;
			}
			else if (at == path.length() || path.charAt(at++) != c) {
				return -1;
			}
		}
		return at;
	}

}
