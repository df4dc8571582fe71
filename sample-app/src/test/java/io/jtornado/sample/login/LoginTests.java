package io.jtornado.sample.login;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern FIELD = Pattern.compile("name=\"(_xsrf|next)\" value=\"([^\"]+)\"");

	private final HttpClient browser = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	@LocalServerPort
	private int port;

	@Test
	void leadsBackToThePageThatWasAskedFor() throws Exception {
		HttpResponse<String> login = get("/visitor?from=mail");
		assertThat(login.uri()).hasPath("/login");
		assertThat(login.body()).contains("Who are you?");

		HttpResponse<String> page = post("/login", form(login) + "&name=%3Cb%3EAda");

		assertThat(page.uri()).hasPath("/visitor").hasQuery("from=mail");
		assertThat(page.body()).contains("Hello, &lt;b&gt;Ada").doesNotContain("<b>");
		assertThat(page.headers().firstValue("Cache-Control")).hasValue("private");
	}

	@Test
	void forgetsWhoLogsOut() throws Exception {
		HttpResponse<String> page = post("/login", form(get("/visitor")) + "&name=Ada");

		assertThat(post("/logout", form(page)).uri()).hasPath("/login");
		assertThat(get("/visitor").uri()).hasPath("/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example", "https://evil.example/", "/%5Cevil.example", "/%09/evil.example",
			"javascript:alert(1)" })
	void leadsNobodyToAnotherSite(String next) throws Exception {
		HttpResponse<String> page = post("/login?next=" + next, form(get("/login?next=" + next)) + "&name=Ada");

		assertThat(page.uri()).hasHost("localhost").hasPath("/visitor");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "+", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void takesNoNameThatIsNone(String name) throws Exception {
		HttpResponse<String> page = post("/login", form(get("/login")) + "&name=" + name);

		assertThat(page.statusCode()).isEqualTo(400);
		assertThat(page.body()).contains("name has 1 to 40 characters");
	}

	@Test
	void takesNoFormOfAnotherSite() throws Exception {
		assertThat(post("/login", "name=Eve").statusCode()).isEqualTo(403);
		assertThat(post("/logout", "").statusCode()).isEqualTo(403);
	}

	/** The hidden fields of a page, as its form gives them back. */
	private static String form(HttpResponse<String> page) {
		StringBuilder form = new StringBuilder("a=");
		Matcher field = FIELD.matcher(page.body());
		while (field.find()) {
			form.append('&')
				.append(field.group(1))
				.append('=')
				.append(URLEncoder.encode(field.group(2), StandardCharsets.UTF_8));
		}
		return form.toString();
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.browser.send(request(path).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path, String form) throws Exception {
		return this.browser.send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

}
