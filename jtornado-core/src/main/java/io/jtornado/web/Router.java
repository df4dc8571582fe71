package io.jtornado.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first spec of a list that matches a request, in about the same time however
 * long the list is. Literal paths are looked up; of the others, those whose
 * {@linkplain PathPattern#stem() stem} the path begins with are tried.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class Router {

	/** Takes a request with the spec that serves it and its raw groups. */
	@FunctionalInterface
	interface Target {

		void serve(URLSpec spec, @Nullable String[] groups, HTTPRequest request);

	}

	private final LiteralTable literals;

	private final @Nullable RouteTree patterns;

	private final int firstPattern;

	Router(List<URLSpec> specs) {
		Map<String, List<Route>> paths = new HashMap<>();
		List<Route> others = new ArrayList<>();
		for (int i = 0; i < specs.size(); i++) {
			URLSpec spec = specs.get(i);
			List<Route> same = (spec.kind() == URLSpec.Kind.LITERAL)
					? paths.computeIfAbsent(spec.pattern(), (path) -> new ArrayList<>()) : others;
			same.add(new Route(i, spec));
		}
		Map<String, RouteList> literal = new HashMap<>();
		paths.forEach((path, routes) -> literal.put(path, new RouteList(routes)));
		this.literals = new LiteralTable(literal);
		this.patterns = others.isEmpty() ? null : new RouteTree(others, 0);
		this.firstPattern = others.isEmpty() ? Integer.MAX_VALUE : others.get(0).place();
	}

	/** Hands the request to the target; false if no spec matches. */
	boolean route(HTTPRequest request, Target target) {
		RouteList samePath = this.literals.get(request.path());
		Route literal = (samePath != null) ? samePath.first(request) : null;
		int end = (literal != null) ? literal.place() : Integer.MAX_VALUE;
		if (this.patterns != null && this.firstPattern < end) {
			RouteSearch search = new RouteSearch(request, end);
			this.patterns.search(search, 0);
			if (search.spec() != null) {
				target.serve(search.spec(), search.groups(), request);
				return true;
			}
		}
		if (literal == null) {
			return false;
		}
		target.serve(literal.spec(), PathPattern.NO_GROUPS, request);
		return true;
	}

}
