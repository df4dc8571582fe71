package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import io.jtornado.http.CookieAttributes;
import io.jtornado.http.Cookies;
import io.jtornado.http.SignedValue;
import io.jtornado.http.SignedValues;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link RequestHandler} that sets cookies, signs them, and has the token
 * against cross-site request forgery. Attributes that a cookie says nothing of are those
 * of the application's {@link CookieOptions}.
 */
abstract class HandlerCookies extends HandlerResponse {

	static final Duration LIFE = Duration.ofDays(30);

	/**
	 * Sets a cookie for path {@code /} until the browser ends; the last call for a name
	 * wins.
	 * @param name its name, a token
	 * @param value its value, without control characters and spaces
	 * @throws IllegalArgumentException as
	 * {@link #setCookie(String, String, CookieAttributes)}
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void setCookie(String name, String value) {
		setCookie(name, value, CookieAttributes.DEFAULTS);
	}

	/**
	 * Sets a cookie; the last call for a name wins.
	 * @param name its name, a token
	 * @param value its value
	 * @param attributes its attributes
	 * @throws IllegalArgumentException if name or value has a character that is not
	 * allowed, if both are longer than {@link Cookies#MAX_LENGTH}, or if browsers would
	 * drop the cookie: {@code SameSite=None} without {@code Secure}, a name that begins
	 * with {@code __Secure-} without it, or one with {@code __Host-} without it, with a
	 * domain, or with another path than {@code /}
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void setCookie(String name, String value, CookieAttributes attributes) {
		CookieAttributes all = attributes.or(application().cookies().attributes());
		BrowserRules.check(name, all);
		unsent().setCookies().put(name, Cookies.render(name, value, all));
	}

	/**
	 * Makes the client forget a cookie that was set for path {@code /}.
	 * @param name its name
	 * @throws IllegalArgumentException as
	 * {@link #setCookie(String, String, CookieAttributes)}
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void clearCookie(String name) {
		clearCookie(name, CookieAttributes.DEFAULTS);
	}

	/**
	 * Makes the client forget a cookie.
	 * @param name its name
	 * @param attributes the domain and the path it was set with
	 * @throws IllegalArgumentException as
	 * {@link #setCookie(String, String, CookieAttributes)}
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void clearCookie(String name, CookieAttributes attributes) {
		setCookie(name, "", attributes.withMaxAge(null).withExpires(now().minus(Duration.ofDays(365))));
	}

	/**
	 * Sets a cookie that the client cannot change, but can read, for 30 days and path
	 * {@code /}.
	 * @param name its name, a token
	 * @param value any text
	 * @throws IllegalArgumentException if the name is no token, or if the cookie would be
	 * longer than {@link Cookies#MAX_LENGTH}
	 * @throws IllegalStateException if there is no cookie secret, if the head has left
	 * already, or on a foreign thread
	 */
	public final void setSignedCookie(String name, String value) {
		setSignedCookie(name, value, CookieAttributes.DEFAULTS.withExpires(now().plus(LIFE)));
	}

	/**
	 * Sets a cookie that the client cannot change, but can read.
	 * @param name its name, a token
	 * @param value any text
	 * @param attributes its attributes; without expiry it ends with the browser
	 * @throws IllegalArgumentException as {@link #setSignedCookie(String, String)}
	 * @throws IllegalStateException as {@link #setSignedCookie(String, String)}
	 */
	public final void setSignedCookie(String name, String value, CookieAttributes attributes) {
		setSignedCookie(name, value.getBytes(StandardCharsets.UTF_8), attributes);
	}

	/**
	 * Sets a cookie that the client cannot change, but can read.
	 * @param name its name, a token
	 * @param value any bytes
	 * @param attributes its attributes; without expiry it ends with the browser
	 * @throws IllegalArgumentException as {@link #setSignedCookie(String, String)}
	 * @throws IllegalStateException as {@link #setSignedCookie(String, String)}
	 */
	public final void setSignedCookie(String name, byte[] value, CookieAttributes attributes) {
		setCookie(name, application().signedValues().sign(name, value, now()), attributes);
	}

	/**
	 * A cookie that was signed in the last 31 days.
	 * @param name its name
	 * @return its value; null if it did not come, is not signed so, or is no text
	 * @throws IllegalStateException if there is no cookie secret
	 */
	public final @Nullable String signedCookie(String name) {
		return signedCookie(name, SignedValues.MAX_AGE);
	}

	/**
	 * A cookie that was signed not too long ago.
	 * @param name its name
	 * @param maxAge how long ago it may have been signed, whatever its expiry was: that
	 * is a wish to the client
	 * @return its value; null if it did not come, is not signed so, or is no text
	 * @throws IllegalStateException if there is no cookie secret
	 */
	public final @Nullable String signedCookie(String name, Duration maxAge) {
		SignedValue value = verifiedCookie(name, maxAge);
		return (value != null) ? value.text() : null;
	}

	/**
	 * A cookie that was signed not too long ago, with when and by which key.
	 * @param name its name
	 * @param maxAge how long ago it may have been signed
	 * @return its value; null if it did not come, or is not signed so
	 * @throws IllegalStateException if there is no cookie secret
	 */
	public final @Nullable SignedValue verifiedCookie(String name, Duration maxAge) {
		SignedValues signing = application().signedValues();
		String text = cookie(name);
		return (text != null) ? signing.verify(name, text, maxAge, now()) : null;
	}

	/**
	 * The token that a form of this answer has to give back as {@code _xsrf}, or a script
	 * in the header field {@code X-Xsrftoken}. Says {@code Vary: Cookie}, and if the
	 * client has none yet, sets the cookie it belongs to, with
	 * {@code Cache-Control: private} unless the answer has that field.
	 * @return the token, the same for all of this answer and another for the next
	 * @throws IllegalStateException if the head has left already and there was no cookie,
	 * or on a foreign thread
	 */
	public final String xsrfToken() {
		return application().xsrfProtection().token(this);
	}

	/**
	 * The token as a hidden field of a form.
	 * @return an {@code input} element
	 * @throws IllegalStateException as {@link #xsrfToken()}
	 */
	public final String xsrfFormHtml() {
		return "<input type=\"hidden\" name=\"" + XsrfProtection.FIELD + "\" value=\"" + xsrfToken() + "\"/>";
	}

	final Instant now() {
		return Instant.ofEpochMilli(request().ioLoop().clock().currentTimeMillis());
	}

}
