package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.jtornado.http.CookieAttributes;
import io.jtornado.http.Cookies;
import io.jtornado.testing.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class XsrfTests {

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

	private static final CookieOptions CHECKED = CookieOptions.DEFAULTS.withXsrfCookies(true);

	private final LogCapture log = new LogCapture("jtornado.general");

	private final TestClient client = client(CHECKED);

	static class Page extends RequestHandler {

		void get() {
			write(xsrfToken());
		}

		String post() {
			return "done";
		}

		String put() {
			return "done";
		}

		String patch() {
			return "done";
		}

		String delete() {
			return "done";
		}

	}

	@XsrfExempt
	static class Hook extends Page {

	}

	static class InheritedHook extends Hook {

	}

	@StreamRequestBody
	static class Upload extends RequestHandler {

		@Override
		protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
			return null;
		}

		String post() {
			return "done";
		}

	}

	static class Form extends RequestHandler {

		void get() {
			write(xsrfFormHtml());
			flush();
			write(xsrfFormHtml());
		}

	}

	static class Cached extends RequestHandler {

		void get() {
			boolean before = Boolean.parseBoolean(queryArgument("before"));
			String token = before ? "" : xsrfToken();
			setHeader("Cache-Control", "no-store");
			write(before ? xsrfToken() : token);
		}

	}

	static class Missing extends RequestHandler {

		void get() {
			write(xsrfToken());
			throw HTTPException.bare(404, null);
		}

	}

	static class TooLate extends RequestHandler {

		void get() {
			write("head");
			flush();
			write(xsrfToken());
		}

	}

	static class Blocked extends RequestHandler {

		@Blocking
		void get() {
			write(xsrfToken());
		}

	}

	private static TestClient client(CookieOptions options) {
		return new TestClient(Application.builder()
			.add(url("/", Page.class), url("/hook", Hook.class), url("/inherited", InheritedHook.class),
					url("/upload", Upload.class), url("/form", Form.class), url("/late", TooLate.class),
					url("/blocked", Blocked.class), url("/cached", Cached.class), url("/missing", Missing.class))
			.executor(Runnable::run)
			.cookies(options)
			.accessLog(false)
			.build());
	}

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
	}

	private String token() {
		return this.client.get("/").body();
	}

	private static String cookie(String token) {
		return "Cookie: _xsrf=" + token;
	}

	@Test
	void setsACookieForTheSessionWhenTheTokenIsAskedFor() {
		TestClient.Reply reply = this.client.get("/");

		assertThat(reply.body()).matches("2\\|[0-9a-f]{8}\\|[0-9a-f]{32}\\|784111777");
		assertThat(reply.header("Set-Cookie")).isEqualTo("_xsrf=" + reply.body() + "; Path=/; SameSite=Lax");
		assertThat(reply.header("Vary")).isEqualTo("Cookie");
	}

	@Test
	void setsNoCookieForAClientThatHasOne() {
		TestClient.Reply reply = this.client.get("/", cookie(token()));

		assertThat(reply.header("Set-Cookie")).isNull();
		assertThat(reply.header("Vary")).isEqualTo("Cookie");
	}

	/** All first visitors have the same cookie, none: Vary alone does not part them. */
	@Test
	void keepsAFirstTokenOutOfSharedCaches() {
		assertThat(this.client.get("/").header("Cache-Control")).isEqualTo("private");
		assertThat(this.client.get("/form").header("Cache-Control")).isEqualTo("private");
		assertThat(this.client.get("/blocked").header("Cache-Control")).isEqualTo("private");
		assertThat(this.client.get("/", cookie("deadbeef")).header("Cache-Control")).isNull();
		assertThat(this.client.fetch("POST", "/hook").header("Cache-Control")).isNull();
	}

	@Test
	void leavesWhatTheHandlerSaysToCaches() {
		for (String path : new String[] { "/cached?before=true", "/cached?before=false" }) {
			assertThat(this.client.get(path).header("Cache-Control")).as(path).isEqualTo("no-store");
		}
	}

	@Test
	void keepsAnErrorPageThatSetsTheCookieOutOfSharedCaches() {
		TestClient.Reply reply = this.client.get("/missing");

		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.header("Set-Cookie")).startsWith("_xsrf=2|");
		assertThat(reply.header("Cache-Control")).isEqualTo("private");
	}

	@Test
	void masksTheTokenAnewForEachAnswer() {
		String first = token();
		Set<String> tokens = new HashSet<>();
		for (int i = 0; i < 10; i++) {
			String token = this.client.get("/", cookie(first)).body();
			tokens.add(token);
			assertThat(this.client.fetch("POST", "/", cookie(first), "X-Xsrftoken: " + token).body()).isEqualTo("done");
		}
		assertThat(tokens).hasSize(10).doesNotContain(first);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void asksForTheTokenWhereSomethingMayChange(String method) {
		String token = token();

		assertThat(this.client.fetch(method, "/", cookie(token)).status()).isEqualTo(403);
		assertThat(this.client.fetch(method, "/", cookie(token), "X-Xsrftoken: " + token).status()).isEqualTo(200);
		assertThat(this.client.fetch(method, "/", cookie(token), "X-Csrftoken: " + token).status()).isEqualTo(200);
		assertThat(this.client.fetch(method, "/?_xsrf=" + token.replace("|", "%7C"), cookie(token)).status())
			.isEqualTo(200);
		assertThat(this.client.send(method, "/", "_xsrf=" + token, FORM, cookie(token)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "OPTIONS" })
	void asksForNoneWhereNothingChanges(String method) {
		assertThat(this.client.fetch(method, "/").status()).isIn(200, 204);
	}

	@Test
	void refusesATokenWithoutTheCookieAndTheCookieOfAnother() {
		String token = token();

		assertThat(this.client.fetch("POST", "/", "X-Xsrftoken: " + token).status()).isEqualTo(403);
		assertThat(this.client.fetch("POST", "/", "X-Xsrftoken: " + token, cookie(token())).status()).isEqualTo(403);
		assertThat(this.client.fetch("POST", "/", "X-Requested-With: XMLHttpRequest", cookie(token)).status())
			.isEqualTo(403);
		assertThat(this.log.lines()).hasSize(3)
			.satisfies((lines) -> assertThat(lines.toString()).contains("without the cookie _xsrf")
				.contains("is not that of the cookie _xsrf")
				.contains("put xsrfFormHtml() into the form")
				.doesNotContain(token));
	}

	@ParameterizedTest
	@CsvSource({ "2|zz,deadbeef", "deadbeef,2|zz", "2|a1b2c3d4||0,2|a1b2c3d4||0", "9|x,9|x", "'',''" })
	void refusesWhatIsNoToken(String cookie, String given) {
		assertThat(this.client.fetch("POST", "/", cookie(cookie), "X-Xsrftoken: " + given).status()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deadbeef", "000102030405060708090a0b0c0d0e0f", "xyz", "a" })
	void takesTokensOfVersionOne(String token) {
		assertThat(this.client.fetch("POST", "/", cookie(token), "X-Xsrftoken: " + token).status()).isEqualTo(200);
		String masked = this.client.get("/", cookie(token)).body();
		assertThat(masked).startsWith("2|");
		assertThat(this.client.fetch("POST", "/", cookie(token), "X-Xsrftoken: " + masked).status()).isEqualTo(200);
		assertThat(this.client.fetch("POST", "/", cookie(masked), "X-Xsrftoken: " + token).status()).isEqualTo(200);
	}

	@Test
	void replacesACookieThatIsNoToken() {
		TestClient.Reply reply = this.client.get("/", cookie("2|a1b2c3d4||0"));

		assertThat(Cookies.parse(reply.header("Set-Cookie"))).containsEntry("_xsrf", reply.body());
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 65, 117, 118, 256, 257, 1000 })
	void servesAClientWithACookieOfSomebodyElse(int length) {
		String foreign = cookie("z".repeat(length));
		TestClient.Reply page = this.client.get("/", foreign);
		String set = page.header("Set-Cookie");
		String kept = (set != null) ? "Cookie: " + set.split(";", 2)[0] : foreign;

		assertThat(set != null).isEqualTo(length > XsrfToken.MAX_OCTETS);
		assertThat(this.client.fetch("POST", "/", kept, "X-Xsrftoken: " + page.body()).status()).isEqualTo(200);
	}

	@Test
	void prefersTheFormToTheQueryAndBothToTheHeader() {
		String token = token();

		assertThat(this.client.send("POST", "/?_xsrf=x", "_xsrf=" + token, FORM, cookie(token)).status())
			.isEqualTo(200);
		assertThat(this.client.send("POST", "/", "_xsrf=x", FORM, cookie(token), "X-Xsrftoken: " + token).status())
			.isEqualTo(403);
		assertThat(this.client.send("POST", "/", "_xsrf=", FORM, cookie(token), "X-Xsrftoken: " + token).status())
			.isEqualTo(200);
	}

	@Test
	void answersWhatNobodyServesWith404() {
		assertThat(this.client.fetch("POST", "/nowhere").status()).isEqualTo(404);
		assertThat(this.client.fetch("POST", "/form").status()).isEqualTo(405);
	}

	/** It needs no verb to do its work. */
	static class Fallback extends RequestHandler {

		@Override
		protected void prepare() {
			setStatus(404);
			finish("prepared");
		}

	}

	@XsrfExempt
	static class ExemptFallback extends Fallback {

	}

	static class Gone extends ErrorHandler {

		Gone() {
			super(410);
		}

		@Override
		protected void initialize() {
			// It fails in prepare instead, behind the check.
		}

		@Override
		protected void prepare() {
			throw HTTPException.bare(410, null);
		}

	}

	private static <H extends RequestHandler> TestClient clientOf(Class<H> type, Supplier<H> factory) {
		return new TestClient(Application.builder()
			.add(url("/", Page.class))
			.defaultHandler(type, factory)
			.cookies(CHECKED)
			.accessLog(false)
			.build());
	}

	@Test
	void asksADefaultHandlerForTheTokenWhateverItServes() {
		try (TestClient other = clientOf(Page.class, Page::new)) {
			assertThat(other.fetch("POST", "/nowhere").status()).isEqualTo(403);
			assertThat(other.fetch("FOO", "/nowhere").status()).isEqualTo(404);
			assertThat(other.fetch("FOO", "/nowhere?_xsrf=ab", cookie("ab")).status()).isEqualTo(404);
		}
	}

	@Test
	void asksADefaultHandlerThatPreparesOnlyForTheToken() {
		try (TestClient other = clientOf(Fallback.class, Fallback::new)) {
			TestClient.Reply refused = other.fetch("POST", "/nowhere");
			assertThat(refused.status()).isEqualTo(404);
			assertThat(refused.body()).doesNotContain("prepared");
			assertThat(other.fetch("POST", "/nowhere?_xsrf=ab", cookie("ab")).body()).isEqualTo("prepared");
			assertThat(other.get("/nowhere").body()).isEqualTo("prepared");
		}
	}

	@Test
	void asksNoDefaultHandlerThatIsExemptOrForErrorsOnly() {
		try (TestClient other = clientOf(ExemptFallback.class, ExemptFallback::new)) {
			assertThat(other.fetch("POST", "/nowhere").body()).isEqualTo("prepared");
		}
		try (TestClient other = clientOf(Gone.class, Gone::new)) {
			assertThat(other.fetch("POST", "/nowhere").status()).isEqualTo(410);
			assertThat(other.fetch("FOO", "/nowhere").status()).isEqualTo(410);
		}
	}

	@Test
	void leavesOutExemptHandlers() {
		assertThat(this.client.fetch("POST", "/hook").body()).isEqualTo("done");
		assertThat(this.client.fetch("POST", "/inherited").body()).isEqualTo("done");
	}

	@Test
	void checksNothingUnlessAsked() {
		try (TestClient unchecked = client(CookieOptions.DEFAULTS)) {
			assertThat(unchecked.fetch("POST", "/").body()).isEqualTo("done");
			assertThat(unchecked.get("/").header("Set-Cookie")).startsWith("_xsrf=2|");
		}
	}

	@Test
	void refusesAStreamedBodyBeforeItIsSent() {
		String head = "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n";
		Application application = Application.builder()
			.add(url("/upload", Upload.class))
			.cookies(CHECKED)
			.accessLog(false)
			.build();
		String right = "Cookie: _xsrf=deadbeef\r\nX-Xsrftoken: deadbeef\r\n\r\n";
		try (TestConnection refused = new TestConnection(application);
				TestConnection taken = new TestConnection(application)) {
			assertThat(refused.exchange(head + FORM + "\r\n\r\n")).startsWith("HTTP/1.1 403 ");
			assertThat(refused.outputEnded()).isTrue();
			assertThat(taken.exchange(head + right)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
			assertThat(taken.exchange("a".repeat(1_000_000))).endsWith("done");
		}
	}

	@Test
	void takesNoFieldOfAStreamedForm() {
		assertThat(this.client.send("POST", "/upload", "_xsrf=deadbeef", FORM, cookie("deadbeef")).status())
			.isEqualTo(403);
		try (TestClient other = client(CHECKED)) {
			assertThat(other.send("POST", "/upload?_xsrf=deadbeef", "a=b", FORM, cookie("deadbeef")).body())
				.isEqualTo("done");
		}
	}

	@Test
	void refusesAMalformedFormAsEver() {
		assertThat(this.client.send("POST", "/", "_xsrf=%ff", FORM, cookie("deadbeef")).status()).isEqualTo(400);
	}

	@Test
	void writesAHiddenField() {
		TestClient.Reply reply = this.client.get("/form");

		String field = "<input type=\"hidden\" name=\"_xsrf\" value=\"2\\|[0-9a-f]{8}\\|[0-9a-f]{32}\\|[0-9]+\"/>";
		assertThat(reply.body().lines().filter((line) -> line.startsWith("<")).distinct()).hasSize(1)
			.allMatch((line) -> line.matches(field));
	}

	@Test
	void failsWhenTheHeadHasLeftWithoutTheCookie() {
		assertThat(this.client.get("/late", cookie("deadbeef")).text()).endsWith("\r\n0\r\n\r\n");
		this.client.get("/late");
		assertThat(this.client.aborted()).isTrue();
	}

	@Test
	void givesTheTokenToAWorker() {
		assertThat(this.client.get("/blocked").header("Set-Cookie")).startsWith("_xsrf=2|");
	}

	@Test
	void leavesTheTokenToScriptsUnlessToldNotTo() {
		CookieAttributes silent = CookieAttributes.DEFAULTS.withPath("/app");
		CookieOptions hidden = CHECKED.withHttpOnly(true);
		try (TestClient asEver = client(hidden);
				TestClient equipped = client(hidden.withXsrfCookieAttributes(silent));
				TestClient told = client(hidden.withXsrfCookieAttributes(silent.withHttpOnly(true)))) {
			assertThat(asEver.get("/").header("Set-Cookie")).doesNotContain("HttpOnly");
			assertThat(equipped.get("/").header("Set-Cookie")).matches("_xsrf=[^;]+; Path=/app; SameSite=Lax");
			assertThat(told.get("/").header("Set-Cookie")).endsWith("; HttpOnly; Path=/app; SameSite=Lax");
		}
	}

	@Test
	void namesAndEquipsItsCookieAsAsked() {
		CookieAttributes attributes = CookieAttributes.DEFAULTS.withHttpOnly(true)
			.withSecure(true)
			.withSameSite(CookieAttributes.SameSite.STRICT);
		try (TestClient other = client(CHECKED.withXsrfCookieName("__Host-x").withXsrfCookieAttributes(attributes))) {
			String set = other.get("/").header("Set-Cookie");
			assertThat(set).startsWith("__Host-x=2|").endsWith("; HttpOnly; Path=/; SameSite=Strict; Secure");
			assertThat(other.fetch("POST", "/?_xsrf=ab", "Cookie: __Host-x=ab").status()).isEqualTo(200);
			assertThat(other.fetch("POST", "/?_xsrf=ab", "Cookie: _xsrf=ab").status()).isEqualTo(403);
		}
	}

}
