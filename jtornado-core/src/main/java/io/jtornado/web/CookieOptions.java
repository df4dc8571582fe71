package io.jtornado.web;

import java.util.Map;

import io.jtornado.http.CookieAttributes;
import io.jtornado.http.CookieAttributes.SameSite;
import io.jtornado.http.Cookies;
import io.jtornado.http.SignedValues;
import org.jspecify.annotations.Nullable;

/**
 * What an application's cookies have in common: their attributes, the secrets that sign
 * them, and the protection against cross-site request forgery that one of them is part
 * of.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param sameSite which requests of other sites carry cookies that do not say so
 * themselves
 * @param secure whether cookies that do not say so themselves are sent over TLS only
 * @param httpOnly whether scripts do not see cookies that do not say so themselves
 * @param signedValues what signs cookies; null if nothing does
 * @param xsrfCookies whether requests by other methods than GET, HEAD and OPTIONS need an
 * XSRF token
 * @param xsrfCookieName the name of the cookie with the token
 * @param xsrfCookieAttributes its attributes; they live as long as their max age, since
 * an expiry would be the same for all clients; scripts see it unless they say
 * {@code HttpOnly}, whatever {@code httpOnly} is for the others
 */
public record CookieOptions(SameSite sameSite, boolean secure, boolean httpOnly, @Nullable SignedValues signedValues,
		boolean xsrfCookies, String xsrfCookieName, CookieAttributes xsrfCookieAttributes) {

	/**
	 * {@code SameSite=Lax}, no secret, no protection; the cookie of the protection is
	 * {@code _xsrf}, and scripts see it, since they have to send what is in it. Unlike
	 * Tornado, which has no {@code SameSite}: browsers differ in what that means.
	 */
	public static final CookieOptions DEFAULTS = new CookieOptions(SameSite.LAX, false, false, null, false, "_xsrf",
			CookieAttributes.DEFAULTS.withHttpOnly(false));

	/**
	 * Checks the name, and leaves the token to scripts unless its cookie says otherwise.
	 * @throws IllegalArgumentException if it is no token
	 */
	public CookieOptions {
		if (xsrfCookieAttributes.httpOnly() == null) {
			xsrfCookieAttributes = xsrfCookieAttributes.withHttpOnly(false);
		}
		Cookies.render(xsrfCookieName, "", xsrfCookieAttributes);
	}

	/**
	 * Returns the same but for one.
	 * @param site which requests of other sites carry cookies
	 * @return new options
	 */
	public CookieOptions withSameSite(SameSite site) {
		return new CookieOptions(site, this.secure, this.httpOnly, this.signedValues, this.xsrfCookies,
				this.xsrfCookieName, this.xsrfCookieAttributes);
	}

	/**
	 * Returns the same but for one.
	 * @param tlsOnly whether cookies are sent over TLS only
	 * @return new options
	 */
	public CookieOptions withSecure(boolean tlsOnly) {
		return new CookieOptions(this.sameSite, tlsOnly, this.httpOnly, this.signedValues, this.xsrfCookies,
				this.xsrfCookieName, this.xsrfCookieAttributes);
	}

	/**
	 * Returns the same but for one.
	 * @param hidden whether scripts do not see cookies
	 * @return new options
	 */
	public CookieOptions withHttpOnly(boolean hidden) {
		return new CookieOptions(this.sameSite, this.secure, hidden, this.signedValues, this.xsrfCookies,
				this.xsrfCookieName, this.xsrfCookieAttributes);
	}

	/**
	 * Returns the same but for one.
	 * @param values what signs cookies; null for nothing
	 * @return new options
	 */
	public CookieOptions withSignedValues(@Nullable SignedValues values) {
		return new CookieOptions(this.sameSite, this.secure, this.httpOnly, values, this.xsrfCookies,
				this.xsrfCookieName, this.xsrfCookieAttributes);
	}

	/**
	 * Returns the same but for one. Tornado's setting {@code cookie_secret}.
	 * @param secret what signs cookies
	 * @return new options
	 * @throws IllegalArgumentException if it is blank
	 */
	public CookieOptions withCookieSecret(String secret) {
		return withSignedValues(SignedValues.of(secret));
	}

	/**
	 * Returns the same but for one. Tornado's settings {@code cookie_secret}, a dict, and
	 * {@code key_version}.
	 * @param secrets what cookies are verified with, by key version
	 * @param keyVersion the version that signs
	 * @return new options
	 * @throws IllegalArgumentException if there is no secret of that version
	 */
	public CookieOptions withCookieSecrets(Map<Integer, String> secrets, int keyVersion) {
		return withSignedValues(SignedValues.of(secrets, keyVersion));
	}

	/**
	 * Returns the same but for one. Tornado's setting of that name.
	 * @param check whether requests that may change something need an XSRF token
	 * @return new options
	 */
	public CookieOptions withXsrfCookies(boolean check) {
		return new CookieOptions(this.sameSite, this.secure, this.httpOnly, this.signedValues, check,
				this.xsrfCookieName, this.xsrfCookieAttributes);
	}

	/**
	 * Returns the same but for one. Tornado's setting of that name; the field of forms
	 * stays {@code _xsrf}.
	 * @param name the name of the cookie with the token, a token
	 * @return new options
	 * @throws IllegalArgumentException if it is no token
	 */
	public CookieOptions withXsrfCookieName(String name) {
		return new CookieOptions(this.sameSite, this.secure, this.httpOnly, this.signedValues, this.xsrfCookies, name,
				this.xsrfCookieAttributes);
	}

	/**
	 * Returns the same but for one. Tornado's setting {@code xsrf_cookie_kwargs}.
	 * @param attributes the attributes of the cookie with the token; scripts see it
	 * unless these say {@code HttpOnly}
	 * @return new options
	 */
	public CookieOptions withXsrfCookieAttributes(CookieAttributes attributes) {
		return new CookieOptions(this.sameSite, this.secure, this.httpOnly, this.signedValues, this.xsrfCookies,
				this.xsrfCookieName, attributes);
	}

	/** Refuses what browsers would drop without a word, at once or from some day on. */
	CookieOptions checked() {
		if (this.xsrfCookieAttributes.expires() != null) {
			throw new IllegalArgumentException("The XSRF cookie would end at one instant for all clients, and from then"
					+ " on no form would get through: give it a max age instead of an expiry");
		}
		if (this.sameSite == SameSite.NONE && !this.secure) {
			throw new IllegalArgumentException("Cookies with SameSite=None need Secure: browsers drop them");
		}
		BrowserRules.check(this.xsrfCookieName, this.xsrfCookieAttributes.or(attributes()));
		return this;
	}

	/** What cookies have that say nothing. */
	CookieAttributes attributes() {
		return new CookieAttributes(null, "/", null, null, this.secure, this.httpOnly, this.sameSite);
	}

	/** What signs, or the advice to set it. */
	SignedValues signing() {
		if (this.signedValues == null) {
			throw new IllegalStateException("There is no cookie secret to sign with:"
					+ " set jtornado.cookie-secret, or in code CookieOptions.withCookieSecret");
		}
		return this.signedValues;
	}

}
