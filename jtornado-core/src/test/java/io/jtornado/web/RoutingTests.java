package io.jtornado.web;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RoutingTests {

	static class Named extends RequestHandler {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		String get(String... groups) {
			return this.name + String.join(",", groups);
		}

	}

	private static URLSpec named(String pattern, String name) {
		return url(pattern, Named.class, () -> new Named(name));
	}

	private static Application application(URLSpec... specs) {
		return Application.builder().add(specs).accessLog(false).build();
	}

	private static String fetch(Application application, String path, String... fields) {
		try (TestClient client = new TestClient(application)) {
			TestClient.Reply reply = client.get(path, fields);
			return (reply.status() == 200) ? reply.body() : String.valueOf(reply.status());
		}
	}

	@Test
	void servesByTheFirstSpecThatMatches() {
		Application application = application(named("/a", "literal "), named("/{x}", "template "),
				named("/b", "never "), named("/(.*)", "regex "), named("/c/d", "never "));

		assertThat(fetch(application, "/a")).isEqualTo("literal ");
		assertThat(fetch(application, "/b")).isEqualTo("template b");
		assertThat(fetch(application, "/c/d")).isEqualTo("regex c/d");
		assertThat(fetch(application, "/a?b=c")).isEqualTo("literal ");
	}

	@Test
	void matchesTheRawPath() {
		Application application = application(named("/a", "a"), named("/{x}", "x "));

		assertThat(fetch(application, "/%61")).isEqualTo("x a");
		assertThat(fetch(application, "/a%2Fb%3Fc+d")).isEqualTo("x a/b?c+d");
		assertThat(fetch(application, "/a/../a")).isEqualTo("404");
		assertThat(fetch(application, "//a")).isEqualTo("404");
		assertThat(fetch(application, "/a/")).isEqualTo("404");
	}

	@Test
	void tellsHostsApart() {
		Application application = application(named("/", "www").host("www\\.example\\.com"),
				named("/", "any sub").host(".+\\.example\\.com"), named("/", "others"),
				named("/{x}", "x").host("[a-z]+"));

		assertThat(host(application, "www.example.com")).isEqualTo("www");
		assertThat(host(application, "WWW.Example.COM:8080")).isEqualTo("www");
		assertThat(host(application, "wwwxexample.com")).isEqualTo("others");
		assertThat(host(application, "a.b.example.com")).isEqualTo("any sub");
		assertThat(host(application, "www.example.com.evil.net")).isEqualTo("others");
		assertThat(fetch(application, "/y")).isEqualTo("404");
	}

	private static String host(Application application, String host) {
		try (TestClient client = new TestClient(application)) {
			return client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").body();
		}
	}

	static class Typed extends RequestHandler {

		String get(int i, Long l, boolean b, UUID u, TimeUnit t) {
			return i + " " + l + " " + b + " " + u + " " + t;
		}

	}

	@ParameterizedTest
	@CsvSource({
			"/1/2/true/00000000-0000-0000-0000-000000000001/DAYS, "
					+ "1 2 true 00000000-0000-0000-0000-000000000001 DAYS",
			"/x/2/true/00000000-0000-0000-0000-000000000001/DAYS, 404",
			"/1/2/yes/00000000-0000-0000-0000-000000000001/DAYS, 404", "/1/2/true/1/DAYS, 404",
			"/1/2/true/00000000-0000-0000-0000-000000000001/days, 404",
			"/99999999999/2/true/00000000-0000-0000-0000-000000000001/DAYS, 404",
			"/1/%F0/true/00000000-0000-0000-0000-000000000001/DAYS, 400" })
	void convertsPathArguments(String path, String expected) {
		assertThat(fetch(application(url("/{i}/{l}/{b}/{u}/{t}", Typed.class)), path)).isEqualTo(expected);
	}

	static class Optionals extends RequestHandler {

		String get(Optional<Long> first, String second) {
			return first + " " + second + " " + pathArgument(0) + " " + pathArgument("name");
		}

	}

	static class Primitive extends RequestHandler {

		String get(long first) {
			return "" + first;
		}

	}

	@Test
	void givesNullForGroupsThatTookNoPart() {
		Application application = application(url("/o/(\\d+)?/(?<name>x)?", Optionals.class),
				url("/p/(\\d+)?", Primitive.class));

		assertThat(fetch(application, "/o/7/x")).isEqualTo("Optional[7] x 7 x");
		assertThat(fetch(application, "/o//")).isEqualTo("Optional.empty null null null");
		assertThat(fetch(application, "/p/7")).isEqualTo("7");
		assertThat(fetch(application, "/p/")).isEqualTo("404");
	}

	@Test
	void convertsWithTheApplicationsConverter() {
		ArgumentConverter lengths = new ArgumentConverter() {

			@Override
			public boolean supports(Class<?> type) {
				return type == Long.class;
			}

			@Override
			public Object convert(String text, Class<?> type) {
				return (long) text.length();
			}

		};
		Application application = Application.builder()
			.add(url("/{x}", Primitive.class))
			.argumentConverter(lengths)
			.accessLog(false)
			.build();

		assertThat(fetch(application, "/abc")).isEqualTo("3");
	}

	static class Custom404 extends RequestHandler {

		@Override
		protected void prepare() {
			setStatus(404);
			finish("nothing at " + request().path());
		}

	}

	static class Lazy404 extends RequestHandler {

	}

	@Test
	void servesTheRestByTheDefaultHandler() {
		Application custom = Application.builder()
			.accessLog(false)
			.defaultHandler(Custom404.class, Custom404::new)
			.build();
		Application lazy = Application.builder().accessLog(false).defaultHandler(Lazy404.class, Lazy404::new).build();

		try (TestClient client = new TestClient(custom)) {
			TestClient.Reply reply = client.fetch("POST", "/x");
			assertThat(reply.status()).isEqualTo(404);
			assertThat(reply.body()).isEqualTo("nothing at /x");
		}
		assertThat(fetch(lazy, "/x")).isEqualTo("404");
	}

	static class Path404 extends RequestHandler {

		void get(String path) {
			setStatus(404);
		}

	}

	@Test
	void refusesParametersOfTheDefaultHandler() {
		assertThatExceptionOfType(ParameterMismatchException.class)
			.isThrownBy(() -> Application.builder().defaultHandler(Path404.class, Path404::new))
			.withMessageContaining("Path404.get() has 1 parameter");
	}

	@Test
	void answersEveryMethodWithTheErrorOfAnErrorHandler() {
		Application application = application(url("/gone", ErrorHandler.class, () -> new ErrorHandler(410)));

		try (TestClient client = new TestClient(application)) {
			assertThat(client.get("/gone").status()).isEqualTo(410);
			assertThat(client.fetch("POST", "/gone").status()).isEqualTo(410);
			assertThat(client.fetch("FOO", "/gone").status()).isEqualTo(410);
		}
	}

	@Test
	void reversesNamedSpecs() {
		Application application = application(named("/u/{id}", "u").named("user"), named("/(a)?", "a").named("a"),
				named("/x", "x"));

		assertThat(application.reverseUrl("user", "a b")).isEqualTo("/u/a%20b");
		assertThatIllegalStateException().isThrownBy(() -> application.reverseUrl("a", "a"));
		assertThatIllegalArgumentException().isThrownBy(() -> application.reverseUrl("nobody"))
			.withMessageStartingWith("No spec is named 'nobody'; there are [");
		assertThatIllegalArgumentException().isThrownBy(() -> application.reverseUrl("user"));
	}

	@Test
	void refusesAFactoryThatGivesOneHandlerTwice() {
		Named one = new Named("one");
		Application application = Application.builder().add(url("/", Named.class, () -> one)).accessLog(false).build();

		try (TestClient client = new TestClient(application); LogCapture log = new LogCapture("jtornado.application")) {
			assertThat(client.get("/").status()).isEqualTo(200);
			assertThat(client.get("/").status()).isEqualTo(500);
			assertThat(log.stacks()).containsExactly(IllegalStateException.class.getName());
		}
	}

}
