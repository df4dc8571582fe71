package io.jtornado.programs;

import java.io.IOException;
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

import io.jtornado.programs.members.MembersApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/users.md shows, with a browser's memory for cookies.
 */
@SpringBootTest(classes = MembersApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
		"jtornado.cookie-secret=a secret of the tests", "jtornado.xsrf-cookies=true", "jtornado.login-url=/login" })
class MembersTests {

	private static final Pattern FIELD = Pattern.compile("name=\"(_xsrf|next)\" value=\"([^\"]+)\"");

	private final HttpClient browser = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	@LocalServerPort
	private int port;

	@Test
	void leadsBackToWhatWasAskedFor() throws Exception {
		HttpResponse<String> login = get("/club?from=mail");
		assertThat(login.uri().getRawPath()).isEqualTo("/login");
		assertThat(login.uri().getRawQuery()).isEqualTo("next=%2Fclub%2F%3Ffrom%3Dmail");

		HttpResponse<String> club = logIn(login);

		assertThat(club.uri()).hasPath("/club/").hasQuery("from=mail");
		assertThat(club.body()).isEqualTo("Welcome to the club, Ada");
		assertThat(club.headers().firstValue("Cache-Control")).hasValue("private");
	}

	@Test
	void leadsNobodyToAnotherSite() throws Exception {
		HttpResponse<String> home = logIn(get("/login?next=//evil.example/"));

		assertThat(home.uri()).hasHost("localhost").hasPath("/");
	}

	private HttpResponse<String> logIn(HttpResponse<String> page) throws Exception {
		StringBuilder form = new StringBuilder("name=Ada");
		Matcher field = FIELD.matcher(page.body());
		while (field.find()) {
			form.append('&')
				.append(field.group(1))
				.append('=')
				.append(URLEncoder.encode(field.group(2), StandardCharsets.UTF_8));
		}
		return this.browser.send(request("/login").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form.toString()))
			.build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.browser.send(request(path).build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

}
