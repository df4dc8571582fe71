package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.jtornado.http.AcceptLanguage;
import org.jspecify.annotations.Nullable;

/**
 * The languages that an application answers in, and which of them an answer is in.
 * <p>
 * <b>Threading:</b> one for the application, immutable; each answer comes on its own
 * thread.
 */
final class Languages {

	private static final String ACCEPT_LANGUAGE = "Accept-Language";

	private final List<Locale> locales; // the default first; empty if nothing was said

	private final List<String> tags;

	Languages(List<Locale> locales) {
		this.locales = locales;
		this.tags = locales.stream().map(Locale::toLanguageTag).toList();
	}

	static List<Locale> checked(Locale... locales) {
		List<Locale> distinct = new ArrayList<>();
		for (Locale locale : locales) {
			if (locale.getLanguage().isEmpty()) {
				throw new IllegalArgumentException("Locale '" + locale + "' has no language");
			}
			if (!distinct.contains(locale)) {
				distinct.add(locale);
			}
		}
		return List.copyOf(distinct);
	}

	/** The language of an answer, which is the same as often as it is asked for. */
	Locale of(HandlerLocale handler) {
		Visitor known = handler.owned().visitor();
		Locale locale = known.locale;
		if (locale == null) {
			locale = handler.userLocale();
			known.localeOfBrowser = locale == null;
			locale = (locale != null) ? closest(locale) : ofBrowser(handler.answer());
			known.locale = locale;
		}
		else if (known.localeOfBrowser) {
			vary(handler.answer()); // again on the error page
		}
		return locale;
	}

	Locale ofBrowser(Answer answer) {
		vary(answer);
		return negotiated() ? choose(answer.request.header(ACCEPT_LANGUAGE)) : fallback();
	}

	/**
	 * Which of the locales stands for one that a user has chosen, who may have made it
	 * up: templates and messages are kept for each that there is. Another country's is
	 * closer than another language.
	 */
	Locale closest(Locale locale) {
		if (this.locales.isEmpty()) {
			return locale;
		}
		String tag = locale.toLanguageTag();
		String language = locale.getLanguage();
		return choose(language.isEmpty() ? tag : tag + ", " + language + ";q=0.5");
	}

	private Locale choose(@Nullable String acceptLanguage) {
		String chosen = AcceptLanguage.of(acceptLanguage).choose(this.tags);
		return (chosen != null) ? this.locales.get(this.tags.indexOf(chosen)) : fallback();
	}

	private Locale fallback() {
		return this.locales.isEmpty() ? Locale.getDefault() : this.locales.get(0);
	}

	private boolean negotiated() {
		return this.locales.size() > 1;
	}

	private void vary(Answer answer) {
		if (negotiated()) {
			answer.vary(ACCEPT_LANGUAGE);
		}
	}

	/** The value of the Content-Language field; null if nobody has said what it is. */
	@Nullable String contentLanguage(HandlerLocale handler) {
		Locale locale = of(handler);
		boolean said = !this.locales.isEmpty() || !handler.answer().visitor().localeOfBrowser;
		return (said && !locale.getLanguage().isEmpty()) ? locale.toLanguageTag() : null;
	}

}
