package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;

/**
 * What a request has to be, beside its path, for a {@link URLSpec} to serve it. Tornado's
 * {@code Matcher}.
 * <p>
 * <b>Threading:</b> called on the loops of the requests, several at a time; must not
 * block.
 */
@FunctionalInterface
public interface RequestMatcher {

	/**
	 * Tells whether the spec serves a request whose path and host match. It may be asked
	 * more than once, before the body has come and after it, and says the same each time.
	 * What it throws is logged, and the client gets an error page with status 500.
	 * @param request the request; its body may not be there yet
	 * @return whether the spec serves it; otherwise those behind it are tried
	 */
	boolean matches(HTTPRequest request);

	/**
	 * Says what is asked for, for lists of routes. Of two routes of one path, the text
	 * tells which is which.
	 * @return a few words
	 */
	default String text() {
		return "predicate";
	}

	/**
	 * Gives a matcher, such as a lambda, a text.
	 * @param text a few words
	 * @param matcher what decides
	 * @return a matcher that says so
	 */
	static RequestMatcher named(String text, RequestMatcher matcher) {
		return new NamedMatcher(text, matcher);
	}

	/**
	 * Asks for a field of the header.
	 * @param name its name, in any case
	 * @return a matcher of the requests that have it
	 */
	static RequestMatcher header(String name) {
		return new NamedMatcher(name, (request) -> request.header(name) != null);
	}

	/**
	 * Asks for a field of the header and its value.
	 * @param name its name, in any case
	 * @param value the whole value, with its case; several lines are joined by comma and
	 * space
	 * @return a matcher of the requests that have it
	 */
	static RequestMatcher header(String name, String value) {
		return new NamedMatcher(name + ": " + value, (request) -> value.equals(request.header(name)));
	}

	/**
	 * Asks whether the client takes a media type: the closest range of its Accept field
	 * decides, and without that field everything is taken. What the client likes best is
	 * not asked; of several specs the first that it takes serves.
	 * @param type the type, such as {@code application/json}
	 * @return a matcher of the requests whose client takes it
	 * @throws BadPatternException if it is not a type and a subtype
	 */
	static RequestMatcher accepts(String type) {
		return AcceptMatcher.of(type);
	}

}
