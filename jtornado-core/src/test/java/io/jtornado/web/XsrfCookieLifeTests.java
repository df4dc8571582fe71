package io.jtornado.web;

import java.time.Duration;
import java.util.Locale;

import io.jtornado.http.CookieAttributes;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** How long browsers keep the cookie with the XSRF token. */
class XsrfCookieLifeTests {

	static class Page extends RequestHandler {

		@Override
		protected @Nullable Object loadCurrentUser() {
			return cookie("name");
		}

		void get() {
			write(xsrfToken());
		}

	}

	private static TestClient client(CookieOptions options) {
		return TestClient.of(Application.builder().add(url("/", Page.class)).cookies(options).accessLog(false).build());
	}

	private static TestResponse asAda(TestClient client) {
		return client.request("GET", "/").header("Cookie", "name=Ada").fetch();
	}

	/**
	 * Unlike in Tornado, where the first user's 30 days are everybody's, and end for all
	 * at the same time.
	 */
	@Test
	void isThirtyDaysForAUserAndThatOfTheBrowserForOthers() {
		try (TestClient client = client(CookieOptions.DEFAULTS)) {
			String before = client.fetch("GET", "/").setCookie("_xsrf");
			String user = asAda(client).setCookie("_xsrf");
			String behind = client.fetch("GET", "/").setCookie("_xsrf");
			client.advance(Duration.ofDays(1));
			String later = asAda(client).setCookie("_xsrf");

			assertThat(before).endsWith("; Path=/; SameSite=Lax");
			assertThat(before).doesNotContain("xpires");
			assertThat(behind).doesNotContain("xpires");
			assertThat(user).containsIgnoringCase("; expires=");
			assertThat(expiry(later)).isNotEqualTo(expiry(user));
		}
	}

	private static String expiry(String cookie) {
		int start = cookie.toLowerCase(Locale.ROOT).indexOf("expires=");
		return cookie.substring(start, cookie.indexOf(';', start));
	}

	@Test
	void isWhatTheAttributesSay() {
		try (TestClient client = client(CookieOptions.DEFAULTS
			.withXsrfCookieAttributes(CookieAttributes.DEFAULTS.withMaxAge(Duration.ofHours(1))))) {
			for (TestResponse response : new TestResponse[] { asAda(client), client.fetch("GET", "/") }) {
				assertThat(response.setCookie("_xsrf")).contains("; Max-Age=3600;")
					.doesNotContainIgnoringCase("expires");
			}
		}
	}

	@Test
	void staysWithWhoHasTheCookie() {
		try (TestClient client = client(CookieOptions.DEFAULTS)) {
			TestResponse response = client.request("GET", "/").header("Cookie", "name=Ada; _xsrf=deadbeef").fetch();

			assertThat(response.setCookie("_xsrf")).isNull();
		}
	}

}
