package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CookiesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "a=1|1", "a=1; b=2|1", "b=2;a=1|1", "a=1; a=2|2", " a = 1 |1", "a=|~~", "a=b=c|b=c", "a=\"x\"|x",
					"a=\"x\\\"y\"|x\"y", "a=\"\\054\\073\"|,;", "a=\"x;y\"|\"x", "a=\"x|\"x", "a=x\"|x\"", "a=\"|\"",
					"a=\"\"|~~", "a=\"\\303\\251\"|é", "a=\"\\351\"|é", "a=\"\\400\"|400", "a=\"\\05\"|05",
					"a=\\054|\\054", ";;;a=1;|1", "junk; a=1; {[]}|1", "a=a,b|a,b" })
	void readsAsBrowsersDo(String field, String value) {
		assertThat(Cookies.parse(field).get("a")).isEqualTo(value);
	}

	@Test
	void takesAPartWithoutEqualsSignForAValueWithoutName() {
		assertThat(Cookies.parse("abc; def=1; =x")).containsExactlyInAnyOrderEntriesOf(Map.of("", "x", "def", "1"));
	}

	@Test
	void readsRawUtf8() {
		String field = new String("a=é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

		assertThat(Cookies.parse(field)).containsEntry("a", "é");
	}

	// https://nvd.nist.gov/vuln/detail/CVE-2024-52804: the original was quadratic here
	@Test
	@Timeout(5)
	void unquotesInLinearTime() {
		String escapes = "\\\"".repeat(2_000_000);

		assertThat(Cookies.parse("a=\"" + escapes + "\"").get("a")).hasSize(2_000_000);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "x|x", "~~|~~", "d=e|\"d=e\"", "a;b|\"a\\073b\"", "a,b|\"a\\054b\"", "a\"b|\"a\\\"b\"",
					"a\\b|\"a\\\\b\"", "é|\"\\303\\251\"", "2:a.b-c_d|2:a.b-c_d", "\u007f|\"\\177\"" })
	void quotesValues(String value, String rendered) {
		assertThat(Cookies.render("c", value, CookieAttributes.DEFAULTS)).isEqualTo("c=" + rendered + "; Path=/");
		assertThat(Cookies.parse("c=" + rendered)).containsEntry("c", value);
	}

	@Test
	void rendersAttributesInTornadosOrder() {
		CookieAttributes attributes = CookieAttributes.DEFAULTS.withDomain("example.com")
			.withPath("/p")
			.withExpires(Instant.parse("1994-11-06T08:49:37Z"))
			.withMaxAge(Duration.ofHours(1))
			.withSecure(true)
			.withHttpOnly(true)
			.withSameSite(CookieAttributes.SameSite.LAX);

		assertThat(Cookies.render("c", "v", attributes))
			.isEqualTo("c=v; Domain=example.com; expires=Sun, 06 Nov 1994 08:49:37 GMT; HttpOnly; "
					+ "Max-Age=3600; Path=/p; SameSite=Lax; Secure");
	}

	@Test
	void leavesOutThePathWhenAsked() {
		assertThat(Cookies.render("c", "v", CookieAttributes.DEFAULTS.withPath(null))).isEqualTo("c=v");
	}

	@Test
	void leavesOutSameSiteWhenAsked() {
		CookieAttributes attributes = CookieAttributes.DEFAULTS.withSameSite(CookieAttributes.SameSite.OMITTED);

		assertThat(Cookies.render("c", "v", attributes)).isEqualTo("c=v; Path=/");
	}

	@Test
	void takesFromOthersOnlyWhatItDoesNotSay() {
		CookieAttributes others = new CookieAttributes("d", "/p", Instant.EPOCH, Duration.ZERO, true, true,
				CookieAttributes.SameSite.LAX);

		assertThat(CookieAttributes.DEFAULTS.or(others))
			.isEqualTo(new CookieAttributes(null, "/", null, null, true, true, CookieAttributes.SameSite.LAX));
		CookieAttributes said = CookieAttributes.DEFAULTS.withSecure(false)
			.withHttpOnly(false)
			.withSameSite(CookieAttributes.SameSite.OMITTED);
		assertThat(said.or(others)).isEqualTo(said);
	}

	@Test
	void refusesWhatBrowsersDrop() {
		String longest = "v".repeat(Cookies.MAX_LENGTH - 1);

		assertThat(Cookies.render("c", longest, CookieAttributes.DEFAULTS)).hasSize(Cookies.MAX_LENGTH + 9);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Cookies.render("c", longest + "v", CookieAttributes.DEFAULTS))
			.withMessageContaining("Browsers drop the cookie c");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Cookies.render("c", longest.substring(2) + "\"", CookieAttributes.DEFAULTS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a\r\nSet-Cookie: x=y", "\u0000", "a\tb" })
	void refusesControlCharactersAndSpacesInValues(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> Cookies.render("c", value, CookieAttributes.DEFAULTS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a=b", "a;b", "a\r\n", "é", "a:b", "\"a\"" })
	void refusesNamesThatAreNoTokens(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> Cookies.render(name, "v", CookieAttributes.DEFAULTS));
	}

	// https://github.com/advisories/GHSA-78cv-mqj4-43f7: attributes injected through
	// others
	@ParameterizedTest
	@ValueSource(strings = { "example.com; Secure", "a b", "a\r\nb", "a\u007f", "é" })
	void refusesAttributesThatEndEarly(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CookieAttributes.DEFAULTS.withDomain(text));
		assertThatIllegalArgumentException().isThrownBy(() -> CookieAttributes.DEFAULTS.withPath(text));
	}

}
