package io.jtornado.http;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The forms of a request target that an origin server understands
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, 3.2</a>):
 * origin-form, absolute-form, whose authority wins over Host, and {@code *} for OPTIONS
 * alone. Authority-form belongs to CONNECT, which only a proxy serves.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param uri path and query as sent, or {@code *}
 * @param authority the authority of an absolute-form; null for the others
 */
public record RequestTarget(String uri, @Nullable String authority) {

	private static final String[] SCHEMES = { "http://", "https://" };

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
			return new RequestTarget(target, null);
		}
		if (target.equals("*") && method.equals("OPTIONS")) {
			return new RequestTarget(target, null);
		}
		for (String scheme : SCHEMES) {
			if (target.length() > scheme.length()
					&& target.substring(0, scheme.length()).toLowerCase(Locale.ROOT).equals(scheme)) {
				return absolute(method, target, scheme.length());
			}
		}
		throw new HTTPInputException(Refusal.TARGET);
	}

	private static RequestTarget absolute(String method, String target, int start) {
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
			return new RequestTarget(method.equals("OPTIONS") ? "*" : "/", authority);
		}
		return new RequestTarget(rest.startsWith("?") ? "/" + rest : rest, authority);
	}

}
