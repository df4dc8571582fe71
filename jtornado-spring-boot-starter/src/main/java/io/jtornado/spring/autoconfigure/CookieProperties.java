package io.jtornado.spring.autoconfigure;

import io.jtornado.http.CookieAttributes.SameSite;

/**
 * Settings of cookies that do not say so themselves.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class CookieProperties {

	/**
	 * Requests of other sites that carry cookies. No attribute is sent if omitted.
	 */
	private SameSite sameSite = SameSite.LAX;

	/**
	 * Whether cookies are sent over TLS only.
	 */
	private boolean secure = false;

	/**
	 * Whether scripts do not see cookies.
	 */
	private boolean httpOnly = false;

	public SameSite getSameSite() {
		return this.sameSite;
	}

	public void setSameSite(SameSite sameSite) {
		this.sameSite = sameSite;
	}

	public boolean isSecure() {
		return this.secure;
	}

	public void setSecure(boolean secure) {
		this.secure = secure;
	}

	public boolean isHttpOnly() {
		return this.httpOnly;
	}

	public void setHttpOnly(boolean httpOnly) {
		this.httpOnly = httpOnly;
	}

}
