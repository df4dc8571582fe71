package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.jtornado.http.CIDR;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestConnection;
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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AuthenticatedTests {

	private final TestClient client = client("/login");

	abstract static class Known extends RequestHandler {

		@Override
		protected @Nullable Object loadCurrentUser() {
			return cookie("name");
		}

	}

	@Authenticated
	static class Page extends Known {

		@Override
		protected void prepare() {
			setHeader("Cache-Control", "public, max-age=60");
		}

		String get() {
			return "for " + currentUser();
		}

		String post() {
			return "from " + currentUser();
		}

	}

	static class Inherited extends Page {

		String delete() {
			return "gone";
		}

	}

	static class Partly extends Known {

		String get() {
			return "for all";
		}

		@Authenticated
		String put() {
			return "for some";
		}

	}

	/** The annotation of a method is not inherited by one that overrides it. */
	static class Overriding extends Partly {

		@Override
		String put() {
			return "for all";
		}

	}

	@Authenticated
	static class Later extends RequestHandler {

		@Override
		protected CompletionStage<?> prepareAsync() {
			return CompletableFuture.supplyAsync(() -> cookie("name"))
				.thenAcceptAsync(this::setCurrentUser, request().ioLoop());
		}

		String get() {
			return "for " + currentUser();
		}

	}

	@Authenticated
	static class Finished extends RequestHandler {

		@Override
		protected void prepare() {
			finish("by prepare");
		}

		String get() {
			return "by get";
		}

	}

	@Authenticated
	@StreamRequestBody
	static class Upload extends Known {

		private int received;

		@Override
		protected @Nullable CompletionStage<?> prepareAsync() {
			return queryArgument("later", boolean.class, false)
					? new CompletableFuture<>().completeOnTimeout(null, 1, TimeUnit.MILLISECONDS) : null;
		}

		@Override
		protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.received += chunk.remaining();
			return null;
		}

		String post() {
			return this.received + " bytes";
		}

	}

	@Authenticated
	static class OnWorker extends Known {

		@Blocking
		String get() {
			return "for " + currentUser();
		}

	}

	@Authenticated
	static class Elsewhere extends Known {

		@Override
		protected String loginUrl() {
			return "/own-login";
		}

		String get() {
			return "for " + currentUser();
		}

	}

	private static TestClient client(@Nullable String loginUrl) {
		return TestClient.of(Application.builder()
			.add(url("/page", Page.class), url("//evil.example/page", Page.class), url("/inherited", Inherited.class),
					url("/partly", Partly.class), url("/overriding", Overriding.class), url("/later", Later.class),
					url("/finished", Finished.class), url("/upload", Upload.class), url("/worker", OnWorker.class),
					url("/elsewhere", Elsewhere.class))
			.executor(Runnable::run)
			.loginUrl(loginUrl)
			.accessLog(false)
			.build());
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private TestResponse asAda(String method, String target) {
		return this.client.request(method, target).header("Cookie", "name=Ada").fetch();
	}

	@Test
	void servesWhomItKnows() {
		assertThat(asAda("GET", "/page").text()).isEqualTo("for Ada");
		assertThat(asAda("POST", "/page").text()).isEqualTo("from Ada");
		assertThat(asAda("GET", "/later").text()).isEqualTo("for Ada");
		assertThat(asAda("GET", "/worker").text()).isEqualTo("for Ada");
	}

	@Test
	void leadsBackToWhatAProxyHasCutOffThePath() {
		HTTPServerOptions trusting = HTTPServerOptions.DEFAULTS.withXheaders(true)
			.withTrustedDownstream(List.of(CIDR.parse("127.0.0.0/8")));
		Application application = Application.builder().add(url("/page", Page.class)).loginUrl("/login").build();
		try (TestClient proxied = TestClient.of(application, trusting)) {
			assertThat(
					proxied.request("GET", "/page?a=b").header("X-Forwarded-Prefix", "/app").fetch().header("Location"))
				.isEqualTo("/app/login?next=%2Fapp%2Fpage%3Fa%3Db");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "GET /page /login?next=%2Fpage", "HEAD /page /login?next=%2Fpage",
					"GET /page?a=b%20c&d=%C3%A9 /login?next=%2Fpage%3Fa%3Db%2520c%26d%3D%25C3%25A9",
					"GET /page?a+b /login?next=%2Fpage%3Fa%2Bb", "GET /page? /login?next=%2Fpage%3F",
					"GET http://example.com/page /login?next=%2Fpage", "GET /inherited /login?next=%2Finherited",
					"GET /later /login?next=%2Flater", "GET /worker /login?next=%2Fworker",
					"GET /elsewhere /own-login?next=%2Felsewhere",
					"GET //evil.example/page /login?next=%2F%2Fevil.example%2Fpage" })
	void sendsOthersToLogIn(String method, String target, String location) {
		TestResponse response = this.client.fetch(method, target);

		assertThat(response.status()).isEqualTo(302);
		assertThat(response.header("Location")).isEqualTo(location);
		assertThat(response.body()).isEmpty();
	}

	/**
	 * Whatever the page says of caches: who has logged in is not to be sent there again.
	 */
	@Test
	void sendsNobodyToLogInFromACache() {
		assertThat(this.client.fetch("GET", "/page").headers().getList("Cache-Control")).containsExactly("no-store");
		assertThat(asAda("GET", "/page").header("Cache-Control")).isEqualTo("public, max-age=60");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "/login?from=here /login?from=here", "https://login.example/ https://login.example/?next=$",
					"HTTPS://login.example HTTPS://login.example?next=$" })
	void saysInFullWhereToReturnFromAnotherSite(String loginUrl, String location) {
		try (TestClient other = client(loginUrl)) {
			assertThat(other.request("GET", "/page?a").header("Host", "example.com").fetch().header("Location"))
				.isEqualTo(location.replace("$", "http%3A%2F%2Fexample.com%2Fpage%3Fa"));
		}
	}

	@Test
	void leavesOutAWayBackThatWouldNotFit() {
		TestResponse response = this.client.fetch("GET", "/page?" + "%".repeat(30_000));

		assertThat(response.status()).isEqualTo(302);
		assertThat(response.header("Location")).isEqualTo("/login");
	}

	@ParameterizedTest
	@CsvSource({ "POST,/page", "DELETE,/inherited", "PUT,/partly" })
	void forbidsOtherMethods(String method, String path) {
		TestResponse response = this.client.fetch(method, path);

		assertThat(response.status()).isEqualTo(403);
		assertThat(response.header("Location")).isNull();
	}

	@Test
	void asksOnlyWhereItStands() {
		assertThat(this.client.fetch("GET", "/partly").text()).isEqualTo("for all");
		assertThat(this.client.fetch("PUT", "/overriding").text()).isEqualTo("for all");
		assertThat(this.client.fetch("OPTIONS", "/page").status()).isEqualTo(204);
		assertThat(this.client.fetch("PATCH", "/page").status()).isEqualTo(405);
	}

	@Test
	void leavesAnswersAloneThatPrepareHasFinished() {
		assertThat(this.client.fetch("GET", "/finished").text()).isEqualTo("by prepare");
	}

	/**
	 * The answer is there before a byte of the body is, and behind it nothing is read.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/upload", "/upload?later=true" })
	void forbidsUploadsBeforeTheirBody(String target) {
		Application application = Application.builder()
			.add(url("/upload", Upload.class))
			.loginUrl("/login")
			.accessLog(false)
			.build();
		try (TestClient sockets = TestClient.listening(application)) {
			TestResponse response = sockets.request("POST", target).header("Content-Length", "1000000").fetch();

			assertThat(response.status()).isEqualTo(403);
			assertThat(response.header("Connection")).isEqualTo("close");
		}
		assertThat(this.client.request("POST", "/upload").header("Cookie", "name=Ada").body("abc").fetch().text())
			.isEqualTo("3 bytes");
	}

	@Test
	void answersThePipelinedRequestsBehindIt() {
		try (TestConnection connection = new TestConnection(
				Application.builder().add(url("/page", Page.class)).loginUrl("/login").accessLog(false).build())) {
			String ask = "GET /page HTTP/1.1\r\nHost: example.com\r\n";
			String answers = connection.exchange(ask + "\r\n" + ask + "Cookie: name=Ada\r\n\r\n" + ask + "\r\n");

			assertThat(answers.split("HTTP/1.1 302 Found", -1)).hasSize(3);
			assertThat(answers).contains("for Ada");
		}
	}

	static class Misplaced extends RequestHandler {

		@Override
		@Authenticated
		protected void prepare() {
		}

		void get() {
		}

	}

	@Test
	void refusesAtTheStartWhatWouldProtectNothing() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Misplaced.class))
			.withMessageContaining("Misplaced.prepare() has an annotation of verbs")
			.withMessageContaining("Write the annotation on the class");
	}

	@Authenticated
	static class Posted extends RequestHandler {

		void post() {
		}

	}

	@Test
	void refusesAtTheStartToSendPeopleNowhere() {
		assertThatExceptionOfType(UnsupportedHandlerException.class)
			.isThrownBy(() -> new Application(url("/", Page.class)))
			.withMessageContaining("Page is @Authenticated, but there is no URL to log in at")
			.withMessageContaining("jtornado.login-url");
		new Application(url("/", Elsewhere.class));
		new Application(url("/", Posted.class)); // for which nobody is sent anywhere
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "login", "//login.example", "/\\login.example", "/login\r\nX: y", "javascript:alert(1)",
					"ftp://login.example/", "https:login", "https://", "/login#here", "https://login.example/ x" })
	void refusesLoginUrlsThatAreNone(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> Application.builder().loginUrl(url))
			.withMessageContaining("absolute path such as /login");
	}

}
