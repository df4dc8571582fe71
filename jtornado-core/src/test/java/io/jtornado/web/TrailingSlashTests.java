package io.jtornado.web;

import java.util.List;
import java.util.Map;

import io.jtornado.http.CIDR;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TrailingSlashTests {

	private final TestClient client = TestClient.of(Application.builder()
		.add(url("/added/?", Added.class), url("(?:/removed/*|/)", Removed.class), url("/verbs/?", Verbs.class),
				url("/closed/?", Closed.class), url("/.*/?/any/added/?", Added.class), url("/.*", Removed.class))
		.loginUrl("/login")
		.accessLog(false)
		.build());

	@AddSlash
	static class Added extends RequestHandler {

		String get() {
			return "got";
		}

		String post() {
			return "posted";
		}

	}

	@AddSlash
	static class AddedPage extends RequestHandler {

		String get(String page) {
			return page;
		}

	}

	@RemoveSlash
	static class RemovedPage extends RequestHandler {

		String get(String page) {
			return page;
		}

	}

	@RemoveSlash
	static class Removed extends Plain {

	}

	static class Plain extends RequestHandler {

		String get() {
			return "got";
		}

		String post() {
			return "posted";
		}

	}

	static class Verbs extends RequestHandler {

		@AddSlash
		String get() {
			return "got";
		}

		String put() {
			return "put";
		}

	}

	@Authenticated
	@AddSlash
	static class Closed extends RequestHandler {

		String get() {
			return "got";
		}

	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = { "/added /added/", "/added?a=b%20c&d=/ /added/?a=b%20c&d=/", "/added? /added/",
			"/added?? /added/??", "/removed/ /removed", "/removed/// /removed", "/removed/?a=//b /removed?a=//b",
			"/verbs /verbs/", "/closed /closed/", "/a%2F/ /a%2F", "/a//b/ /a//b", "http://example.com/added /added/",
			"/.//evil.example/ /.//evil.example", "/%5Cevil.example/ /%5Cevil.example" })
	void redirectsToTheOnePath(String target, String location) {
		for (String method : new String[] { "GET", "HEAD" }) {
			TestResponse response = this.client.fetch(method, target);

			assertThat(response.status()).isEqualTo(301);
			assertThat(response.header("Location")).isEqualTo(location);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/added/", "/added/?a=b", "/removed", "/", "/?a", "/verbs/" })
	void servesWhatFits(String target) {
		assertThat(this.client.fetch("GET", target).text()).isEqualTo("got");
	}

	@Test
	void findsNothingForOtherMethods() {
		assertThat(this.client.fetch("POST", "/added").status()).isEqualTo(404);
		assertThat(this.client.fetch("POST", "/added/").text()).isEqualTo("posted");
		assertThat(this.client.fetch("POST", "/removed/").status()).isEqualTo(404);
		assertThat(this.client.fetch("PUT", "/verbs").text()).isEqualTo("put");
		assertThat(this.client.fetch("OPTIONS", "/added").status()).isEqualTo(204);
	}

	/**
	 * https://nvd.nist.gov/vuln/detail/CVE-2023-28370 in another place: Tornado answers
	 * {@code Location: //evil.example}.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "//evil.example/", "///evil.example/", "/\\evil.example/", "//evil.example/any/added",
			"//", "/\\evil.example/any/added", "///" })
	void leadsNobodyToAnotherHost(String target) {
		for (String method : new String[] { "GET", "HEAD" }) {
			TestResponse response = this.client.fetch(method, target);

			assertThat(response.status()).isEqualTo(404);
			assertThat(response.header("Location")).isNull();
		}
	}

	@Test
	void isLookedAtBeforeTheUser() {
		assertThat(this.client.fetch("GET", "/closed/").header("Location")).isEqualTo("/login?next=%2Fclosed%2F");
	}

	@Test
	void keepsWhatAProxyHasCutOffThePath() {
		HTTPServerOptions trusting = HTTPServerOptions.DEFAULTS.withXheaders(true)
			.withTrustedDownstream(List.of(CIDR.parse("127.0.0.0/8")));
		try (TestClient proxied = TestClient.of(new Application(url("/added/?", Added.class)), trusting)) {
			TestResponse response = proxied.request("GET", "/added?a=b").header("X-Forwarded-Prefix", "/app").fetch();

			assertThat(response.header("Location")).isEqualTo("/app/added/?a=b");
			assertThat(response.header("Vary")).isEqualTo("X-Forwarded-Prefix");
			assertThat(proxied.fetch("GET", "/added").header("Vary")).isNull();
		}
	}

	@Test
	void refusesPatternsWhosePagesAreNowhere() {
		Map<String, Class<? extends RequestHandler>> nowhere = Map.of("/pages", Added.class, "/pages/", Removed.class,
				"/{page}", AddedPage.class);
		nowhere.forEach((pattern, type) -> assertThatExceptionOfType(UnsupportedHandlerException.class)
			.isThrownBy(() -> new Application(url(pattern, type)))
			.withMessageContaining("Pattern '" + pattern + "' of " + type.getName() + " never serves anything")
			.withMessageContaining("Write '" + pattern.replaceFirst("/$", "") + "/?'"));

		new Application(url("/pages", Added.class), url("/pages/", Added.class), url("/", Added.class),
				url("/{page}/", AddedPage.class), url("/", Removed.class), url("/{page}", RemovedPage.class));
	}

	@RemoveSlash
	static class Contradicting extends Added {

	}

	@RemoveSlash
	static class Confused extends RequestHandler {

		@AddSlash
		void get() {
		}

	}

	@Test
	void refusesBothAtTheStart() {
		for (Class<? extends RequestHandler> type : List.of(Contradicting.class, Confused.class)) {
			assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", type))
				.withMessageContaining(".get() is both @AddSlash and @RemoveSlash");
		}
	}

	static class Misplaced extends RequestHandler {

		@RemoveSlash
		@Nullable Object find() {
			return null;
		}

		void get() {
		}

	}

	@Test
	void refusesAnAnnotationOfWhatIsNoVerb() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Misplaced.class))
			.withMessageContaining("Misplaced.find()");
	}

}
