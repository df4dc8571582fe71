package io.jtornado.web;

import io.jtornado.http.CookieAttributes;
import io.jtornado.http.CookieAttributes.SameSite;

/**
 * What browsers demand of a cookie, and drop it without a word otherwise
 * (<a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2">RFC 6265, 4.1.2</a> and
 * its successor, for {@code SameSite=None} and the prefixes of names).
 * <p>
 * <b>Threading:</b> stateless.
 */
final class BrowserRules {

	private static final String OF_HOST = "__Host-";

	private static final String SECURE = "__Secure-";

	private BrowserRules() {
	}

	/**
	 * Refuses a cookie that would not arrive.
	 * @param attributes its attributes, those that all cookies have included
	 * @throws IllegalArgumentException if browsers would drop it
	 */
	static void check(String name, CookieAttributes attributes) {
		boolean secure = Boolean.TRUE.equals(attributes.secure());
		boolean ofHost = hasPrefix(name, OF_HOST);
		if (attributes.sameSite() == SameSite.NONE && !secure) {
			throw dropped(name, "with SameSite=None needs Secure");
		}
		if ((ofHost || hasPrefix(name, SECURE)) && !secure) {
			throw dropped(name, "needs Secure, as its name says");
		}
		if (ofHost && (attributes.domain() != null || !"/".equals(attributes.path()))) {
			throw dropped(name, "needs the path / and no domain, as its name says");
		}
	}

	/** Browsers do not look at the case. */
	private static boolean hasPrefix(String name, String prefix) {
		return name.regionMatches(true, 0, prefix, 0, prefix.length());
	}

	private static IllegalArgumentException dropped(String name, String need) {
		return new IllegalArgumentException("The cookie " + name + " " + need + ": browsers drop it");
	}

}
