package io.jtornado.http;

import org.jspecify.annotations.Nullable;

/**
 * The forms of a request target that an origin server understands
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, 3.2</a>):
 * origin-form, absolute-form, whose authority wins over Host, and {@code *} for OPTIONS
 * alone. Authority-form belongs to CONNECT, which only a proxy serves.
 * <p>
 * An absolute-form says which scheme is meant, and a resource of https is not to be had
 * over a connection that is not secured, neither by TLS here nor, as it says, by a
 * trusted proxy in front
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.4">RFC 9110, 7.4</a>): the
 * server refuses that as {@link Refusal#MISDIRECTED}. The other way round nothing is
 * asked for that the connection lacks, since http requires none
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-4.2.1">RFC 9110, 4.2.1</a>),
 * and absolute-form has to be accepted
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2">RFC 9112, 3.2.2</a>):
 * {@code http:} over TLS is served, and as everywhere the scheme that counts is the one
 * by which the client came.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param uri path and query as sent, or {@code *}
 * @param authority the authority of an absolute-form; null for the others
 * @param https whether it is the absolute-form of a resource of https
 */
public record RequestTarget(String uri, @Nullable String authority, boolean https) {

	private static final String HTTP = "http://";

	private static final String HTTPS = "https://";

	/**
	 * Takes a target apart.
	 * @param method the method of the request
	 * @param target the target as sent
	 * @return its parts
	 * @throws HTTPInputException if the form does not fit or the method needs a proxy
	 */
	public static RequestTarget of(String method, String target) {
		// One needs a proxy; the other says back what was sent, credentials included.
		if (method.equals("CONNECT") || method.equals("TRACE")) {
			throw new HTTPInputException(Refusal.METHOD_UNSUPPORTED);
		}
		if (target.charAt(0) == '/') {
			return new RequestTarget(target, null, false);
		}
		if (target.equals("*") && method.equals("OPTIONS")) {
			return new RequestTarget(target, null, false);
		}
		if (target.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
			return absolute(method, target, HTTP.length());
		}
		if (target.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
			return absolute(method, target, HTTPS.length());
		}
		throw new HTTPInputException(Refusal.TARGET);
	}

	private static RequestTarget absolute(String method, String target, int start) {
		boolean https = start == HTTPS.length();
		int end = start;
		while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
			end++;
		}
		String authority = target.substring(start, end);
		if (!Authority.isValid(authority)) {
			throw new HTTPInputException(Refusal.TARGET);
		}
		String rest = target.substring(end);
		if (rest.isEmpty()) {
			return new RequestTarget(method.equals("OPTIONS") ? "*" : "/", authority, https);
		}
		return new RequestTarget(rest.startsWith("?") ? "/" + rest : rest, authority, https);
	}

}
