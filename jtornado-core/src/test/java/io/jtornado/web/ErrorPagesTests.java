package io.jtornado.web;

import java.util.List;
import java.util.function.UnaryOperator;

import io.jtornado.http.CIDR;
import io.jtornado.http.HtmlText;
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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ErrorPagesTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	private static final String JSON = "application/json";

	private static final String PROBLEM = "application/problem+json";

	private static final String HTML = "text/html; charset=UTF-8";

	private static final String PLAIN = "application/json; charset=UTF-8";

	private final LogCapture log = new LogCapture("jtornado.application");

	private final TestClient client = client((builder) -> builder);

	static class Broken extends RequestHandler {

		String get() {
			throw new IllegalStateException("a secret </pre><script>");
		}

		String post() {
			throw new HTTPException(409, "a secret of the log").withReason("Taken \"by\" others & more");
		}

		String put() {
			throw new HTTPException(599);
		}

		void patch() {
			throw new HTTPException(400).withReason("<script>");
		}

		void delete() {
			sendError(410);
		}

	}

	static class Api extends RequestHandler {

		@Override
		protected void setDefaultHeaders() {
			setHeader("Content-Type", "application/json");
			setHeader("Vary", "Origin");
		}

		void get() {
			throw new HTTPException(404);
		}

	}

	static class Own extends RequestHandler {

		@Override
		protected void writeError(int status, @Nullable Throwable error) {
			write("own " + status);
		}

		void get() {
			throw new HTTPException(404);
		}

	}

	/** Fails in the midst of its page. */
	static class Torn extends RequestHandler {

		@Override
		protected void writeError(int status, @Nullable Throwable error) {
			setStatus(200, "Fine");
			setHeader("Content-Type", "application/json");
			setHeader("X-Torn", "yes");
			write("{");
			if (argumentOrNull("flush") != null) {
				flush();
			}
			if (argumentOrNull("finish") != null) {
				finish();
			}
			throw new IllegalStateException("planned");
		}

		void get() {
			throw new HTTPException(409).withReason("Für heute belegt");
		}

		void post() {
			sendError(403);
		}

	}

	private static TestClient client(UnaryOperator<Application.Builder> settings) {
		return TestClient.of(
				settings
					.apply(Application.builder()
						.add(url("/broken", Broken.class), url("/api", Api.class), url("/own", Own.class),
								url("/torn", Torn.class))
						.accessLog(false))
					.build());
	}

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
	}

	private static TestResponse ask(TestClient client, String method, String target, @Nullable String accept) {
		return (accept != null) ? client.request(method, target).header("Accept", accept).fetch()
				: client.fetch(method, target);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "-|text/html; charset=UTF-8", "*/*|text/html; charset=UTF-8", BROWSER + "|" + HTML,
					"image/png|" + HTML, "text/plain|" + HTML, "nonsense|" + HTML, JSON + "|" + PROBLEM,
					PROBLEM + "|" + PROBLEM, "application/json, text/plain, */*|" + PROBLEM,
					"application/json;q=0.5, text/html;q=0.4|" + PROBLEM, "text/html, application/json|" + HTML,
					"application/json;q=0, */*|" + HTML, "application/problem+json;q=0, application/json|" + PLAIN,
					"application/*;q=0, application/json|" + PLAIN, "application/problem+json;q=0, */*|" + HTML,
					"application/json;charset=utf-8, */*|" + PROBLEM, "application/json;odata=verbose|" + PROBLEM })
	void answersAsTheClientLikesIt(String accept, String type) {
		for (String method : new String[] { "GET", "POST", "PUT", "DELETE", "PATCH" }) {
			TestResponse response = ask(this.client, method, "/broken", accept);

			assertThat(response.header("Content-Type")).isEqualTo(type);
			assertThat(response.header("Vary")).isEqualTo("Accept");
			assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
			assertThat(response.text()).doesNotContain("secret").doesNotContain("<script>");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = {
			"GET|/broken?token=hidden|{~type~:~about:blank~,~title~:~Internal Server Error~,~status~:500,~instance~:~/broken~}",
			"POST|/broken|{~type~:~about:blank~,~title~:~Conflict~,~status~:409,~detail~:~Taken \\~by\\~ others \\u0026 more~,~instance~:~/broken~}",
			"PUT|/broken|{~type~:~about:blank~,~title~:~Unknown~,~status~:599,~instance~:~/broken~}",
			"PATCH|/broken|{~type~:~about:blank~,~title~:~Bad Request~,~status~:400,~instance~:~/broken~}",
			"DELETE|/broken|{~type~:~about:blank~,~title~:~Gone~,~status~:410,~instance~:~/broken~}",
			"GET|/a%22b\"c\\d<e|{~type~:~about:blank~,~title~:~Not Found~,~status~:404,~instance~:~/a%22b\\~c\\\\d\\u003ce~}",
			"GET|//evil.example/|{~type~:~about:blank~,~title~:~Not Found~,~status~:404}",
			"FOO|/broken|{~type~:~about:blank~,~title~:~Not Implemented~,~status~:501,~instance~:~/broken~}" })
	void tellsAProblemInTheWordsOfTheStandard(String method, String target, String body) {
		assertThat(ask(this.client, method, target, JSON).text()).isEqualTo(body.replace('~', '"'));
	}

	@Test
	void tellsHeadWhatItTellsGet() {
		for (String accept : new String[] { BROWSER, JSON }) {
			TestResponse get = ask(this.client, "GET", "/broken", accept);
			TestResponse head = ask(this.client, "HEAD", "/broken", accept);

			assertThat(head.status()).isEqualTo(500);
			assertThat(head.body()).isEmpty();
			assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
			assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
		}
	}

	@Test
	void saysItsOwnTypeWhateverTheHandlerSendsOtherwise() {
		TestResponse page = ask(this.client, "GET", "/api", BROWSER);

		assertThat(page.headers().getList("Content-Type")).containsExactly(HTML);
		assertThat(page.headers().getList("Vary")).containsExactly("Origin", "Accept");
	}

	@Test
	void leavesHandlersTheirOwnPages() {
		try (TestClient other = client((builder) -> builder.errorPage(404, (status, reason, handler) -> "page"))) {
			TestResponse own = ask(other, "GET", "/own", JSON);

			assertThat(own.text()).isEqualTo("own 404");
			assertThat(own.header("Vary")).isNull();
		}
	}

	@Test
	void rendersPagesByStatusAndThenByWhoeverHasOne() {
		try (TestClient other = client(
				(builder) -> builder.errorPages((status, reason, handler) -> (status == 409) ? "first" : null)
					.errorPages((status, reason, handler) -> status + " " + HtmlText.escape(reason) + " "
							+ handler.request().path())
					.errorPage(404, (status, reason, handler) -> "replaced")
					.errorPage(404, (status, reason, handler) -> "not there")
					.errorPage(410, (status, reason, handler) -> null))) {
			assertThat(ask(other, "GET", "/none", BROWSER).text()).isEqualTo("not there");
			assertThat(ask(other, "POST", "/none", null).text()).isEqualTo("not there");
			assertThat(ask(other, "POST", "/broken", BROWSER).text()).isEqualTo("first");
			assertThat(ask(other, "DELETE", "/broken", BROWSER).text()).isEqualTo("410 Gone /broken");
			assertThat(ask(other, "PATCH", "/broken", BROWSER).text()).isEqualTo("400 Unknown /broken");
			assertThat(ask(other, "GET", "/none", JSON).header("Content-Type")).isEqualTo(PROBLEM);
		}
	}

	@Test
	void letsRenderersSayMoreOfTheAnswer() {
		try (TestClient other = client((builder) -> builder.errorPages((status, reason, handler) -> {
			handler.setHeader("Content-Security-Policy", "default-src 'self'");
			return "page of " + handler.getClass().getSimpleName() + " " + handler.error();
		}))) {
			TestResponse page = ask(other, "GET", "/api", BROWSER);

			assertThat(page.text()).isEqualTo("page of Api io.jtornado.web.HTTPException");
			assertThat(page.header("Content-Security-Policy")).isEqualTo("default-src 'self'");
		}
	}

	@Test
	void sendsThePlainPageIfARendererFails() {
		try (TestClient other = client((builder) -> builder.errorPages((status, reason, handler) -> {
			throw new StackOverflowError("planned");
		}))) {
			assertThat(ask(other, "GET", "/none", BROWSER).text())
				.isEqualTo("<html><title>404: Not Found</title><body>404: Not Found</body></html>");
			assertThat(this.log.lines().toString()).contains("The error page cannot be rendered: GET /none");
		}
	}

	@Test
	void dropsWhatAFailingRendererHasSaid() {
		try (TestClient other = client((builder) -> builder.errorPages((status, reason, handler) -> {
			handler.setStatus(200);
			handler.setHeader("Content-Length", "3");
			handler.setHeader("X-Torn", "yes");
			handler.write("torn");
			throw new IllegalStateException("planned");
		}))) {
			TestResponse page = ask(other, "POST", "/broken", BROWSER);

			assertThat(page.status()).isEqualTo(409);
			assertThat(page.text()).isEqualTo("<html><title>409: Taken &quot;by&quot; others &amp; more</title>"
					+ "<body>409: Taken &quot;by&quot; others &amp; more</body></html>");
			assertThat(page.header("X-Torn")).isNull();
			assertThat(page.header("Vary")).isEqualTo("Accept");
		}
	}

	@Test
	void sendsThePlainPageIfWriteErrorFails() {
		for (String method : new String[] { "GET", "POST" }) {
			TestResponse page = ask(this.client, method, "/torn", JSON);
			String title = method.equals("GET") ? "409: Für heute belegt" : "403: Forbidden";

			assertThat(page.status()).isEqualTo(method.equals("GET") ? 409 : 403);
			assertThat(page.header("Content-Type")).isEqualTo(HTML);
			assertThat(page.header("X-Torn")).isNull();
			assertThat(page.text()).isEqualTo("<html><title>" + title + "</title><body>" + title + "</body></html>");
		}
	}

	@Test
	void breaksAPageThatFailsBehindItsHead() {
		for (String method : new String[] { "GET", "POST" }) {
			assertThatThrownBy(() -> ask(this.client, method, "/torn?flush=", BROWSER))
				.hasMessageContaining("The connection broke in the middle of the body");
		}
		assertThat(ask(this.client, "GET", "/torn?finish=", BROWSER).text()).isEqualTo("{");
		assertThat(ask(this.client, "POST", "/torn?finish=", BROWSER).text()).isEqualTo("{");
	}

	/** The line is ASCII, whatever clients make of anything else. */
	@Test
	void tellsReasonsInAnyLanguage() {
		try (TestClient other = client((builder) -> builder.errorPages((status, reason, handler) -> reason)
			.add(url("/there", InWords.class)))) {
			for (String accept : new String[] { BROWSER, JSON }) {
				TestResponse response = ask(other, "GET", "/there", accept);

				assertThat(response.reason()).isEqualTo("Conflict");
				assertThat(response.text()).contains("Ü一 😀");
			}
			assertThat(ask(other, "POST", "/there", JSON).reason()).isEqualTo("Unknown");
			assertThat(ask(other, "PUT", "/there", JSON).reason()).isEqualTo("Created");
		}
	}

	static class InWords extends RequestHandler {

		void get() {
			throw new HTTPException(409).withReason("Ü一 😀");
		}

		void post() {
			throw new HTTPException(409).withReason("a\u0085b");
		}

		void put() {
			setStatus(201, "über");
		}

	}

	@Test
	void knowsWhatAProxyHasCutOffThePath() {
		HTTPServerOptions trusting = HTTPServerOptions.DEFAULTS.withXheaders(true)
			.withTrustedDownstream(List.of(CIDR.parse("127.0.0.0/8")));
		try (TestClient proxied = TestClient.of(new Application(url("/broken", Broken.class)), trusting)) {
			TestResponse response = proxied.request("PATCH", "/broken")
				.header("Accept", JSON)
				.header("X-Forwarded-Prefix", "/app")
				.fetch();

			assertThat(response.text()).contains("\"instance\":\"/app/broken\"");
			assertThat(response.headers().getList("Vary")).containsExactly("Accept", "X-Forwarded-Prefix");
		}
	}

	@Test
	void takesTheAnswerOfARendererThatFinishes() {
		try (TestClient other = client((builder) -> builder.errorPages((status, reason, handler) -> {
			handler.redirect("/maintenance");
			return "dropped";
		}))) {
			TestResponse response = ask(other, "GET", "/none", BROWSER);

			assertThat(response.header("Location")).isEqualTo("/maintenance");
			assertThat(response.body()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 200, 299, 600 })
	void refusesPagesOfWhatIsNoError(int status) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Application.builder().errorPage(status, (code, reason, handler) -> "page"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", delimiter = '|', value = { "-|text/plain; charset=UTF-8",
			"*/*|text/plain; charset=UTF-8", BROWSER + "|" + HTML, JSON + "|" + PROBLEM })
	void showsStacksToWhoWorksOnIt(String accept, String type) {
		for (TestClient other : new TestClient[] { client((builder) -> builder.debug(true)),
				client((builder) -> builder.serveTraceback(true)) }) {
			TestResponse response = ask(other, "GET", "/broken", accept);

			assertThat(response.header("Content-Type")).isEqualTo(type);
			assertThat(response.text()).contains("java.lang.IllegalStateException: a secret")
				.contains("at io.jtornado.web.ErrorPagesTests$Broken.get(ErrorPagesTests.java:");
			if (!type.startsWith("text/plain")) {
				assertThat(response.text()).doesNotContain("<script>");
			}
			other.close();
		}
	}

	@Test
	void warnsOfStacksAtTheStart() {
		try (LogCapture general = new LogCapture("jtornado.general")) {
			client((builder) -> builder).close();
			assertThat(general.lines()).isEmpty();

			client((builder) -> builder.debug(true)).close();
			assertThat(general.lines()).singleElement().asString().startsWith("WARN Error pages show stacks");
		}
	}

	@Test
	void showsNoStacksInDebugIfToldSo() {
		try (TestClient other = client((builder) -> builder.debug(true).serveTraceback(false))) {
			assertThat(ask(other, "GET", "/broken", BROWSER).text()).doesNotContain("secret");
		}
	}

	@Test
	void escapesWhatTheClientSaysInAStack() {
		try (TestClient other = client((builder) -> builder.debug(true))) {
			assertThat(ask(other, "GET", "/<script>?\"<b>", BROWSER).text())
				.contains("404: GET /&lt;script&gt;?&quot;&lt;b&gt;")
				.doesNotContain("<script>")
				.doesNotContain("<b>");
		}
	}

	/** Pages are made while stacks are served; a bug is to be seen all the same. */
	@Test
	void showsPagesOfMeantErrorsInDebug() {
		try (TestClient other = client(
				(builder) -> builder.debug(true).errorPages((status, reason, handler) -> "page"))) {
			assertThat(ask(other, "GET", "/none", BROWSER).text()).isEqualTo("page");
			assertThat(ask(other, "DELETE", "/broken", BROWSER).text()).isEqualTo("page");
			assertThat(ask(other, "GET", "/broken", BROWSER).text()).contains("IllegalStateException");
		}
	}

}
