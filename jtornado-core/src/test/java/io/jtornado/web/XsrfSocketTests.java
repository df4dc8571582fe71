package io.jtornado.web;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.CookieServer.cookie;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Cookies of the protection against XSRF and caches, over real sockets. */
@Timeout(60)
class XsrfSocketTests {

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

	/** A cookie of somebody else, too long to be a token, is replaced. */
	@ParameterizedTest
	@ValueSource(ints = { 10, 200, 3000 })
	void servesWhoeverHasAForeignCookie(int length) throws Exception {
		try (CookieServer server = protectedServer()) {
			String foreign = "_xsrf=" + "z".repeat(length);
			HttpResponse<String> page = server.get("/", "Cookie", foreign);
			String kept = (length > 64) ? cookie(page) : foreign;

			assertThat(server.post("/", "", "Cookie", kept, "X-Xsrftoken", page.body()).body()).isEqualTo("done");
		}
	}

	@Test
	void keepsFirstTokensOutOfSharedCaches() throws Exception {
		try (CookieServer server = protectedServer()) {
			HttpResponse<String> first = server.get("/");
			HttpResponse<String> second = server.get("/", "Cookie", cookie(first));

			assertThat(first.headers().allValues("Cache-Control")).containsExactly("private");
			assertThat(first.headers().allValues("Vary")).containsExactly("Cookie");
			assertThat(second.headers().allValues("Cache-Control")).isEmpty();
			assertThat(second.headers().allValues("Vary")).containsExactly("Cookie");
		}
	}

}
