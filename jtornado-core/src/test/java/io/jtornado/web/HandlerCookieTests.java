package io.jtornado.web;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.jtornado.http.CookieAttributes;
import io.jtornado.http.CookieAttributes.SameSite;
import io.jtornado.http.Cookies;
import io.jtornado.http.SignedValues;
import io.jtornado.testing.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class HandlerCookieTests {

	private static final CookieOptions SIGNED = CookieOptions.DEFAULTS.withCookieSecret("a secret");

	private final LogCapture log = new LogCapture("jtornado.application");

	private Consumer<RequestHandler> script = (handler) -> {
	};

	class Script extends RequestHandler {

		void get() {
			HandlerCookieTests.this.script.accept(this);
		}

	}

	private Application application(CookieOptions options) {
		return Application.builder().add(url("/", Script.class, Script::new)).cookies(options).accessLog(false).build();
	}

	private TestClient.Reply run(CookieOptions options, Consumer<RequestHandler> action, String... fields) {
		this.script = action;
		try (TestClient client = new TestClient(application(options))) {
			return client.get("/", fields);
		}
	}

	private static String cookies(TestClient.Reply reply) {
		return reply.header("Set-Cookie");
	}

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void saysOfACookieWhatTheApplicationSaysOfAll() {
		CookieOptions options = CookieOptions.DEFAULTS.withSecure(true)
			.withHttpOnly(true)
			.withSameSite(SameSite.STRICT);

		assertThat(cookies(run(options, (handler) -> handler.setCookie("a", "b"))))
			.isEqualTo("a=b; HttpOnly; Path=/; SameSite=Strict; Secure");
		assertThat(cookies(run(options, (handler) -> handler.clearCookie("a"))))
			.isEqualTo("a=; expires=Sat, 06 Nov 1993 08:49:37 GMT; HttpOnly; Path=/; SameSite=Strict; Secure");
	}

	@Test
	void letsACookieSayOtherwise() {
		CookieOptions options = CookieOptions.DEFAULTS.withSecure(true).withHttpOnly(true).withSameSite(SameSite.NONE);
		CookieAttributes attributes = CookieAttributes.DEFAULTS.withSecure(false)
			.withHttpOnly(false)
			.withSameSite(SameSite.OMITTED)
			.withPath("/p");

		assertThat(cookies(run(options, (handler) -> handler.setCookie("a", "b", attributes))))
			.isEqualTo("a=b; Path=/p");
	}

	@Test
	void saysNothingIfThatIsAsked() {
		CookieOptions options = CookieOptions.DEFAULTS.withSameSite(SameSite.OMITTED);

		assertThat(cookies(run(options, (handler) -> handler.setCookie("a", "b")))).isEqualTo("a=b; Path=/");
	}

	@Test
	void refusesWhatBrowsersWould() {
		CookieOptions none = CookieOptions.DEFAULTS.withSameSite(SameSite.NONE);
		CookieAttributes foreign = CookieAttributes.DEFAULTS.withSameSite(SameSite.NONE);
		CookieAttributes secure = foreign.withSecure(true);
		CookieOptions secured = CookieOptions.DEFAULTS.withXsrfCookieAttributes(secure);

		assertRefused(none, "SameSite=None need Secure");
		assertRefused(CookieOptions.DEFAULTS.withXsrfCookieAttributes(foreign), "SameSite=None needs Secure");
		assertRefused(CookieOptions.DEFAULTS.withXsrfCookieName("__Host-x"), "__Host-x needs Secure");
		assertRefused(CookieOptions.DEFAULTS.withXsrfCookieName("__Secure-x"), "__Secure-x needs Secure");
		assertRefused(secured.withXsrfCookieName("__Host-x").withXsrfCookieAttributes(secure.withPath("/p")),
				"the path / and no domain");
		assertRefused(secured.withXsrfCookieName("__Host-x").withXsrfCookieAttributes(secure.withDomain("a.example")),
				"the path / and no domain");
		assertThatNoException().isThrownBy(() -> Application.builder()
			.cookies(none.withSecure(true))
			.cookies(secured.withXsrfCookieName("__Host-x"))
			.cookies(CookieOptions.DEFAULTS.withSecure(true).withXsrfCookieName("__Secure-x"))
			.build());
		assertThatIllegalArgumentException().isThrownBy(() -> CookieOptions.DEFAULTS.withXsrfCookieName("a b"));
	}

	/** It would be a server whose forms fail from that day on, restart or not. */
	@Test
	void refusesAnXsrfCookieThatEndsForAllAtOnce() {
		CookieAttributes expiring = CookieAttributes.DEFAULTS.withExpires(Instant.parse("2100-01-01T00:00:00Z"));

		assertRefused(CookieOptions.DEFAULTS.withXsrfCookieAttributes(expiring), "a max age instead of an expiry");
	}

	private static void assertRefused(CookieOptions options, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> Application.builder().cookies(options))
			.withMessageContaining(message);
	}

	@Test
	void signsForThirtyDays() {
		String cookie = cookies(run(SIGNED, (handler) -> handler.setSignedCookie("a", "b")));

		assertThat(cookie).startsWith("a=\"2|1:0|9:784111777|1:a|4:Yg==|")
			.endsWith("\"; expires=Tue, 06 Dec 1994 08:49:37 GMT; Path=/; SameSite=Lax");
	}

	@ParameterizedTest
	@CsvSource({ "plain", "'two words'", "''", "\u00e9\u20ac" })
	void givesBackWhatItHasSigned(String value) {
		String[] seen = new String[1];
		String set = cookies(run(SIGNED, (handler) -> handler.setSignedCookie("a", value, CookieAttributes.DEFAULTS)));

		run(SIGNED, (handler) -> seen[0] = handler.signedCookie("a"), "Cookie: " + set.split(";", 2)[0]);

		assertThat(set).doesNotContain("expires");
		assertThat(seen[0]).isEqualTo(value);
	}

	@Test
	void tellsWhenAndByWhichKeyItWasSigned() {
		byte[] bytes = { 0, (byte) 0xff };
		String set = cookies(run(SIGNED, (handler) -> handler.setSignedCookie("a", bytes, CookieAttributes.DEFAULTS)));

		run(SIGNED, (handler) -> {
			assertThat(handler.verifiedCookie("a", Duration.ofDays(1)).bytes()).isEqualTo(bytes);
			assertThat(handler.verifiedCookie("a", Duration.ofDays(1)).signedAt()).hasToString("1994-11-06T08:49:37Z");
			assertThat(handler.signedCookie("a")).isNull();
		}, "Cookie: " + set.split(";", 2)[0]);
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void takesNothingThatIsOldForgedOrNotThere() {
		this.script = (handler) -> handler.write(handler.signedCookie("a", Duration.ofHours(1)) + "");
		SignedValues signing = SIGNED.signedValues();
		Instant now = Instant.parse("1994-11-06T08:49:37Z");
		String young = signing.sign("a", "b", now.minus(Duration.ofMinutes(60)));
		String old = signing.sign("a", "b", now.minus(Duration.ofMinutes(61)));
		String get = "GET / HTTP/1.1\r\nHost: a\r\nCookie: a=\"%s\"\r\n\r\n";
		try (TestConnection client = new TestConnection(application(SIGNED))) {
			assertThat(client.exchange(get.formatted("2|forged"))).endsWith("null");
			assertThat(client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith("null");
			assertThat(client.exchange(get.formatted(young))).endsWith("\r\n\r\nb");
			assertThat(client.exchange(get.formatted(old))).endsWith("null");
		}
	}

	@Test
	void saysWhatToSetWhenThereIsNoSecret() {
		assertThat(run(CookieOptions.DEFAULTS, (handler) -> handler.signedCookie("a")).status()).isEqualTo(500);
		assertThat(run(CookieOptions.DEFAULTS, (handler) -> handler.setSignedCookie("a", "b")).status()).isEqualTo(500);

		assertThat(this.log.lines()).hasSize(2);
		assertThatIllegalStateException().isThrownBy(() -> application(CookieOptions.DEFAULTS).signedValues())
			.withMessageContaining("jtornado.cookie-secret")
			.withMessageContaining("CookieOptions.withCookieSecret");
		assertThat(application(SIGNED).signedValues()).isInstanceOf(SignedValues.class);
	}

	@ParameterizedTest
	@CsvSource({ "a,NONE,false,/,", "__Secure-a,LAX,false,/,", "__Host-a,LAX,false,/,", "__Host-a,LAX,true,/p,",
			"__Host-a,LAX,true,,", "__Host-a,LAX,true,/,a.example", "__hOST-a,LAX,true,/p,",
			"__secure-a,LAX,false,/," })
	void refusesAttributesThatBrowsersDrop(String name, SameSite site, boolean secure, @Nullable String path,
			@Nullable String domain) {
		CookieAttributes attributes = CookieAttributes.DEFAULTS.withSameSite(site).withPath(path).withDomain(domain);
		TestClient.Reply reply = run(SIGNED.withSecure(secure), (handler) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> handler.setCookie(name, "b", attributes))
				.withMessageContaining("The cookie " + name)
				.withMessageContaining("browsers drop it");
			assertThatIllegalArgumentException().isThrownBy(() -> handler.setSignedCookie(name, "b", attributes));
			assertThatIllegalArgumentException().isThrownBy(() -> handler.clearCookie(name, attributes));
		});

		assertThat(reply.status()).isEqualTo(200);
		assertThat(cookies(reply)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "a,NONE,/p,a.example", "__Secure-a,NONE,/p,a.example", "__Host-a,STRICT,/,", "__Hosta,LAX,/p,",
			"x__Host-a,LAX,/p," })
	void setsWhatBrowsersTake(String name, SameSite site, String path, @Nullable String domain) {
		CookieAttributes attributes = CookieAttributes.DEFAULTS.withSameSite(site)
			.withPath(path)
			.withDomain(domain)
			.withSecure(true);

		assertThat(cookies(run(CookieOptions.DEFAULTS, (handler) -> handler.setCookie(name, "b", attributes))))
			.startsWith(name + "=b; ")
			.endsWith("; Secure");
	}

	@Test
	void refusesCookiesThatBrowsersDrop() {
		int room = Cookies.MAX_LENGTH - 1;

		assertThat(run(SIGNED, (handler) -> handler.setCookie("a", "b".repeat(room))).status()).isEqualTo(200);
		assertThat(run(SIGNED, (handler) -> handler.setCookie("a", "b".repeat(room + 1))).status()).isEqualTo(500);
		assertThat(run(SIGNED, (handler) -> handler.setSignedCookie("a", "b".repeat(3100))).status()).isEqualTo(500);
	}

}
