package io.jtornado.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PercentEncodingTests {

	@ParameterizedTest
	@CsvSource({ "plain, plain, plain", "a+b, a+b, a b", "a%20b, a b, a b", "a%2Bb, a+b, a+b", "a%2Fb, a/b, a/b",
			"%C3%A9, é, é", "%c3%a9, é, é", "%zz, %zz, %zz", "100%, 100%, 100%", "%2, %2, %2", "%%41, %A, %A",
			"%252F, %2F, %2F", "'', '', ''" })
	void decodesEscapesAndOnlyInFormsPlusSigns(String raw, String inPath, String inForm) {
		assertThat(PercentEncoding.decodePath(raw)).isEqualTo(inPath);
		assertThat(PercentEncoding.decodeForm(raw)).isEqualTo(inForm);
	}

	@Test
	void decodesRawBytesAsUtf8() {
		String raw = new String("é€".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

		assertThat(PercentEncoding.decodePath(raw)).isEqualTo("é€");
	}

	@Test
	void leavesTextThatIsDecodedAlready() {
		assertThat(PercentEncoding.decodePath("€%20")).isEqualTo("€ ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%E9", "%C3", "%C0%AF", "%ED%A0%80", "%F5%80%80%80", "\u00e9" })
	void refusesBytesThatAreNotUtf8(String raw) {
		assertThatExceptionOfType(MalformedEncodingException.class).isThrownBy(() -> PercentEncoding.decodePath(raw));
	}

	@ParameterizedTest
	@CsvSource({ "a b, a%20b", "a/b, a/b", "a+b, a%2Bb", "é, %C3%A9", "~_.-, ~_.-", "?#%, %3F%23%25", "//x, //x" })
	void encodesForPaths(String text, String encoded) {
		assertThat(PercentEncoding.encodePath(text)).isEqualTo(encoded);
		assertThat(PercentEncoding.decodePath(encoded)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "https://example.com/a?b=c%20#d, https://example.com/a?b=c%20#d", "/a b, /a%20b", "/é, /%C3%A9",
			"/\u007f, /%7F" })
	void encodesOnlyWhatMayNotStandInAUrl(String url, String encoded) {
		assertThat(PercentEncoding.encodeUrl(url)).isEqualTo(encoded);
	}

}
