package io.jtornado.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.jtornado.http.CookieAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.CookieServer.cookie;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Cookies, signed ones and XSRF as a client sees them, over real sockets. */
@Timeout(60)
class CookieSocketTests {

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

	static class Page extends RequestHandler {

		void get() {
			write(xsrfToken());
		}

		String post() {
			return "done";
		}

	}

	/** Case 29: quotes, octal escapes, a semicolon in quotes, junk. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "a=b|{a=b}", "a=\"b\"|{a=b}", "a=\"\\054\\\"\\073\"|{a=,\";}", "a=\"b;c\"|{=c\", a=\"b}",
					"{[]}; a=b; =|{={[]}, a=b}", "a=1; a=2|{a=2}", "a=\"\\400\"|{a=400}", "a=\"|{a=\"}" })
	void readsCookiesAsBrowsersMeanThem(String field, String cookies) throws Exception {
		try (CookieServer server = new CookieServer(CookieOptions.DEFAULTS, url("/", Echo.class))) {
			assertThat(server.get("/", "Cookie", field).body()).isEqualTo(cookies);
		}
	}

	/** Case 29: what would end the cookie, or an attribute of it, is not sent. */
	@ParameterizedTest
	@ValueSource(strings = { "name=a%0D%0AX:b&value=c&path=/", "name=a;b&value=c&path=/",
			"name=a&value=%0Bb%0Cc&path=/", "name=a&value=b%20c&path=/", "name=a&value=b&path=/;%20Domain=evil.example",
			"name=&value=b&path=/" })
	void sendsNoCookieWithForbiddenCharacters(String query) throws Exception {
		try (CookieServer server = new CookieServer(CookieOptions.DEFAULTS, url("/", Setter.class))) {
			HttpResponse<String> response = server.get("/?" + query);

			assertThat(response.statusCode()).isEqualTo(500);
			assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
			assertThat(response.headers().allValues("X")).isEmpty();
		}
	}

	/** Case 29, and on purpose another default: SameSite is said. */
	@Test
	void sendsCookiesQuoted() throws Exception {
		try (CookieServer server = new CookieServer(CookieOptions.DEFAULTS, url("/", Setter.class))) {
			assertThat(server.get("/?name=a&value=d%3De&path=/").headers().allValues("Set-Cookie"))
				.containsExactly("a=\"d=e\"; Path=/; SameSite=Lax");
		}
	}

	/** Case 37: the known vector, its name, its age, its payload, its signature. */
	@Test
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

	/** Case 37: keys are replaced one after the other. */
	@Test
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

	private static CookieServer protectedServer() throws Exception {
		return new CookieServer(CookieOptions.DEFAULTS.withXsrfCookies(true), url("/", Page.class));
	}

	/** Case 38: no token, one without its cookie, garbage, one of somebody else. */
	@Test
	void refusesRequestsWithoutTheirToken() throws Exception {
		try (CookieServer server = protectedServer()) {
			HttpResponse<String> page = server.get("/");
			String mine = cookie(page);
			String other = server.get("/").body();

			assertThat(server.post("/", "", "Cookie", mine).statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "X-Xsrftoken", page.body()).statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", "garbage").statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", "2|||").statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", other).statusCode()).isEqualTo(403);
		}
	}

	/** Case 38: in the query, the body and both header fields; short and plain tokens. */
	@Test
	void takesTokensWhereverTheyStand() throws Exception {
		try (CookieServer server = protectedServer()) {
			HttpResponse<String> page = server.get("/");
			String mine = cookie(page);
			String escaped = page.body().replace("|", "%7C");

			assertThat(server.post("/?_xsrf=" + escaped, "", "Cookie", mine).body()).isEqualTo("done");
			assertThat(server.post("/", "_xsrf=" + escaped, "Cookie", mine, "Content-Type", FORM).body())
				.isEqualTo("done");
			for (String field : new String[] { "X-Xsrftoken", "X-XSRFToken", "X-Csrftoken", "X-CSRFToken" }) {
				assertThat(server.post("/", "", "Cookie", mine, field, page.body()).body()).isEqualTo("done");
			}
			for (String plain : new String[] { "deadbeef", "xyz", "000102030405060708090a0b0c0d0e0f" }) {
				assertThat(server.post("/", "", "Cookie", "_xsrf=" + plain, "X-Xsrftoken", plain).body())
					.isEqualTo("done");
			}
		}
	}

	/** Case 38: ten pages, ten tokens, which all count; a page later too. */
	@Test
	void givesEachPageATokenOfItsOwn() throws Exception {
		try (CookieServer server = protectedServer()) {
			String mine = cookie(server.get("/"));
			Set<String> tokens = new HashSet<>();
			for (int i = 0; i < 10; i++) {
				HttpResponse<String> page = server.get("/", "Cookie", mine);
				assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
				tokens.add(page.body());
			}
			assertThat(tokens).hasSize(10);
			for (String token : tokens) {
				assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", token).body()).isEqualTo("done");
			}
		}
	}

	/** A cookie of somebody else, too long to be a token, is replaced. */
	@ParameterizedTest
	@ValueSource(ints = { 10, 200, 3000 })
	void servesWhoeverHasAForeignCookie(int length) throws Exception {
		try (CookieServer server = protectedServer()) {
			String foreign = "_xsrf=" + "z".repeat(length);
			HttpResponse<String> page = server.get("/", "Cookie", foreign);
			String kept = (length > 64) ? cookie(page) : foreign;

			assertThat(server.post("/", "", "Cookie", kept, "X-Xsrftoken", page.body()).body()).isEqualTo("done");
		}
	}

	@Test
	void keepsFirstTokensOutOfSharedCaches() throws Exception {
		try (CookieServer server = protectedServer()) {
			HttpResponse<String> first = server.get("/");
			HttpResponse<String> second = server.get("/", "Cookie", cookie(first));

			assertThat(first.headers().allValues("Cache-Control")).containsExactly("private");
			assertThat(first.headers().allValues("Vary")).containsExactly("Cookie");
			assertThat(second.headers().allValues("Cache-Control")).isEmpty();
			assertThat(second.headers().allValues("Vary")).containsExactly("Cookie");
		}
	}

	/** Case 38: an unknown URL is not found rather than forbidden. */
	@Test
	void answersUnknownUrlsWith404() throws Exception {
		try (CookieServer server = protectedServer()) {
			assertThat(server.post("/nowhere", "a=b", "Content-Type", FORM).statusCode()).isEqualTo(404);
		}
	}

}
