package io.jtornado.spring.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.jtornado.web.Application;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.WebProperties.LocaleResolver;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The languages of the application: {@code jtornado.locales}, with
 * {@code spring.web.locale} before all others, or alone if
 * {@code spring.web.locale-resolver} is {@code fixed}.
 */
final class ApplicationLocales {

	private final List<Locale> locales;

	private final @Nullable Locale first;

	private final boolean fixed;

	ApplicationLocales(JTornadoProperties properties, Environment environment) {
		Binder binder = Binder.get(environment);
		this.locales = properties.getLocales();
		this.first = binder.bind("spring.web.locale", Locale.class).orElse(null);
		this.fixed = binder.bind("spring.web.locale-resolver", LocaleResolver.class)
			.orElse(LocaleResolver.ACCEPT_HEADER) == LocaleResolver.FIXED;
	}

	void applyTo(Application.Builder application) {
		Stream<Locale> all = Stream.concat(Stream.ofNullable(this.first), this.locales.stream());
		application.locales(all.limit(this.fixed ? 1 : Long.MAX_VALUE).toArray(Locale[]::new));
	}

}
