package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/** A request on its way through the {@link RouteTree}: the first match found so far. */
class RouteSearch {

	private final HTTPRequest request;

	private final String path;

	private int end;

	private int tried;

	private @Nullable URLSpec spec;

	private @Nullable String[] groups = PathPattern.NO_GROUPS;

	/**
	 * Starts a search.
	 * @param request the request
	 * @param path its path
	 * @param end the place from which on nothing is wanted
	 */
	RouteSearch(HTTPRequest request, String path, int end) {
		this.request = request;
		this.path = path;
		this.end = end;
	}

	/**
	 * Takes the first of these routes that matches, if it comes before what was found.
	 */
	void offer(RouteList routes) {
		offer(routes.hosted(this.request));
		offer(routes.open());
	}

	private void offer(Route[] routes) {
		for (Route route : routes) {
			if (route.place() >= this.end) {
				return;
			}
			this.tried++;
			@Nullable String @Nullable [] match = route.spec().match(this.path);
			if (match != null && route.spec().matchesHost(this.request) && admits(route, this.request)) {
				this.spec = route.spec();
				this.groups = match;
				this.end = route.place();
				return;
			}
		}
	}

	/** Whether a route may serve whose path and host match. */
	boolean admits(Route route, HTTPRequest asked) {
		return route.spec().admits(asked);
	}

	String path() {
		return this.path;
	}

	/** Its place if there is a match, else that from which on nothing is wanted. */
	int end() {
		return this.end;
	}

	/** How many patterns were tried. */
	int tried() {
		return this.tried;
	}

	/** The spec that matches; null if none does. */
	@Nullable URLSpec spec() {
		return this.spec;
	}

	@Nullable String[] groups() {
		return this.groups;
	}

}
