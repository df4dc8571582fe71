package io.jtornado.programs;

import java.io.IOException;
import java.net.http.HttpResponse;

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

	private final Browser browser = new Browser();

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
		return this.browser.post(this.port, "/login", Browser.form(page) + "&name=Ada");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.browser.get(this.port, path);
	}

}
