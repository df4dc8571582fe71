package io.jtornado.web;

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

class RedirectHandlerTests {

	private static TestResponse fetch(String pattern, String target, String path) {
		try (TestClient client = TestClient
			.of(new Application(url(pattern, RedirectHandler.class, () -> new RedirectHandler(target))))) {
			return client.fetch("GET", path);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/a /b /a /b", "/a /b /a?c=d&e /b?c=d&e", "/a /b?x=y /a?c=d /b?x=y&c=d",
					"/a /b#f /a?c=d /b?c=d#f", "/old/{page} /new/{page} /old/x%20y /new/x%20y",
					"/o/(.*) /n/{0} /o/a/b%3Fc /n/a/b%3Fc", "/{a}/{b} /{1}/{0} /x/y /y/x", "/o/(a)?b /n/{0} /o/b /n/",
					"/o/(.*) https://example.com/{0} /o/x https://example.com/x",
					"/o(/.*) https://example.com{0} /o//x https://example.com//x",
					"/o/{x} https://example.com/?q={x} /o/a&b https://example.com/?q=a%26b" })
	void fillsGroupsAndQueryIn(String pattern, String target, String path, String location) {
		TestResponse reply = fetch(pattern, target, path);

		assertThat(reply.status()).isEqualTo(301);
		assertThat(reply.header("Location")).isEqualTo(location);
	}

	// https://nvd.nist.gov/vuln/detail/CVE-2023-28370: a path that begins with // names
	// another host
	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/o/(.*) /{0} /o//evil.example", "/o/(.*) /{0} /o/%2Fevil.example",
					"/o(/.*) {0} /o//evil.example", "/o/(.*)/(.*) {0}/{1} /o//%2Fevil.example",
					"/o/(.*) https://example.com{0} /o/.evil.example",
					"/o/(.*) https://example.com{0} /o/@evil.example", "/o/(.*) https://example.com{0} /o/%3A80" })
	void neverLeadsToAnotherHost(String pattern, String target, String path) {
		TestResponse reply = fetch(pattern, target, path);

		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.header("Location")).isNull();
	}

	@Test
	void encodesBackslashes() {
		assertThat(fetch("/o/(.*)", "/{0}", "/o/%5Cevil.example").header("Location")).isEqualTo("/%5Cevil.example");
	}

	@Test
	void servesGetAndHeadAlone() {
		try (TestClient client = TestClient
			.of(new Application(url("/a", RedirectHandler.class, () -> new RedirectHandler("/b", false))))) {
			assertThat(client.fetch("HEAD", "/a").status()).isEqualTo(302);
			assertThat(client.fetch("POST", "/a").status()).isEqualTo(405);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/{a", "https://{0}", "https:/{0}", "https:{0}", "//{0}", "https://@{0}", "https://:80{0}",
			"https:///{0}", "/\\{0}", "/a\r\nX: y", "" })
	void refusesTargetsThatAreNone(String target) {
		assertThatExceptionOfType(BadPatternException.class).isThrownBy(() -> new RedirectHandler(target))
			.withMessageStartingWith("Redirect target '" + target + "' ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = { "/o/(.*) /n/{1}", "/o/(.*) /n/{x}", "/o/{x} /n/{y}", "/o /n/{0}",
			"/o/{x} /n/{}", "/o/{x} /n/{99999999999}" })
	void refusesGroupsThatAreNotThere(String pattern, String target) {
		assertThatExceptionOfType(BadPatternException.class).isThrownBy(() -> URLSpec.redirect(pattern, target))
			.withMessageStartingWith("Pattern '" + pattern + "' has no group {");
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectsByASpec(int status) {
		URLSpec spec = URLSpec.redirect("/o/(?P<rest>.*)", "/n/{rest}?x={0}", status);
		try (TestClient client = TestClient.of(new Application(spec))) {
			TestResponse reply = client.fetch("GET", "/o/a/b?c");
			assertThat(reply.status()).isEqualTo(status);
			assertThat(reply.header("Location")).isEqualTo("/n/a/b?x=a/b&c");
			TestResponse refused = client.fetch("POST", "/o/a");
			assertThat(refused.status()).isEqualTo(405);
			assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
		}
		assertThat(spec.purpose()).isEqualTo(status + " to /n/{rest}?x={0}");
		assertThatIllegalArgumentException().isThrownBy(() -> URLSpec.redirect("/a", "/b", 304));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/o/%0D%0AX:%20y", "/o/%00", "/o/%E2%80%A8", "/o/%09", "/o/javascript%3Aalert(1)",
			"/o/https%3A%2F%2Fevil.example", "/o/..%2F..%2Fx", "/o/%5C%5Cevil.example" })
	void sendsNothingOfAPathAsItIs(String path) {
		String location = fetch("/o/(.*)", "{0}", path).header("Location");

		assertThat(location).matches("[A-Za-z0-9_.~%/-]+").doesNotStartWith("//");
	}

}
