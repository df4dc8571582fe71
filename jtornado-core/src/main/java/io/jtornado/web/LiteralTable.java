package io.jtornado.web;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Routes by their literal path. A path comes anew with each request, and here it is
 * hashed and compared once: three quarters of the places are empty. In a HashMap, whose
 * chains are longer and of several kinds, that took 35 ns more, a tenth of the time from
 * a request to its answer.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class LiteralTable {

	private static final int PLACES_FOR_EACH = 4;

	private final @Nullable String[] paths;

	private final @Nullable RouteList[] routes;

	LiteralTable(Map<String, RouteList> byPath) {
		int places = Integer.highestOneBit(Math.max(1, byPath.size()) * PLACES_FOR_EACH) << 1;
		this.paths = new @Nullable String[places];
		this.routes = new @Nullable RouteList[places];
		byPath.forEach((path, list) -> {
			int place = place(path);
			this.paths[place] = path;
			this.routes[place] = list;
		});
	}

	/** Null if there is none. */
	@Nullable RouteList get(String path) {
		return this.routes[place(path)];
	}

	/** Where a path is, or would be. */
	private int place(String path) {
		int hash = path.hashCode();
		int last = this.paths.length - 1;
		int place = (hash ^ (hash >>> 16)) & last;
		String there = this.paths[place];
		while (there != null && !there.equals(path)) {
			place = (place + 1) & last;
			there = this.paths[place];
		}
		return place;
	}

}
