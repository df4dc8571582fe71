package io.jtornado.blackbox;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.jtornado.http.CookieAttributes;
import io.jtornado.web.CookieOptions;
import io.jtornado.web.CookieServer;
import io.jtornado.web.RequestHandler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.CookieServer.cookie;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Cookies, plain and signed, as a client sees them. */
@Timeout(60)
class CookieCaseTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String SECRET = "It's a secret to everybody";

	private static final String SIGNED = "2|1:0|10:1300000000|3:key|8:dmFsdWU=|"
			+ "3d4e60b996ff9c5d5788e333a0cba6f238a22c6c0f94788870e1a9ecd482e152";

	private static final Map<Integer, String> SECRETS = Map.of(0, "asdfbasdf", 1, "12312312");

	static class Echo extends RequestHandler {

		String get() {
			return new TreeMap<>(cookies()).toString();
		}

	}

	static class Setter extends RequestHandler {

		void get() {
			setCookie(queryArgument("name"), queryArgument("value"),
					CookieAttributes.DEFAULTS.withPath(queryArgument("path")));
		}

	}

	static class Signed extends RequestHandler {

		String get() {
			int days = Integer.parseInt(queryArgument("days"));
			return signedCookie("key", Duration.ofDays(days)) + " " + signedCookie("other", Duration.ofDays(days));
		}

		void post() {
			setSignedCookie("key", bodyArgument("value"));
		}

	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "a=b|{a=b}", "a=\"b\"|{a=b}", "a=\"\\054\\\"\\073\"|{a=,\";}", "a=\"b;c\"|{=c\", a=\"b}",
					"{[]}; a=b; =|{={[]}, a=b}", "a=1; a=2|{a=2}", "a=\"\\400\"|{a=400}", "a=\"|{a=\"}" })
	@DisplayName("29. Cookies as browsers mean them: quotes, octal escapes, a semicolon in quotes, junk")
	void readsCookiesAsBrowsersMeanThem(String field, String cookies) throws Exception {
		try (CookieServer server = new CookieServer(CookieOptions.DEFAULTS, url("/", Echo.class))) {
			assertThat(server.get("/", "Cookie", field).body()).isEqualTo(cookies);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "name=a%0D%0AX:b&value=c&path=/", "name=a;b&value=c&path=/",
			"name=a&value=%0Bb%0Cc&path=/", "name=a&value=b%20c&path=/", "name=a&value=b&path=/;%20Domain=evil.example",
			"name=&value=b&path=/" })
	@DisplayName("29. What would end a cookie, or an attribute of it, is not sent: 500")
	void sendsNoCookieWithForbiddenCharacters(String query) throws Exception {
		try (CookieServer server = new CookieServer(CookieOptions.DEFAULTS, url("/", Setter.class))) {
			HttpResponse<String> response = server.get("/?" + query);

			assertThat(response.statusCode()).isEqualTo(500);
			assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
			assertThat(response.headers().allValues("X")).isEmpty();
		}
	}

	@Test
	@DisplayName("29. A value is quoted where it has to be; unlike in Tornado, SameSite is said by default")
	void sendsCookiesQuoted() throws Exception {
		try (CookieServer server = new CookieServer(CookieOptions.DEFAULTS, url("/", Setter.class))) {
			assertThat(server.get("/?name=a&value=d%3De&path=/").headers().allValues("Set-Cookie"))
				.containsExactly("a=\"d=e\"; Path=/; SameSite=Lax");
		}
	}

	@Test
	@DisplayName("37. Signed cookies: the known vector; another name, age, payload or signature does not count")
	void countsSignedCookiesThatAreWhole() throws Exception {
		CookieOptions options = CookieOptions.DEFAULTS.withCookieSecret(SECRET);
		String years = "/?days=36500";
		try (CookieServer server = new CookieServer(options, url("/", Signed.class))) {
			assertThat(server.get(years, "Cookie", "key=\"" + SIGNED + "\"").body()).isEqualTo("value null");
			assertThat(server.get(years, "Cookie", "other=\"" + SIGNED + "\"").body()).isEqualTo("null null");
			assertThat(server.get("/?days=31", "Cookie", "key=\"" + SIGNED + "\"").body()).isEqualTo("null null");
			assertThat(server.get(years, "Cookie", "key=\"" + SIGNED.replace("dmFs", "dmFt") + "\"").body())
				.isEqualTo("null null");
			assertThat(server.get(years, "Cookie", "key=\"" + SIGNED.replace("3d4e", "3d4f") + "\"").body())
				.isEqualTo("null null");
		}
	}

	@Test
	@DisplayName("37. Signed cookies of an old key count as long as the key is kept")
	void countsSignedCookiesOfAllKeys() throws Exception {
		try (CookieServer before = new CookieServer(CookieOptions.DEFAULTS.withCookieSecrets(SECRETS, 0),
				url("/", Signed.class));
				CookieServer after = new CookieServer(CookieOptions.DEFAULTS.withCookieSecrets(SECRETS, 1),
						url("/", Signed.class));
				CookieServer last = new CookieServer(CookieOptions.DEFAULTS.withCookieSecrets(Map.of(1, "12312312"), 1),
						url("/", Signed.class))) {
			String old = cookie(before.post("/", "value=a", "Content-Type", FORM));
			String young = cookie(after.post("/", "value=b", "Content-Type", FORM));

			assertThat(after.get("/?days=1", "Cookie", old).body()).isEqualTo("a null");
			assertThat(last.get("/?days=1", "Cookie", old).body()).isEqualTo("null null");
			assertThat(last.get("/?days=1", "Cookie", young).body()).isEqualTo("b null");
		}
	}

}
