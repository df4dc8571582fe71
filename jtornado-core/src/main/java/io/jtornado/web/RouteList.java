package io.jtornado.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Routes between which the path does not decide: those of one literal path, or those of
 * one stem. Hosts that are plain names are looked up.
 */
final class RouteList {

	private static final Route[] NONE = {};

	/** Those for any host, or whose host is an expression; in their order. */
	private final Route[] open;

	/** Those of each host, in their order; null if there is none. */
	private final @Nullable Map<String, Route[]> hosted;

	RouteList(List<Route> routes) {
		Map<String, Route[]> hosts = new HashMap<>();
		List<Route> others = new ArrayList<>();
		for (Route route : routes) {
			String host = route.spec().plainHost();
			if (host != null) {
				hosts.merge(host, new Route[] { route }, RouteList::joined);
			}
			else {
				others.add(route);
			}
		}
		this.open = others.toArray(NONE);
		this.hosted = hosts.isEmpty() ? null : hosts;
	}

	private static Route[] joined(Route[] routes, Route[] more) {
		Route[] joined = Arrays.copyOf(routes, routes.length + more.length);
		System.arraycopy(more, 0, joined, routes.length, more.length);
		return joined;
	}

	/** The routes of this very host name, before which no other has been looked at. */
	Route[] hosted(HTTPRequest request) {
		return (this.hosted != null) ? this.hosted.getOrDefault(request.hostName(), NONE) : NONE;
	}

	Route[] open() {
		return this.open;
	}

	/**
	 * The first route that serves the request, whatever the path; null if none does.
	 */
	@Nullable Route first(HTTPRequest request) {
		Route first = admitted(hosted(request), request);
		for (Route route : this.open) {
			if (first != null && first.place() < route.place()) {
				return first;
			}
			if (route.spec().matchesHost(request) && route.spec().admits(request)) {
				return route;
			}
		}
		return first;
	}

	private static @Nullable Route admitted(Route[] routes, HTTPRequest request) {
		for (Route route : routes) {
			if (route.spec().admits(request)) {
				return route;
			}
		}
		return null;
	}

}
