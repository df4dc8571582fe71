package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a spec asks of a request beside path and host. Methods stand apart: a path that is
 * there, but for other methods only, is a 405 and no 404.
 *
 * @param methods the methods, null for any
 * @param matchers all of which have to match
 */
record RouteCondition(@Nullable Set<String> methods, List<RequestMatcher> matchers) {

	static final RouteCondition NONE = new RouteCondition(null, List.of());

	RouteCondition withMethods(Set<String> only) {
		return new RouteCondition(only, this.matchers);
	}

	RouteCondition with(RequestMatcher matcher) {
		List<RequestMatcher> more = new ArrayList<>(this.matchers);
		more.add(matcher);
		return new RouteCondition(this.methods, List.copyOf(more));
	}

	boolean admitsMethod(String method) {
		return this.methods == null || this.methods.contains(method);
	}

	/** Whatever the method is. */
	boolean admits(URLSpec spec, HTTPRequest request) {
		for (RequestMatcher matcher : this.matchers) {
			if (!matches(matcher, spec, request)) {
				return false;
			}
		}
		return true;
	}

	private static boolean matches(RequestMatcher matcher, URLSpec spec, HTTPRequest request) {
		try {
			return matcher.matches(request);
		}
		catch (Throwable ex) {
			throw new MatcherFailedException(spec, ex);
		}
	}

	List<String> texts() {
		return this.matchers.stream().map(RequestMatcher::text).toList();
	}

}
