package io.jtornado.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first spec of a list that matches a request, in about the same time however
 * long the list is. Literal paths are looked up; of the others, those whose
 * {@linkplain PathPattern#stem() stem} the path begins with are tried.
 * <p>
 * If all that match the path are for other methods, it is the first of these, which will
 * say so.
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

	/** Whether a path may be served by different specs for different methods. */
	private final boolean splitsMethods;

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
		this.splitsMethods = specs.stream().anyMatch(URLSpec::restrictsMethods);
	}

	boolean splitsMethods() {
		return this.splitsMethods;
	}

	/**
	 * Hands the request to the target; false if no spec matches.
	 * @throws MatcherFailedException if a matcher throws
	 */
	boolean route(HTTPRequest request, Target target) {
		String path = request.path();
		RouteList samePath = this.literals.get(path);
		Route literal = (samePath != null) ? samePath.first(request) : null;
		int end = (literal != null) ? literal.place() : Integer.MAX_VALUE;
		if (this.patterns != null && this.firstPattern < end) {
			RouteSearch search = new RouteSearch(request, path, end);
			this.patterns.search(search, 0);
			if (search.spec() != null) {
				return serve(search.spec(), search.groups(), request, target);
			}
		}
		if (literal == null) {
			return this.splitsMethods && serveOtherMethods(request, target);
		}
		return serve(literal.spec(), PathPattern.NO_GROUPS, request, target);
	}

	/** What is for other methods comes before what is for the rest. */
	private boolean serve(URLSpec spec, @Nullable String[] groups, HTTPRequest request, Target target) {
		if (!this.splitsMethods || !spec.servesRest() || !serveOtherMethods(request, target)) {
			target.serve(spec, groups, request);
		}
		return true;
	}

	private boolean serveOtherMethods(HTTPRequest request, Target target) {
		MethodSearch search = searchMethods(request, request.path(), 0);
		if (search.spec() == null) {
			return false;
		}
		target.serve(search.spec(), search.groups(), request);
		return true;
	}

	private MethodSearch searchMethods(HTTPRequest request, String path, int from) {
		MethodSearch search = new MethodSearch(request, path, from);
		RouteList samePath = this.literals.get(path);
		if (samePath != null) {
			search.offer(samePath);
		}
		if (this.patterns != null) {
			this.patterns.search(search, 0);
		}
		return search;
	}

	/**
	 * All methods by which a path is served: those of the specs that match it, up to the
	 * first that is for all methods.
	 */
	Set<String> methods(HTTPRequest request, String path) {
		Set<String> methods = new LinkedHashSet<>();
		URLSpec spec;
		int from = 0;
		do {
			MethodSearch search = searchMethods(request, path, from);
			spec = search.spec();
			from = search.end() + 1;
			if (spec != null && !spec.servesRest()) {
				methods.addAll(spec.methods());
			}
		}
		while (spec != null && spec.restrictsMethods());
		return methods;
	}

}
