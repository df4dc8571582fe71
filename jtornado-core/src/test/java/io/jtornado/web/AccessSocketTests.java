package io.jtornado.web;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Logins, slashes and error pages as a client sees them, over real sockets. */
@Timeout(60)
class AccessSocketTests {

	private static final String HOST = "Host: example.com\r\n";

	@Authenticated
	static class Page extends RequestHandler {

		@Override
		protected @Nullable Object loadCurrentUser() {
			return cookie("name");
		}

		String get() {
			return "for " + currentUser();
		}

		String post() {
			return "from " + currentUser();
		}

	}

	@RemoveSlash
	static class Plain extends RequestHandler {

		String get() {
			return "plain";
		}

	}

	private static Application application() {
		return Application.builder()
			.add(url("/page", Page.class), url("/.*", Plain.class))
			.loginUrl("/login")
			.cookies(CookieOptions.DEFAULTS.withXsrfCookies(true))
			.accessLog(false)
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1", "HTTP/1.0" })
	void keepsAConnectionInStepWhateverIsAnswered(String version) throws Exception {
		String end = " " + version + "\r\n" + HOST + "Connection: keep-alive\r\n";
		try (SocketServer server = new SocketServer(application())) {
			SocketClient client = server.client();

			assertThat(client.exchange("GET /page" + end + "\r\n")).startsWith("HTTP/1.1 302 Found\r\n")
				.contains("\r\nLocation: /login?next=%2Fpage\r\n")
				.contains("\r\nContent-Length: 0\r\n");
			assertThat(client.exchange("HEAD /page" + end + "\r\n")).startsWith("HTTP/1.1 302 Found\r\n");
			assertThat(client.exchange("GET /a/?b" + end + "\r\n")).startsWith("HTTP/1.1 301 Moved Permanently\r\n")
				.contains("\r\nLocation: /a?b\r\n");
			assertThat(client.exchange("GET //evil.example/" + end + "Accept: application/json\r\n\r\n"))
				.startsWith("HTTP/1.1 404 Not Found\r\n")
				.doesNotContain("Location")
				.endsWith("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
			assertThat(client.exchange("POST /page" + end + "Content-Length: 3\r\n\r\nabc"))
				.startsWith("HTTP/1.1 403 Forbidden\r\n");
			assertThat(client
				.exchange("POST /page" + end + "Cookie: _xsrf=ab\r\nX-Xsrftoken: ab\r\nContent-Length: 3\r\n\r\nabc"))
				.startsWith("HTTP/1.1 403 Forbidden\r\n");
			assertThat(client.exchange("POST /page" + end
					+ "Cookie: _xsrf=ab; name=Ada\r\nX-Xsrftoken: ab\r\nContent-Length: 3\r\n\r\nabc"))
				.endsWith("\r\n\r\nfrom Ada");
			assertThat(client.exchange("GET /page" + end + "Cookie: name=Ada\r\n\r\n"))
				.contains("\r\nCache-Control: private\r\n")
				.endsWith("\r\n\r\nfor Ada");
		}
	}

	@Test
	void findsNothingForAPostToNowhereWithoutAToken() throws Exception {
		Application application = Application.builder()
			.cookies(CookieOptions.DEFAULTS.withXsrfCookies(true))
			.errorPage(404, (status, reason, handler) -> "nowhere")
			.accessLog(false)
			.build();
		try (SocketServer server = new SocketServer(application)) {
			for (String method : new String[] { "POST", "DELETE", "BREW" }) {
				assertThat(server.client()
					.exchange(method + " /nowhere HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc"))
					.startsWith("HTTP/1.1 404 Not Found\r\n")
					.endsWith("\r\n\r\nnowhere");
			}
		}
	}

}
