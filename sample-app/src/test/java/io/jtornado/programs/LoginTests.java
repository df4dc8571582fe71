package io.jtornado.programs;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
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

import io.jtornado.programs.login.LoginApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide shows of cookies, with a browser's memory for them.
 */
@SpringBootTest(classes = LoginApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jtornado.cookie-secret=a secret of the tests", "jtornado.xsrf-cookies=true" })
class LoginTests {

	private static final Pattern FIELD = Pattern.compile("name=\"_xsrf\" value=\"([^\"]+)\"");

	private final CookieManager cookies = new CookieManager();

	private final HttpClient browser = HttpClient.newBuilder()
		.cookieHandler(this.cookies)
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	@Autowired
	private Environment environment;

	@Test
	void knowsWhoHasLoggedIn() throws Exception {
		assertThat(get("/").body()).isEqualTo("Who are you?");

		assertThat(post("/login", "name=Ada&_xsrf=" + token()).body()).isEqualTo("Hello, Ada");
		assertThat(get("/").body()).isEqualTo("Hello, Ada");

		assertThat(post("/logout", "_xsrf=" + token()).body()).isEqualTo("Who are you?");
	}

	@Test
	void knowsNobodyByACookieThatWasChanged() throws Exception {
		post("/login", "name=Ada&_xsrf=" + token());
		HttpCookie cookie = this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((kept) -> kept.getName().equals("name"))
			.findFirst()
			.orElseThrow();

		cookie.setValue(cookie.getValue().replace("QWRh", "RXZl"));

		assertThat(get("/").body()).isEqualTo("Who are you?");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 101, 3000, 5000 })
	void takesNoNameThatIsNone(int length) throws Exception {
		assertThat(post("/login", "name=" + "a".repeat(length) + "&_xsrf=" + token()).statusCode()).isEqualTo(400);
		assertThat(get("/").body()).isEqualTo("Who are you?");
	}

	@Test
	void takesNoFormOfAnotherSite() throws Exception {
		get("/login");

		assertThat(post("/login", "name=Eve").statusCode()).isEqualTo(403);
		assertThat(get("/").body()).isEqualTo("Who are you?");
	}

	@Test
	void asksProgramsForNoToken() throws Exception {
		assertThat(post("/hooks/build", "", "X-Key", "of the build server").statusCode()).isEqualTo(200);
		assertThat(post("/hooks/build", "", "X-Key", "of somebody").statusCode()).isEqualTo(403);
	}

	private String token() throws Exception {
		Matcher field = FIELD.matcher(get("/login").body());
		assertThat(field.find()).isTrue();
		return URLEncoder.encode(field.group(1), StandardCharsets.UTF_8);
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.browser.send(request(path).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path, String form, String... fields) throws Exception {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form));
		for (int i = 0; i < fields.length; i += 2) {
			request.header(fields[i], fields[i + 1]);
		}
		return this.browser.send(request.build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		int port = this.environment.getRequiredProperty("local.server.port", Integer.class);
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
	}

}
