package io.jtornado.http;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of a cookie to be set
 * (<a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1">RFC 6265, 4.1</a>). As in
 * Tornado, the path is {@code /} unless another is given. What is said neither of
 * {@code Secure} nor of {@code HttpOnly} nor of {@code SameSite} is as the application
 * has it for all of its cookies.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param domain the hosts that get the cookie; null for the host that set it
 * @param path the path below which it is sent; null for the directory of the request
 * @param expires when it ends; null for the end of the browser's session
 * @param maxAge how long it lives, in whole seconds; wins over {@code expires}; null to
 * say nothing
 * @param secure whether it is sent over TLS only; null to say nothing
 * @param httpOnly whether scripts do not see it; null to say nothing
 * @param sameSite whether requests from other sites carry it; null to say nothing
 */
public record CookieAttributes(@Nullable String domain, @Nullable String path, @Nullable Instant expires,
		@Nullable Duration maxAge, @Nullable Boolean secure, @Nullable Boolean httpOnly, @Nullable SameSite sameSite) {

	/** Path {@code /} and nothing else. */
	public static final CookieAttributes DEFAULTS = new CookieAttributes(null, "/", null, null, null, null, null);

	/** Which requests that another site caused carry the cookie. */
	public enum SameSite {

		/** None of them. */
		STRICT("Strict"),

		/** Navigation by safe methods. */
		LAX("Lax"),

		/** All of them; browsers demand {@code Secure} with it. */
		NONE("None"),

		/** As the browser has it: there is no such attribute. */
		OMITTED(null);

		private final @Nullable String text;

		SameSite(@Nullable String text) {
			this.text = text;
		}

		@Nullable String text() {
			return this.text;
		}

	}

	/**
	 * Checks what would end the attribute, and with it begin another.
	 * @throws IllegalArgumentException if domain or path has a control character, a space
	 * or a semicolon
	 */
	public CookieAttributes {
		check("Domain", domain);
		check("Path", path);
	}

	private static void check(String name, @Nullable String value) {
		for (int i = 0; value != null && i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= ' ' || c >= 0x7f || c == ';') {
				throw new IllegalArgumentException("Character not allowed in the cookie attribute " + name);
			}
		}
	}

	/**
	 * Returns the same but for one.
	 * @param domain the hosts that get the cookie; null for the host that set it
	 * @return new attributes
	 * @throws IllegalArgumentException if it has a control character, a space or a
	 * semicolon
	 */
	public CookieAttributes withDomain(@Nullable String domain) {
		return new CookieAttributes(domain, this.path, this.expires, this.maxAge, this.secure, this.httpOnly,
				this.sameSite);
	}

	/**
	 * Returns the same but for one.
	 * @param path the path below which it is sent; null for the directory of the request
	 * @return new attributes
	 * @throws IllegalArgumentException if it has a control character, a space or a
	 * semicolon
	 */
	public CookieAttributes withPath(@Nullable String path) {
		return new CookieAttributes(this.domain, path, this.expires, this.maxAge, this.secure, this.httpOnly,
				this.sameSite);
	}

	/**
	 * Returns the same but for one.
	 * @param expires when it ends; null for the end of the session
	 * @return new attributes
	 */
	public CookieAttributes withExpires(@Nullable Instant expires) {
		return new CookieAttributes(this.domain, this.path, expires, this.maxAge, this.secure, this.httpOnly,
				this.sameSite);
	}

	/**
	 * Returns the same but for one.
	 * @param maxAge how long it lives, in whole seconds; null to say nothing
	 * @return new attributes
	 */
	public CookieAttributes withMaxAge(@Nullable Duration maxAge) {
		return new CookieAttributes(this.domain, this.path, this.expires, maxAge, this.secure, this.httpOnly,
				this.sameSite);
	}

	/**
	 * Returns the same but for one.
	 * @param secure whether it is sent over TLS only
	 * @return new attributes
	 */
	public CookieAttributes withSecure(boolean secure) {
		return new CookieAttributes(this.domain, this.path, this.expires, this.maxAge, secure, this.httpOnly,
				this.sameSite);
	}

	/**
	 * Returns the same but for one.
	 * @param httpOnly whether scripts do not see it
	 * @return new attributes
	 */
	public CookieAttributes withHttpOnly(boolean httpOnly) {
		return new CookieAttributes(this.domain, this.path, this.expires, this.maxAge, this.secure, httpOnly,
				this.sameSite);
	}

	/**
	 * Returns the same but for one.
	 * @param sameSite whether requests from other sites carry it; null to say nothing
	 * @return new attributes
	 */
	public CookieAttributes withSameSite(@Nullable SameSite sameSite) {
		return new CookieAttributes(this.domain, this.path, this.expires, this.maxAge, this.secure, this.httpOnly,
				sameSite);
	}

	/**
	 * Returns the same, and where these attributes say nothing of {@code Secure},
	 * {@code HttpOnly} or {@code SameSite}, what others say.
	 * @param others the attributes of all cookies that say nothing
	 * @return attributes that say as much as both
	 */
	public CookieAttributes or(CookieAttributes others) {
		return new CookieAttributes(this.domain, this.path, this.expires, this.maxAge,
				(this.secure != null) ? this.secure : others.secure,
				(this.httpOnly != null) ? this.httpOnly : others.httpOnly,
				(this.sameSite != null) ? this.sameSite : others.sameSite);
	}

}
