package io.jtornado.sample.login;

import java.net.http.HttpResponse;

import io.jtornado.programs.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A visitor with a browser, which keeps cookies and follows redirects.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LoginTests {

	private final Browser browser = new Browser();

	@LocalServerPort
	private int port;

	@Test
	void leadsBackToThePageThatWasAskedFor() throws Exception {
		HttpResponse<String> login = get("/visitor?from=mail");
		assertThat(login.uri()).hasPath("/login");
		assertThat(login.body()).contains("Who are you?");

		HttpResponse<String> page = post("/login", Browser.form(login) + "&name=%3Cb%3EAda");

		assertThat(page.uri()).hasPath("/visitor").hasQuery("from=mail");
		assertThat(page.body()).contains("Hello, &lt;b&gt;Ada").doesNotContain("<b>");
		assertThat(page.headers().firstValue("Cache-Control")).hasValue("private");
	}

	@Test
	void forgetsWhoLogsOut() throws Exception {
		HttpResponse<String> page = post("/login", Browser.form(get("/visitor")) + "&name=Ada");

		assertThat(post("/logout", Browser.form(page)).uri()).hasPath("/login");
		assertThat(get("/visitor").uri()).hasPath("/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example", "https://evil.example/", "/%5Cevil.example", "/%09/evil.example",
			"javascript:alert(1)" })
	void leadsNobodyToAnotherSite(String next) throws Exception {
		HttpResponse<String> page = post("/login?next=" + next, Browser.form(get("/login?next=" + next)) + "&name=Ada");

		assertThat(page.uri()).hasHost("localhost").hasPath("/visitor");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "+", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void takesNoNameThatIsNone(String name) throws Exception {
		HttpResponse<String> page = post("/login", Browser.form(get("/login")) + "&name=" + name);

		assertThat(page.statusCode()).isEqualTo(400);
		assertThat(page.body()).contains("name has 1 to 40 characters");
	}

	@Test
	void takesNoFormOfAnotherSite() throws Exception {
		assertThat(post("/login", "name=Eve").statusCode()).isEqualTo(403);
		assertThat(post("/logout", "").statusCode()).isEqualTo(403);
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.browser.get(this.port, path);
	}

	private HttpResponse<String> post(String path, String form) throws Exception {
		return this.browser.post(this.port, path, form);
	}

}
