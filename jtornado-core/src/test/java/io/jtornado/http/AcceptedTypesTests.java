package io.jtornado.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptedTypesTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

	private static String best(String accept) {
		return AcceptedTypes.of(accept).best("text/html", "application/json", "text/plain");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { "*/*|text/html", "''|text/html", "' '|text/html",
			"text/plain|text/plain", "application/json|application/json", "TEXT/Plain|text/plain", "text/*|text/html",
			"application/*|application/json", "image/png|-", "text/html;q=0|-",
			"text/html;q=0.5, application/json|application/json", "text/html;q=0.5, application/json;q=0.4|text/html",
			"application/json, text/plain, */*|application/json", "*/*, text/plain|text/plain",
			"text/html, application/json|text/html", "application/json, text/html|text/html",
			"text/*;q=0.3, text/html;q=0.7, */*;q=0.5|text/html", "text/html;q=0, text/*|text/plain",
			"*/*, text/html;q=0|application/json", "application/json; q=0.9 , text/plain ;q=1.000|text/plain",
			"application/json;Q=1,*/*;Q=0.1|application/json",
			"text/plain;format=flowed, text/plain;q=0.1, text/html;q=0.5|text/html",
			"application/json;a=\"x,y;q=0\", text/html;q=0.1|application/json",
			"application/json;a=\"x,y;q=0\"|application/json", "text/plain;a=\"\\\",text/html\"|text/plain",
			"text/html;q=0.999, text/plain;q=1|text/plain",
			"text/html;level=1;q=0.2;ext=3, text/plain;q=0.3|text/plain", "*/*;q=0|-" })
	void takesWhatTheClientLikesBest(String accept, String type) {
		assertThat(best(accept)).isEqualTo(type);
	}

	/** The examples of RFC 9110, and what people send. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { "text/plain;format=flowed, text/html;q=0.1|text/plain",
			"text/html;level=1, text/html;q=0.3, text/plain;q=0.5|text/plain", "text/html;level=1;q=0, */*|text/html",
			"text/*;q=0.3, text/plain;format=flowed, */*;q=0.5|text/plain",
			"application/json;odata=verbose|application/json", "text/html;level=1;q=0|-",
			"application/json;odata=verbose;q=0.2, text/plain;format=flowed;q=0.1|application/json",
			"image/png, text/plain;format=flowed|text/plain", "text/plain;format=flowed, text/*;q=0|text/plain",
			"application/json;charset=utf-8, */*|application/json",
			"application/json; charset=\"UTF-8\" ;q=0.9, text/html;q=0.8|application/json",
			"application/json;charset=utf-8;odata=verbose, text/html;q=0.1|application/json",
			"application/json;charset=latin1, */*|application/json",
			"application/json; charset=utf8, */*|application/json",
			"application/json;odata=verbose, */*;q=0.1|application/json",
			"application/json;version=2, text/html;q=0.5|application/json",
			"text/html;level=1;q=0.1, application/json;q=0.2, text/html;level=2;q=0.3|text/html",
			"application/json;a=b;q=0, application/json;a=c, */*;q=0.1|application/json",
			"text/plain;, text/html;q=0.5|text/plain" })
	void countsRangesWithParametersBeforeWildcards(String accept, String type) {
		assertThat(best(accept)).isEqualTo(type);
	}

	@Test
	void knowsWhatIsRefused() {
		AcceptedTypes accepted = AcceptedTypes.of("text/plain;q=0, text/html;a=b;q=0, image/*;q=0, image/png");

		assertThat(accepted.refuses("text/plain")).isTrue();
		assertThat(accepted.refuses("image/gif")).isTrue();
		assertThat(accepted.refuses("image/png")).isFalse();
		assertThat(accepted.refuses("text/html")).isFalse();
		assertThat(accepted.refuses("text/css")).isFalse();
		assertThat(AcceptedTypes.of(null).refuses("text/css")).isFalse();
	}

	@Test
	void takesTheFirstForWhoSaysNothing() {
		assertThat(best(null)).isEqualTo("text/html");
		assertThat(best(BROWSER)).isEqualTo("text/html");
		assertThat(AcceptedTypes.of(BROWSER).best("application/json", "text/html")).isEqualTo("text/html");
	}

	/** What is malformed is not there; alone, it is as if there were no field. */
	@ParameterizedTest
	@ValueSource(strings = { "text", "/", "text/", "/plain", "*", "*/plain", "text /plain", "text/plain/x", ",,;,",
			"text/plain;q=", "text/plain;q=2", "text/plain;q=1.001", "text/plain;q=0.1234", "text/plain;q=-1",
			"text/plain;q=.5", "text/plain;q=\"1\"", "text/plain;q=0.५", "te\"xt/plain", "\"" })
	void passesOverWhatIsMalformed(String accept) {
		assertThat(AcceptedTypes.of(accept).names("text/plain")).isFalse();
		assertThat(best(accept)).isEqualTo("text/html");
		assertThat(best("text/plain, " + accept)).isEqualTo("text/plain");
	}

	@Test
	void knowsWhatIsNamed() {
		assertThat(AcceptedTypes.of("text/html;q=0.1").names("text/html")).isTrue();
		assertThat(AcceptedTypes.of("text/*").names("text/html")).isTrue();
		assertThat(AcceptedTypes.of("*/*").names("text/html")).isFalse();
		assertThat(AcceptedTypes.of("text/html;level=1").names("text/html")).isTrue();
		assertThat(AcceptedTypes.of("text/html;level=1, */*").names("text/html")).isTrue();
		assertThat(AcceptedTypes.of("*/*, text/html;q=0").names("text/html")).isFalse();
		assertThat(AcceptedTypes.of(null).names("text/html")).isFalse();
	}

	@Test
	void looksAtNoMoreThanAHundredRanges() {
		assertThat(best("image/png,".repeat(99) + "text/plain")).isEqualTo("text/plain");
		assertThat(best("image/png,".repeat(100) + "text/plain")).isNull();
	}

}
