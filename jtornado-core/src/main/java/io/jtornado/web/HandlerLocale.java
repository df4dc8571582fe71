package io.jtornado.web;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link RequestHandler} that knows the language of its answer, and the
 * messages in it.
 */
abstract class HandlerLocale extends HandlerUser {

	/**
	 * The language of the answer: {@link #userLocale()}, else {@link #browserLocale()}.
	 * It is found out when it is first asked for. Tornado's {@code locale}.
	 * @return the locale
	 * @throws IllegalStateException on a foreign thread
	 */
	public final Locale locale() {
		return application().languages().of(this);
	}

	/**
	 * Sets the language of the answer, in place of {@link #userLocale()}: in
	 * {@code prepareAsync}, when a store that has to be waited for has answered.
	 * @param locale the locale, as {@link #userLocale()} gives it
	 * @throws IllegalStateException on a foreign thread
	 */
	public final void setLocale(Locale locale) {
		Visitor known = owned().visitor();
		known.locale = application().languages().closest(locale);
		known.localeOfBrowser = false;
	}

	/**
	 * Finds out which language the user has chosen, by a cookie for example. Called at
	 * most once per request, in general on the loop, so it must not block. Who decides by
	 * something of the request says so in {@code Vary}. Tornado's
	 * {@code get_user_locale}.
	 * @return the locale, in whose place there is the closest of the application's, or
	 * its first, if it says which it has; null for the browser's, which is the default
	 */
	protected @Nullable Locale userLocale() {
		return null;
	}

	/**
	 * Which of the application's locales the browser likes best, by
	 * {@code Accept-Language}, which {@code Vary} has then. Tornado's
	 * {@code get_browser_locale}.
	 * @return the locale; the application's first if the browser has named none of them
	 * @throws IllegalStateException on a foreign thread
	 */
	public final Locale browserLocale() {
		return application().languages().ofBrowser(owned());
	}

	/**
	 * A message in the language of the answer.
	 * @param code what names it
	 * @param args what it is about
	 * @return its text, which is no HTML
	 * @throws IllegalStateException if the application has no {@link Messages}, or on a
	 * foreign thread
	 * @throws RuntimeException if there is no such message
	 */
	public final String message(String code, Object... args) {
		Messages messages = application().messages();
		if (messages == null) {
			throw new IllegalStateException("There are no Messages that could have '" + code
					+ "': give the application some by Application.builder().messages(...)");
		}
		return messages.message(code, args, locale());
	}

}
