package io.jtornado.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestTargetTests {

	@ParameterizedTest
	@CsvSource({ "GET, /, /", "GET, /a?b, /a?b", "GET, //a/b, //a/b", "OPTIONS, *, *", "OPTIONS, /, /",
			"GET, /http://a/, /http://a/", "GET, /../%2e%2e/%zz, /../%2e%2e/%zz" })
	void readsOriginAndAsteriskForm(String method, String target, String uri) {
		RequestTarget read = RequestTarget.of(method, target);

		assertThat(read.uri()).isEqualTo(uri);
		assertThat(read.authority()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "GET, http://a, /, a", "GET, http://a/, /, a", "GET, HTTP://A:80/b?c, /b?c, A:80",
			"GET, https://a?b, /?b, a", "GET, http://[::1]:8/x, /x, [::1]:8", "OPTIONS, http://a, *, a",
			"OPTIONS, http://a/, /, a", "OPTIONS, http://a?b, /?b, a", "GET, http://a//b, //b, a" })
	void readsAbsoluteForm(String method, String target, String uri, String authority) {
		RequestTarget read = RequestTarget.of(method, target);

		assertThat(read.uri()).isEqualTo(uri);
		assertThat(read.authority()).isEqualTo(authority);
	}

	@ParameterizedTest
	@CsvSource({ "https://a, true", "HttpS://a:443/, true", "http://a/https://b, false", "/https://a, false" })
	void tellsWhichSchemeIsMeant(String target, boolean https) {
		assertThat(RequestTarget.of("GET", target).https()).isEqualTo(https);
	}

	@ParameterizedTest
	@CsvSource({ "GET, *", "options, *", "OPTIONS, **", "OPTIONS, *?a", "GET, a", "GET, a:80", "GET, ?a", "GET, \\a",
			"GET, %2f", "GET, .", "GET, http:", "GET, http:/a", "GET, http://", "GET, http:///a", "GET, http://?a",
			"GET, http://:80/", "GET, http://u@a/", "GET, http://a:x/", "GET, http://a\\b/", "GET, http://[::1/",
			"GET, ftp://a/", "GET, ws://a/", "GET, javascript:x", "GET, http//a/", "GET, https:a" })
	void refusesOtherForms(String method, String target) {
		assertThatExceptionOfType(HTTPInputException.class).isThrownBy(() -> RequestTarget.of(method, target))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(Refusal.TARGET));
	}

	@ParameterizedTest
	@CsvSource({ "a:443", "/", "/a", "*", "http://a/" })
	void refusesConnectAndTraceWithEveryTarget(String target) {
		assertThatExceptionOfType(HTTPInputException.class).isThrownBy(() -> RequestTarget.of("TRACE", target))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(Refusal.METHOD_UNSUPPORTED));
		assertThatExceptionOfType(HTTPInputException.class).isThrownBy(() -> RequestTarget.of("CONNECT", target))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(Refusal.METHOD_UNSUPPORTED));
	}

}
