package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.jtornado.http.CIDR;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MountTests {

	static class Named extends RequestHandler {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		String get(String... groups) {
			return this.name + "(" + String.join(",", groups) + ") " + urlSpec().pattern();
		}

	}

	static class Linking extends RequestHandler {

		String get() {
			return reverseUrl("user", 7) + " " + reverseUrl("user", Map.of("id", "a b"));
		}

	}

	static class NotHere extends RequestHandler {

		@Override
		protected void prepare() {
			setStatus(404);
			finish("not in " + reverseUrl("home"));
		}

	}

	private static URLSpec named(String pattern, String name) {
		return url(pattern, Named.class, () -> new Named(name));
	}

	private static Application.Builder admin() {
		return Application.builder()
			.accessLog(false)
			.add(named("/", "home").named("home"), named("/users/{id}", "user").named("user"),
					named("/files/(.*)", "file"), named("^/(\\d+)$", "number"), url("/links", Linking.class));
	}

	private static String fetch(Application application, String target) {
		return fetch(application, target, "example.com");
	}

	private static String fetch(Application application, String target, String host) {
		try (TestClient client = TestClient.of(application)) {
			TestResponse response = client.request("GET", target).header("Host", host).fetch();
			return (response.status() == 200) ? response.text() : response.status() + " " + response.text();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/admin/ home()·/admin/", "/admin/users/7 user(7)·/admin/users/{id}",
					"/admin/users/a%2Fb user(a/b)·/admin/users/{id}", "/admin/files/a/b file(a/b)·/admin/files/(.*)",
					"/admin/12 number(12)·/admin^/(\\d+)$", "/admin outer(admin)·/{x}",
					"/adminfiles/x rest(adminfiles/x)·/(.*)", "/admin/none rest(admin/none)·/(.*)",
					"/admin/files rest(admin/files)·/(.*)", "/Admin/ rest(Admin/)·/(.*)" })
	void triesWhatIsMountedAmongItsOwn(String path, String expected) {
		Application application = Application.builder()
			.mount("/admin", admin().build())
			.add(named("/{x}", "outer"), named("/(.*)", "rest"))
			.accessLog(false)
			.build();

		assertThat(fetch(application, path)).isEqualTo(expected.replace('·', ' '));
	}

	@Test
	void makesLinksBehindWhatAProxyHasCutOff() {
		HTTPServerOptions trusting = HTTPServerOptions.DEFAULTS.withXheaders(true)
			.withTrustedDownstream(List.of(CIDR.parse("127.0.0.0/8")));
		Application application = Application.builder().mount("/admin", admin().build()).accessLog(false).build();
		try (TestClient proxied = TestClient.of(application, trusting)) {
			TestResponse response = proxied.request("GET", "/admin/links").header("X-Forwarded-Prefix", "/app").fetch();

			assertThat(response.text()).isEqualTo("/app/admin/users/7 /app/admin/users/a%20b");
			assertThat(response.header("Vary")).isEqualTo("X-Forwarded-Prefix");
		}
	}

	@Test
	void keepsTheRestForADefaultHandler() {
		Application application = Application.builder()
			.add(named("/admin/first", "first"))
			.mount("/admin", admin().defaultHandler(NotHere.class, NotHere::new).build())
			.add(named("/(.*)", "rest"))
			.build();

		assertThat(fetch(application, "/admin/first")).startsWith("first()");
		assertThat(fetch(application, "/admin/none")).isEqualTo("404 not in /admin/");
		assertThat(fetch(application, "/admin")).isEqualTo("404 not in /admin/");
		assertThat(fetch(application, "/adminx")).startsWith("rest(adminx)");
	}

	@Test
	void tellsMethodsApartBeforeTheRest() {
		Application inner = Application.builder()
			.add(named("/a", "a").method("GET"))
			.defaultHandler(NotHere.class, NotHere::new)
			.build();
		try (TestClient client = TestClient.of(Application.builder().mount("/in", inner).build())) {
			TestResponse refused = client.fetch("POST", "/in/a");
			assertThat(refused.status()).isEqualTo(405);
			assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
		}
	}

	@Test
	void mountsWhatHasMounts() {
		Application middle = Application.builder().mount("/admin", admin().build()).add(named("/m", "middle")).build();
		Application outer = Application.builder().mount("/v1.0", middle).mount("/v2", middle).build();

		assertThat(fetch(outer, "/v1.0/admin/users/7")).isEqualTo("user(7) /v1.0/admin/users/{id}");
		assertThat(fetch(outer, "/v1x0/admin/users/7")).startsWith("404");
		assertThat(fetch(outer, "/v2/m")).isEqualTo("middle() /v2/m");
		assertThat(fetch(outer, "/v2/admin/links")).isEqualTo("/v2/admin/users/7 /v2/admin/users/a%20b");
		assertThat(fetch(middle, "/admin/links")).isEqualTo("/admin/users/7 /admin/users/a%20b");
		assertThat(outer.reverseUrl("user", 7)).isEqualTo("/v1.0/admin/users/7");
		assertThat(middle.reverseUrl("home")).isEqualTo("/admin/");
		assertThat(outer.specs()).extracting(URLSpec::pattern).startsWith("/v1.0/admin/").contains("/v2/m");
	}

	@Test
	void letsItsOwnNamesWin() {
		Application application = Application.builder()
			.mount("/admin", admin().build())
			.add(named("/", "home").named("home"))
			.build();

		assertThat(application.reverseUrl("home")).isEqualTo("/");
		assertThatIllegalArgumentException().isThrownBy(() -> application.reverseUrl("nobody"));
	}

	@Test
	void servesByTheSettingsOfTheInnerOne() {
		JsonCodec codec = new JsonCodec() {

			@Override
			public byte[] encode(Object value) {
				return "[]".getBytes(StandardCharsets.US_ASCII);
			}

			@Override
			public <T> T decode(byte[] json, Class<T> type) {
				throw new UnsupportedOperationException();
			}

		};
		class Lists extends RequestHandler {

			List<String> get() {
				return List.of();
			}

		}
		Application inner = Application.builder()
			.add(url("/list", Lists.class, Lists::new))
			.jsonCodec(codec)
			.cookies(CookieOptions.DEFAULTS.withCookieSecret("It's a secret to everybody").withXsrfCookies(true))
			.build();
		Application outer = Application.builder().mount("/in", inner).add(named("/a", "a")).build();

		assertThat(fetch(outer, "/in/list")).isEqualTo("[]");
		try (TestClient client = TestClient.of(outer)) {
			assertThat(client.fetch("POST", "/in/list").status()).isEqualTo(405);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a/", "a", "/{a}", "/(a)", "//a", "/a b" })
	void refusesAPrefixThatIsNone(String prefix) {
		Application inner = new Application();

		assertThatExceptionOfType(BadPatternException.class)
			.isThrownBy(() -> Application.builder().mount(prefix, inner));
	}

	@Test
	void triesHostsFirst() {
		Application application = Application.builder()
			.add(named("/(.*)", "any"))
			.host("www\\.example\\.com", named("/a", "www"))
			.host(".*\\.example\\.com", named("/a", "sub"), named("/b", "sub").host("x\\.example\\.com"))
			.host("\\[::1]", named("/a", "six"))
			.host("api\\.example\\.com", admin().build())
			.accessLog(false)
			.build();

		assertThat(fetch(application, "/a", "WWW.example.com:80")).startsWith("www()");
		assertThat(fetch(application, "/a", "b.example.com")).startsWith("sub()");
		assertThat(fetch(application, "/b", "www.example.com")).startsWith("any(b)");
		assertThat(fetch(application, "/b", "x.example.com")).startsWith("sub()");
		assertThat(fetch(application, "/a", "[::1]:8080")).startsWith("six()");
		assertThat(fetch(application, "/users/7", "api.example.com")).isEqualTo("user(7) /users/{id}");
		assertThat(fetch(application, "/users/7", "example.com")).startsWith("any(users/7)");
		assertThat(fetch(application, "/links", "api.example.com")).isEqualTo("/users/7 /users/a%20b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "WWW\\.example\\.com", "example:80", "[" })
	void refusesAHostThatIsNone(String host) {
		assertThatExceptionOfType(BadPatternException.class)
			.isThrownBy(() -> Application.builder().host(host, named("/", "a")))
			.withMessageContaining("'" + host + "'");
	}

	@Test
	void listsItsRoutesInColumns() {
		Application application = Application.builder()
			.mount("/admin", Application.builder().add(named("/", "home").named("home")).build())
			.add(named("/a", "a").method("GET").when(RequestMatcher.header("X-Api", "2")))
			.host("[ab]\\.test", named("/{x}", "x"))
			.build();
		String handler = Named.class.getName();

		assertThat(RouteListing.lines(application.specs())).containsExactly(
				"Route  GET,HEAD,OPTIONS  [ab]\\.test  /{x}               " + handler,
				"Route  GET,HEAD,OPTIONS              /admin/            " + handler + "  named home",
				"Route  GET,HEAD                      /a       X-Api: 2  " + handler);
	}

}
