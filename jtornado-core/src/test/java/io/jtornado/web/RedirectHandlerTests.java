package io.jtornado.web;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
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

	@Test
	void refusesBrokenTargets() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RedirectHandler("/{a"));
	}

}
