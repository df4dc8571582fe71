package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import io.jtornado.http.CookieAttributes;
import io.jtornado.http.CookieAttributes.SameSite;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the cookie with the XSRF token. What is null is as with other cookies.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class XsrfCookieProperties {

	/**
	 * Domain whose hosts get the XSRF cookie. The host that sets it if not set.
	 */
	private @Nullable String domain;

	/**
	 * Path below which the XSRF cookie is sent.
	 */
	private String path = "/";

	/**
	 * Time the XSRF cookie lives. Until the browser ends if not set.
	 */
	private @Nullable Duration maxAge;

	/**
	 * Requests of other sites that carry the XSRF cookie. As other cookies if not set.
	 */
	private @Nullable SameSite sameSite;

	/**
	 * Whether the XSRF cookie is sent over TLS only. As other cookies if not set.
	 */
	private @Nullable Boolean secure;

	/**
	 * Whether scripts do not see the XSRF cookie. They need it to send it in a header.
	 */
	private boolean httpOnly = false;

	public @Nullable String getDomain() {
		return this.domain;
	}

	public void setDomain(@Nullable String domain) {
		this.domain = domain;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public @Nullable Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(@Nullable Duration maxAge) {
		this.maxAge = maxAge;
	}

	public @Nullable SameSite getSameSite() {
		return this.sameSite;
	}

	public void setSameSite(@Nullable SameSite sameSite) {
		this.sameSite = sameSite;
	}

	public @Nullable Boolean getSecure() {
		return this.secure;
	}

	public void setSecure(@Nullable Boolean secure) {
		this.secure = secure;
	}

	public boolean isHttpOnly() {
		return this.httpOnly;
	}

	public void setHttpOnly(boolean httpOnly) {
		this.httpOnly = httpOnly;
	}

	/**
	 * Return the settings in the core's words.
	 * @throws IllegalArgumentException if domain or path has a character that would end
	 * it
	 */
	CookieAttributes attributes() {
		return new CookieAttributes(this.domain, this.path, null, this.maxAge, this.secure, this.httpOnly,
				this.sameSite);
	}

}
