package io.jtornado.http;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HTTPDateTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "784111777000 | Sun, 06 Nov 1994 08:49:37 GMT", "0 | Thu, 01 Jan 1970 00:00:00 GMT",
					"1709164800000 | Thu, 29 Feb 2024 00:00:00 GMT", "-1000 | Wed, 31 Dec 1969 23:59:59 GMT" })
	void writesAndReadsTheSame(long epochMillis, String text) {
		assertThat(HTTPDate.format(epochMillis)).isEqualTo(text);
		assertThat(HTTPDate.parse(text)).hasValue(epochMillis);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
			"Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 24:49:37 GMT",
			"Sun, 06 Nov 1994 08:49:37 GMT ", "784111777", "Fri, 31 Feb 2024 00:00:00 GMT" })
	void readsNothingElse(String text) {
		assertThat(HTTPDate.parse(text)).isEmpty();
	}

	@Test
	void writesEnglishWhateverTheLocale() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

			assertThat(HTTPDate.format(784_111_777_000L)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
		}
		finally {
			Locale.setDefault(before);
		}
	}

}
