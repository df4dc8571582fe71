package io.jtornado.web;

/**
 * Redirects GET requests, and HEAD:
 *
 * <pre>{@code
 * url("/old/{page}", RedirectHandler.class, () -> new RedirectHandler("/new/{page}"))
 * url("/pictures/(.*)", RedirectHandler.class, () -> new RedirectHandler("https://images.example.com/{0}"))
 * }</pre>
 *
 * Groups of the pattern stand in the target by number, from 0, or by name; they are
 * percent-encoded, and the query of the request is appended.
 * <p>
 * Unlike Tornado, a request whose groups would lead to another host than the one written
 * down, as {@code //evil.example} would, is answered with 404.
 * <p>
 * <b>Threading:</b> as any {@link RequestHandler}.
 */
public class RedirectHandler extends RequestHandler {

	private final RedirectTarget target;

	private final boolean permanent;

	/**
	 * Creates a handler of permanent redirects (301).
	 * @param url the target
	 */
	public RedirectHandler(String url) {
		this(url, true);
	}

	/**
	 * Creates the handler.
	 * @param url the target
	 * @param permanent whether clients may remember it: 301, else 302
	 */
	public RedirectHandler(String url, boolean permanent) {
		this.target = RedirectTarget.parse(url);
		this.permanent = permanent;
	}

	void get(String... groups) {
		redirect(this.target.fill(this), this.permanent);
	}

}
