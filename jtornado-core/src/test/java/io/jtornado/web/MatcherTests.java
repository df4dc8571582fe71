package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestRequest;
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

class MatcherTests {

	static class Named extends RequestHandler {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		String get(String... groups) {
			return "get " + this.name;
		}

		String post(String... groups) {
			return "post " + this.name;
		}

	}

	static class Putting extends RequestHandler {

		String put(String... groups) {
			return "put";
		}

	}

	@StreamRequestBody
	static class Streaming extends RequestHandler {

		@Override
		protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
			return null;
		}

		String post() {
			return "streamed";
		}

	}

	private static URLSpec named(String pattern, String name) {
		return url(pattern, Named.class, () -> new Named(name));
	}

	private TestClient client = TestClient.of(new Application());

	private void serve(URLSpec... specs) {
		close();
		this.client = TestClient.of(new Application(specs));
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private String fetch(String method, String target, String... field) {
		TestRequest request = this.client.request(method, target);
		TestResponse response = ((field.length > 0) ? request.header(field[0], field[1]) : request).fetch();
		return (response.status() == 200) ? response.text() : String.valueOf(response.status());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a", "/{x}", "/([a-z])" })
	void sharesAPathOutByMethod(String pattern) {
		serve(named(pattern, "reader").method("GET"), named(pattern, "writer").method("POST"),
				url(pattern, Putting.class));

		assertThat(fetch("GET", "/a")).isEqualTo("get reader");
		assertThat(fetch("HEAD", "/a")).isEmpty();
		assertThat(fetch("POST", "/a")).isEqualTo("post writer");
		assertThat(fetch("PUT", "/a")).isEqualTo("put");
		assertThat(fetch("GET", "/b/c")).isEqualTo("404");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a", "/{x}", "/([a-z])" })
	void saysAllMethodsThatAreAllowed(String pattern) {
		serve(named(pattern, "writer").method("POST"), named(pattern, "reader").method("GET"));

		TestResponse refused = this.client.fetch("PUT", "/a");
		assertThat(refused.status()).isEqualTo(405);
		assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
		TestResponse options = this.client.fetch("OPTIONS", "/a");
		assertThat(options.status()).isEqualTo(204);
		assertThat(options.header("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
		assertThat(this.client.fetch("FOO", "/a").status()).isEqualTo(501);
		assertThat(this.client.request("DELETE", "/a").body("x").fetch().status()).isEqualTo(405);
	}

	@Test
	void countsWhatComesBehindUpToTheFirstForAllMethods() {
		serve(named("/a", "reader").method("GET"), url("/{x}", Putting.class), named("/(.*)", "rest"));

		TestResponse refused = this.client.fetch("POST", "/a");
		assertThat(refused.status()).isEqualTo(405);
		assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, PUT, OPTIONS");
		assertThat(this.client.fetch("OPTIONS", "/a").header("Allow")).isEqualTo("GET, HEAD, PUT, OPTIONS");
		assertThat(this.client.fetch("POST", "/b").header("Allow")).isEqualTo("PUT, OPTIONS");
	}

	@Test
	void refusesAMethodWithoutReadingItsBody() {
		serve(url("/a", Streaming.class).method("POST"), named("/a", "reader").method("GET"));

		assertThat(this.client.request("POST", "/a").body("x").fetch().text()).isEqualTo("streamed");
		assertThat(this.client.request("PUT", "/a").body("x").fetch().status()).isEqualTo(405);
		assertThat(fetch("GET", "/a")).isEqualTo("get reader");
	}

	@Test
	void asksForFieldsInOrder() {
		serve(named("/a", "two").when(RequestMatcher.header("X-Api", "2")),
				named("/a", "other").when(RequestMatcher.header("x-api")), named("/a", "none"));

		assertThat(fetch("GET", "/a", "X-Api", "2")).isEqualTo("get two");
		assertThat(fetch("GET", "/a", "X-Api", "22")).isEqualTo("get other");
		assertThat(fetch("GET", "/a")).isEqualTo("get none");
	}

	@Test
	void isNotThereForWhomNoMatcherAccepts() {
		serve(named("/a", "beta").when((request) -> request.header("X-Beta") != null).method("GET"));

		assertThat(fetch("GET", "/a")).isEqualTo("404");
		assertThat(fetch("PUT", "/a")).isEqualTo("404");
		assertThat(fetch("PUT", "/a", "X-Beta", "")).isEqualTo("405");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/json                         | json
			text/html                                | html
			text/*;q=0.5                             | html
			*/*                                      | json
			application/*                            | json
			application/json;q=0, */*                | html
			application/json ; Q=0.000 ; a=b, */*    | html
			application/json;q=0.001                 | json
			*/*;q=0, text/html                       | html
			text/*, application/*;q=0                | html
			image/png                                | 404
			application/json;a=b, text/html;q=0.1    | json
			application/json;a=b                     | json
			'x/y;p="a,application/json", text/html'  | html
			'x/y;p="a\\",application/json'           | 404
			'APPLICATION/JSON'                       | json
			''                                       | json
			', ,;,'                                  | json
			""")
	void asksWhatTheClientTakes(String accept, String expected) {
		serve(named("/a", "json").when(RequestMatcher.accepts("application/json")),
				named("/a", "html").when(RequestMatcher.accepts("text/html")));

		assertThat(fetch("GET", "/a", "Accept", accept)).isIn("get " + expected, expected);
	}

	@Test
	void answersWithAnErrorPageWhenAMatcherFails() {
		serve(named("/a", "never").when((request) -> {
			throw new IllegalStateException("no idea");
		}), url("/a", Streaming.class), named("/b", "other"));

		try (LogCapture log = new LogCapture("jtornado.application")) {
			TestResponse response = this.client.fetch("GET", "/a");
			assertThat(response.status()).isEqualTo(500);
			assertThat(response.text()).contains("<title>500: Internal Server Error</title>");
			assertThat(this.client.request("POST", "/a").body("x").fetch().status()).isEqualTo(500);
			assertThat(log.stacks()).containsOnly(IllegalStateException.class.getName());
		}
		assertThat(fetch("GET", "/b")).isEqualTo("get other");
	}

	@Test
	void failsAtStartUpForWhatCannotBe() {
		assertThatExceptionOfType(NoVerbMethodException.class).isThrownBy(() -> named("/a", "a").method("PUT"))
			.withMessageContaining("Named does not serve PUT, which its route is restricted to");
		assertThatExceptionOfType(BadPatternException.class).isThrownBy(() -> RequestMatcher.accepts("json"))
			.withMessage("'json' is not a media type. "
					+ "Write type/subtype, such as application/json, without parameters.");
	}

	@Test
	void tellsWhatIsAskedFor() {
		URLSpec spec = named("/a", "a").method("GET")
			.when(RequestMatcher.header("X-Api", "2"))
			.when(RequestMatcher.accepts("text/HTML"))
			.when((request) -> true)
			.when(RequestMatcher.named("on Sundays", (request) -> true));

		assertThat(spec.methods()).containsExactly("GET", "HEAD");
		assertThat(spec.matchers()).containsExactly("X-Api: 2", "Accept: text/html", "predicate", "on Sundays");
	}

}
