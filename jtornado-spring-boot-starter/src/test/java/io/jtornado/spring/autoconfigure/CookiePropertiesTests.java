package io.jtornado.spring.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.jtornado.http.CookieAttributes;
import io.jtornado.http.CookieAttributes.SameSite;
import io.jtornado.http.SignedValues;
import io.jtornado.web.CookieOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class CookiePropertiesTests {

	private static final Instant NOW = Instant.ofEpochSecond(1300000000);

	private static final String OF_VERSION_1 = "dmFsdWU=|1300000000|31c934969f53e48164c50768b40cbd7e2daaaa4f";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

	@Test
	void defaultsAreThoseOfTheCore() {
		assertThat(options()).isEqualTo(CookieOptions.DEFAULTS);
	}

	@Test
	void bindsWhatCookiesHaveInCommon() {
		CookieOptions options = options("jtornado.cookies.same-site=none", "jtornado.cookies.secure=true",
				"jtornado.cookies.http-only=true");

		assertThat(options)
			.isEqualTo(CookieOptions.DEFAULTS.withSameSite(SameSite.NONE).withSecure(true).withHttpOnly(true));
		assertThat(options("jtornado.cookies.same-site=omitted").sameSite()).isEqualTo(SameSite.OMITTED);
	}

	@Test
	void bindsASecret() {
		SignedValues values = options("jtornado.cookie-secret=It's a secret to everybody").signedValues();

		assertThat(values.sign("key", "value", NOW)).endsWith("482e152");
		assertThat(values.verify("key", OF_VERSION_1, SignedValues.MAX_AGE, NOW)).isNull();
	}

	@Test
	void takesASecretOfTheLeastLength() {
		assertThat(options("jtornado.cookie-secret=0123456789abcdef").signedValues()).isNotNull();
	}

	@Test
	void bindsTheLeastVersion() {
		SignedValues values = options("jtornado.cookie-secret=It's a secret to everybody",
				"jtornado.signed-value-min-version=1")
			.signedValues();

		assertThat(values.verify("key", OF_VERSION_1, SignedValues.MAX_AGE, NOW)).isNotNull();
	}

	@Test
	void bindsSecretsByVersion() {
		SignedValues values = options("jtornado.cookie-secrets.0=the first of secrets",
				"jtornado.cookie-secrets[1]=the second of secrets", "jtornado.key-version=1")
			.signedValues();
		String old = SignedValues.of("the first of secrets").sign("key", "value", NOW);
		String young = SignedValues.of(Map.of(1, "the second of secrets"), 1).sign("key", "value", NOW);

		assertThat(values.sign("key", "value", NOW)).isEqualTo(young);
		assertThat(values.verify("key", old, SignedValues.MAX_AGE, NOW).text()).isEqualTo("value");
	}

	@Test
	void bindsXsrf() {
		CookieOptions options = options("jtornado.xsrf-cookies=true", "jtornado.xsrf-cookie-name=_token",
				"jtornado.xsrf-cookie.domain=example.org", "jtornado.xsrf-cookie.path=/app",
				"jtornado.xsrf-cookie.max-age=30d", "jtornado.xsrf-cookie.same-site=strict",
				"jtornado.xsrf-cookie.secure=true", "jtornado.xsrf-cookie.http-only=true");

		assertThat(options.xsrfCookies()).isTrue();
		assertThat(options.xsrfCookieName()).isEqualTo("_token");
		assertThat(options.xsrfCookieAttributes()).isEqualTo(
				new CookieAttributes("example.org", "/app", null, Duration.ofDays(30), true, true, SameSite.STRICT));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			"cookie-secret=hush-hush-hush-hush|cookie-secrets.1=mouse-mouse-mouse|-|Either cookie-secret or cookie-secrets may be set",
			"cookie-secrets.1=hush-hush-hush-hush|cookie-secrets.3=mouse-mouse-mouse|-|needs key-version as well: say which of [1, 3] signs",
			"cookie-secrets.1=hush-hush-hush-hush|key-version=2|-|no secret of key version 2, only of [1]",
			"key-version=2|-|-|no effect without cookie-secrets: set cookie-secrets.2",
			"cookie-secret=hush-hush-hush-hush|key-version=2|-|no effect without cookie-secrets",
			"cookie-secret=|-|-|secret is blank",
			"cookie-secrets.1=hush-hush-hush-hush|cookie-secrets.2=|key-version=1|blank",
			"cookie-secret=hush|-|-|less than 16 characters",
			"cookie-secret=hush-hush-hush-|-|-|less than 16 characters",
			"cookie-secrets.1=hush-hush-hush-hush|cookie-secrets.2=mouse|key-version=1|less than 16 characters",
			"cookie-secrets.1=hush-hush-hush-hush|key-version=-1|-|no secret of key version -1",
			"cookie-secret=${NOT_SET}|-|-|The secret ${NOT_SET} has no value",
			"cookie-secrets.1=hush-hush-hush-hush|cookie-secrets.2=${NOT_SET}|key-version=1|The secret ${NOT_SET} has no value",
			"signed-value-min-version=1|-|-|no effect without cookie-secret",
			"signed-value-min-version=3|-|-|must be from 1 to 2",
			"cookie-secrets.1=hush-hush-hush-hush|key-version=1|signed-value-min-version=1|do not name their key",
			"cookies.same-site=none|-|-|SameSite=None need Secure",
			"xsrf-cookie.same-site=none|-|-|SameSite=None needs Secure", "xsrf-cookie-name=a b|-|-|must be a token",
			"xsrf-cookie-name=__Host-x|-|-|__Host-x needs Secure", "xsrf-cookie.path=/;a|-|-|cookie attribute Path",
			"xsrf-cookie.max-age=0s|-|-|must be at least 1s" })
	void refusesWhatCannotBeAndShowsNoSecret(String first, String second, String third, String message) {
		ApplicationContextRunner set = this.runner.withPropertyValues("jtornado." + first);
		set = (second != null) ? set.withPropertyValues("jtornado." + second) : set;
		set = (third != null) ? set.withPropertyValues("jtornado." + third) : set;

		set.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining(message)
			.hasMessageContaining("jtornado")
			.hasMessageNotContaining("hush")
			.hasMessageNotContaining("mouse"));
	}

	private CookieOptions options(String... pairs) {
		CookieOptions[] options = new CookieOptions[1];
		this.runner.withPropertyValues(pairs)
			.run((context) -> options[0] = new CookieOptionsMapper(context.getBean(JTornadoProperties.class))
				.options());
		return options[0];
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(JTornadoProperties.class)
	static class Bound {

	}

}
