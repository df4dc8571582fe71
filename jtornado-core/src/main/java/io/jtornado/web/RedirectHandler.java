package io.jtornado.web;

import java.util.Set;

/**
 * Redirects GET requests, and HEAD:
 *
 * <pre>{@code
 * URLSpec.redirect("/old/{page}", "/new/{page}")
 * url("/pictures/(.*)", RedirectHandler.class, () -> new RedirectHandler("https://images.example.com/{0}"))
 * }</pre>
 *
 * Groups of the pattern stand in the target by number, from 0, or by name; they are
 * percent-encoded, and the query of the request is appended. A target that begins with a
 * slash is a path of the host, also in an application that is mounted.
 * <p>
 * Unlike Tornado, a request whose groups would lead to another host than the one written
 * down, as {@code //evil.example} would, is answered with 404.
 * <p>
 * <b>Threading:</b> as any {@link RequestHandler}.
 */
public class RedirectHandler extends RequestHandler {

	private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

	private final RedirectTarget target;

	private final int status;

	/**
	 * Creates a handler of permanent redirects (301).
	 * @param url the target
	 * @throws BadPatternException if it is no target
	 */
	public RedirectHandler(String url) {
		this(url, true);
	}

	/**
	 * Creates the handler.
	 * @param url the target
	 * @param permanent whether clients may remember it: 301, else 302
	 * @throws BadPatternException if it is no target
	 */
	public RedirectHandler(String url, boolean permanent) {
		this(url, permanent ? 301 : 302);
	}

	/**
	 * Creates the handler.
	 * @param url the target
	 * @param status 301 or 308 for good, 302, 303 or 307 for now
	 * @throws BadPatternException if it is no target
	 * @throws IllegalArgumentException if it is another status
	 */
	public RedirectHandler(String url, int status) {
		this(RedirectTarget.parse(url), checked(status));
	}

	RedirectHandler(RedirectTarget target, int status) {
		this.target = target;
		this.status = status;
	}

	static int checked(int status) {
		if (!STATUSES.contains(status)) {
			throw new IllegalArgumentException("Status of a redirect must be 301, 302, 303, 307 or 308, not " + status);
		}
		return status;
	}

	void get(String... groups) {
		redirect(this.target.fill(this), this.status);
	}

}
