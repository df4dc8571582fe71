package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;

/**
 * A search for the first route that would serve a request if its method were another one.
 */
final class MethodSearch extends RouteSearch {

	private final int from;

	/**
	 * Starts a search.
	 * @param request the request
	 * @param path its path
	 * @param from the first place that is wanted
	 */
	MethodSearch(HTTPRequest request, String path, int from) {
		super(request, path, Integer.MAX_VALUE);
		this.from = from;
	}

	@Override
	boolean admits(Route route, HTTPRequest asked) {
		return route.place() >= this.from && route.spec().admitsWithAnyMethod(asked);
	}

}
