package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;

/**
 * A matcher that says what it asks for.
 *
 * @param text what
 * @param matcher what decides
 */
record NamedMatcher(String text, RequestMatcher matcher) implements RequestMatcher {

	@Override
	public boolean matches(HTTPRequest request) {
		return this.matcher.matches(request);
	}

}
