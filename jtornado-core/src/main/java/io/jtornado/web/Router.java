package io.jtornado.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first spec of a list that matches a request. Literal paths are looked up;
 * only the other specs before the one found are tried one by one.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class Router {

	/** Takes a request with the spec that serves it and its raw groups. */
	@FunctionalInterface
	interface Target {

		void serve(URLSpec spec, @Nullable String[] groups, HTTPRequest request);

	}

	/**
	 * A spec with its place in the list; literal ones of the same path are linked in
	 * their order.
	 */
	private static final class Route {

		private final int index;

		private final URLSpec spec;

		private @Nullable Route next;

		Route(int index, URLSpec spec) {
			this.index = index;
			this.spec = spec;
		}

		Route last() {
			Route last = this;
			while (last.next != null) {
				last = last.next;
			}
			return last;
		}

	}

	private final Map<String, Route> literals = new HashMap<>();

	private final Route[] others;

	Router(List<URLSpec> specs) {
		List<Route> patterns = new ArrayList<>();
		for (int i = 0; i < specs.size(); i++) {
			Route route = new Route(i, specs.get(i));
			if (route.spec.kind() == URLSpec.Kind.LITERAL) {
				Route first = this.literals.putIfAbsent(route.spec.pattern(), route);
				if (first != null) {
					first.last().next = route;
				}
			}
			else {
				patterns.add(route);
			}
		}
		this.others = patterns.toArray(Route[]::new);
	}

	/** Hands the request to the target; false if no spec matches. */
	boolean route(HTTPRequest request, Target target) {
		String path = request.path();
		Route literal = this.literals.get(path);
		while (literal != null && !literal.spec.matchesHost(request)) {
			literal = literal.next;
		}
		int end = (literal != null) ? literal.index : Integer.MAX_VALUE;
		for (Route other : this.others) {
			if (other.index > end) {
				break;
			}
			@Nullable String[] groups = other.spec.match(path);
			if (groups != null && other.spec.matchesHost(request)) {
				target.serve(other.spec, groups, request);
				return true;
			}
		}
		if (literal == null) {
			return false;
		}
		target.serve(literal.spec, PathPattern.NO_GROUPS, request);
		return true;
	}

}
