package io.jtornado.web;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import io.jtornado.http.SignedValues;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.CookieServer.cookie;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * One browser between Python's Tornado and this one: what either has signed, and the
 * tokens of either, count with both.
 */
@Timeout(60)
class TornadoExchangeTests {

	private static final String SECRET = "It's a secret to everybody";

	private static final String FORM = "application/x-www-form-urlencoded";

	@TempDir
	Path directory;

	static class Sign extends RequestHandler {

		void get() {
			setSignedCookie("key", queryArgument("value"));
		}

	}

	static class Read extends RequestHandler {

		void get() {
			String value = signedCookie("key");
			write((value != null) ? value : "none");
		}

	}

	static class Page extends RequestHandler {

		void get() {
			write(xsrfToken());
		}

		void post() {
			write("done");
		}

	}

	@BeforeAll
	static void needTornado() {
		assumeTrue(TornadoProcess.python().isPresent(), "python3-tornado is not installed");
	}

	private TornadoProcess start(String... arguments) throws Exception {
		return TornadoProcess.start(this.directory, TornadoExchangeTests.class, "exchange.py", arguments);
	}

	private static CookieServer server(CookieOptions options) throws Exception {
		return new CookieServer(options.withXsrfCookies(true), url("/sign", Sign.class), url("/read", Read.class),
				url("/page", Page.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "value", "two words; and=more\"\\", "\u00e9\u20ac\ud83d\ude00", "a" })
	void readEachOthersSignedCookies(String value) throws Exception {
		String target = "/sign?value=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
		try (TornadoProcess tornado = start(SECRET);
				CookieServer server = server(CookieOptions.DEFAULTS.withCookieSecret(SECRET))) {
			String theirs = cookie(server.get(tornado.port(), target));
			String ours = cookie(server.get(target));

			assertThat(server.get("/read", "Cookie", theirs).body()).isEqualTo(value);
			assertThat(server.get(tornado.port(), "/read", "Cookie", ours).body()).isEqualTo(value);
			assertThat(server.get("/read", "Cookie", ours.replace("2|1:", "2|2:")).body()).isEqualTo("none");
			assertThat(server.get(tornado.port(), "/read", "Cookie", ours.replace("3:key", "3:kex")).body())
				.isEqualTo("none");
		}
	}

	@Test
	void readEachOthersSignedCookiesWhileKeysAreReplaced() throws Exception {
		Map<Integer, String> secrets = Map.of(0, "asdfbasdf", 1, "12312312");
		try (TornadoProcess tornado = start("1", "asdfbasdf", "12312312");
				CookieServer server = server(CookieOptions.DEFAULTS.withCookieSecrets(secrets, 0))) {
			String theirs = cookie(server.get(tornado.port(), "/sign?value=a"));
			String ours = cookie(server.get("/sign?value=b"));

			assertThat(theirs).contains("2|1:1|");
			assertThat(ours).contains("2|1:0|");
			assertThat(server.get("/read", "Cookie", theirs).body()).isEqualTo("a");
			assertThat(server.get(tornado.port(), "/read", "Cookie", ours).body()).isEqualTo("b");
		}
	}

	@Test
	void readsCookiesOfVersionOneOnlyWhenAsked() throws Exception {
		SignedValues legacy = SignedValues.of(SECRET).withMinVersion(1);
		try (TornadoProcess tornado = start(SECRET);
				CookieServer server = server(CookieOptions.DEFAULTS.withCookieSecret(SECRET));
				CookieServer lenient = server(CookieOptions.DEFAULTS.withSignedValues(legacy))) {
			String theirs = cookie(server.get(tornado.port(), "/sign?version=1&value=old"));

			assertThat(lenient.get("/read", "Cookie", theirs).body()).isEqualTo("old");
			assertThat(server.get("/read", "Cookie", theirs).body()).isEqualTo("none");
		}
	}

	/** With one secret the script's tokens are of version 1, else of version 2. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void takeEachOthersTokens(boolean versionOne) throws Exception {
		String[] arguments = versionOne ? new String[] { SECRET } : new String[] { "0", SECRET };
		try (TornadoProcess tornado = start(arguments); CookieServer server = server(CookieOptions.DEFAULTS)) {
			int[] ports = { tornado.port(), server.port() };
			String stranger = cookie(server.get("/page"));
			for (int issuer : ports) {
				HttpResponse<String> page = server.get(issuer, "/page");
				for (int port : ports) {
					String again = server.get(port, "/page", "Cookie", cookie(page)).body();
					for (int checker : ports) {
						assertThat(post(server, checker, cookie(page), page.body())).isEqualTo(200);
						assertThat(post(server, checker, cookie(page), again)).isEqualTo(200);
						assertThat(post(server, checker, stranger, again)).isEqualTo(403);
					}
				}
			}
			assertThat(server.get(tornado.port(), "/page").body().startsWith("2|")).isNotEqualTo(versionOne);
		}
	}

	/** By the header and by the form, which are of one opinion. */
	private static int post(CookieServer client, int port, String cookie, String token) throws Exception {
		String form = "_xsrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
		int status = client.post(port, "/page", form, "Cookie", cookie, "Content-Type", FORM).statusCode();

		assertThat(client.post(port, "/page", "", "Cookie", cookie, "X-Xsrftoken", token).statusCode())
			.isEqualTo(status);
		return status;
	}

}
