package io.jtornado.web;

import io.jtornado.testing.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Where a login leads, whatever its URL says. */
class NextUrlTests {

	private final TestClient client = TestClient.of(new Application(url("/login", Login.class)));

	static class Login extends RequestHandler {

		void get() {
			redirect(nextUrl("/home"));
		}

		void post() {
			redirect(nextUrl("/home"));
		}

	}

	@AfterEach
	void close() {
		this.client.close();
	}

	/** As a query has it, with the escapes of a query. */
	private String location(String next) {
		return this.client.request("GET", "/login?next=" + next)
			.header("Host", "example.com:8888")
			.fetch()
			.header("Location");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/page", "/page?a=b&c", "/a/b//c", "/a:b", "/a@b", "/page%3Fnext=//evil.example",
			"/?//evil.example", "/./page", "/a%23b", "http://example.com:8888", "http://example.com:8888/page" })
	void leadsBackToThisSite(String next) {
		String expected = next.replace("%3F", "?").replace("%23", "#").replace("&c", "");

		assertThat(location(next)).isEqualTo(expected);
	}

	@Test
	void encodesWhatIsNoUrlYet() {
		assertThat(location("/caf%C3%A9+au%20lait")).isEqualTo("/caf%C3%A9%20au%20lait");
		assertThat(location("/%EF%BC%8Fevil.example")).isEqualTo("/%EF%BC%8Fevil.example");
		assertThat(location("/%E2%80%A8/evil.example")).isEqualTo("/%E2%80%A8/evil.example");
		assertThat(location("/%2509/evil.example")).isEqualTo("/%09/evil.example");
	}

	/**
	 * What browsers take for another host or for a script: see
	 * https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", "page", "//evil.example", "///evil.example", "////evil.example", "%2F%2Fevil.example",
			"/%2Fevil.example", "/%5Cevil.example", "%5C%5Cevil.example", "%5C/evil.example", "/%09/evil.example",
			"/%0A/evil.example", "/%0D%0A/evil.example", "%09//evil.example", "/%0D%0ASet-Cookie:a=b",
			"+//evil.example", "%20//evil.example", "%0B//evil.example", "/page%5C..%5Cevil", "/a%7Fb", "/a%C2%85b",
			"//evil@example.com", "https:evil.example", "https:/evil.example", "https:///evil.example",
			"http:evil.example", "https://evil.example", "HTTPS://EVIL.EXAMPLE", "http://evil.example/example.com:8888",
			"http://example.com:8888@evil.example", "http://example.com:8888.evil.example", "http://example.com:88888/",
			"http://example.com@evil.example/", "http://example.com/", "https://example.com:8888/",
			"http://example.com:8888%5C@evil.example", "http://example.com:8888%23@evil",
			"http://example.com:8888?@evil", "http:%5C%5Cevil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
			"java%0Ascript:alert(1)", "data:text/html,x", "vbscript:x", "%EF%BC%8F%EF%BC%8Fevil.example",
			"%E3%80%82evil.example", "?next=/", "%23", "/%00/evil.example%0B%0A", ".//evil.example", "@evil.example" })
	void leadsNobodyElsewhere(String next) {
		assertThat(location(next)).isIn("/home", "/%20/evil.example");
	}

	@Test
	void takesNoMoreThanFitsIntoAUrl() {
		assertThat(location("/" + "a".repeat(2047))).hasSize(2048);
		assertThat(location("/" + "a".repeat(2048))).isEqualTo("/home");
	}

	@Test
	void isReadFromTheFormAsWell() {
		assertThat(this.client.request("POST", "/login?next=/query").form("next", "/form").fetch().header("Location"))
			.isEqualTo("/form");
		assertThat(this.client.request("POST", "/login").form("next", "//evil.example").fetch().header("Location"))
			.isEqualTo("/home");
		assertThat(this.client.fetch("POST", "/login").header("Location")).isEqualTo("/home");
		assertThat(this.client.fetch("GET", "/login?next=%E9").status()).isEqualTo(400);
	}

}
