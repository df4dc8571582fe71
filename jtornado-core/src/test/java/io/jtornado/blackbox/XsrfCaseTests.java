package io.jtornado.blackbox;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;

import io.jtornado.web.CookieOptions;
import io.jtornado.web.CookieServer;
import io.jtornado.web.RequestHandler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.web.CookieServer.cookie;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Tokens against requests of other sites. */
@Timeout(60)
class XsrfCaseTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	static class Page extends RequestHandler {

		void get() {
			write(xsrfToken());
		}

		String post() {
			return "done";
		}

	}

	private static CookieServer protectedServer() throws Exception {
		return new CookieServer(CookieOptions.DEFAULTS.withXsrfCookies(true), url("/", Page.class));
	}

	@Test
	@DisplayName("38. No token, one without its cookie, garbage, one of somebody else: 403")
	void refusesRequestsWithoutTheirToken() throws Exception {
		try (CookieServer server = protectedServer()) {
			HttpResponse<String> page = server.get("/");
			String mine = cookie(page);
			String other = server.get("/").body();

			assertThat(server.post("/", "", "Cookie", mine).statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "X-Xsrftoken", page.body()).statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", "garbage").statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", "2|||").statusCode()).isEqualTo(403);
			assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", other).statusCode()).isEqualTo(403);
		}
	}

	@Test
	@DisplayName("38. A token counts in the query, the body and both header fields, and so do short and plain ones")
	void takesTokensWhereverTheyStand() throws Exception {
		try (CookieServer server = protectedServer()) {
			HttpResponse<String> page = server.get("/");
			String mine = cookie(page);
			String escaped = page.body().replace("|", "%7C");

			assertThat(server.post("/?_xsrf=" + escaped, "", "Cookie", mine).body()).isEqualTo("done");
			assertThat(server.post("/", "_xsrf=" + escaped, "Cookie", mine, "Content-Type", FORM).body())
				.isEqualTo("done");
			for (String field : new String[] { "X-Xsrftoken", "X-XSRFToken", "X-Csrftoken", "X-CSRFToken" }) {
				assertThat(server.post("/", "", "Cookie", mine, field, page.body()).body()).isEqualTo("done");
			}
			for (String plain : new String[] { "deadbeef", "xyz", "000102030405060708090a0b0c0d0e0f" }) {
				assertThat(server.post("/", "", "Cookie", "_xsrf=" + plain, "X-Xsrftoken", plain).body())
					.isEqualTo("done");
			}
		}
	}

	@Test
	@DisplayName("38. Ten pages have ten tokens, which all count, on a later page too")
	void givesEachPageATokenOfItsOwn() throws Exception {
		try (CookieServer server = protectedServer()) {
			String mine = cookie(server.get("/"));
			Set<String> tokens = new HashSet<>();
			for (int i = 0; i < 10; i++) {
				HttpResponse<String> page = server.get("/", "Cookie", mine);
				assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
				tokens.add(page.body());
			}
			assertThat(tokens).hasSize(10);
			for (String token : tokens) {
				assertThat(server.post("/", "", "Cookie", mine, "X-Xsrftoken", token).body()).isEqualTo("done");
			}
		}
	}

	@Test
	@DisplayName("38. POST to an unknown URL without a token: 404, not 403")
	void answersUnknownUrlsWith404() throws Exception {
		try (CookieServer server = protectedServer()) {
			assertThat(server.post("/nowhere", "a=b", "Content-Type", FORM).statusCode()).isEqualTo(404);
		}
	}

}
