package io.jtornado.http;

import java.time.Instant;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HTTPDateTests {

	private static final long NOW = Instant.parse("2026-06-15T12:00:00Z").toEpochMilli();

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "784111777000 | Sun, 06 Nov 1994 08:49:37 GMT", "0 | Thu, 01 Jan 1970 00:00:00 GMT",
					"1709164800000 | Thu, 29 Feb 2024 00:00:00 GMT", "-1000 | Wed, 31 Dec 1969 23:59:59 GMT" })
	void writesAndReadsTheSame(long epochMillis, String text) {
		assertThat(HTTPDate.format(epochMillis)).isEqualTo(text);
		assertThat(HTTPDate.parse(text, NOW)).hasValue(epochMillis);
	}

	// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
	@ParameterizedTest
	@ValueSource(
			strings = { "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994" })
	void readsTheThreeForms(String text) {
		assertThat(HTTPDate.parse(text, NOW)).hasValue(784_111_777_000L);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Wednesday, 01-Jan-70 00:00:00 GMT | 2070-01-01T00:00:00Z",
					"Tuesday, 31-Dec-75 00:00:00 GMT | 2075-12-31T00:00:00Z",
					"Monday, 15-Jun-76 12:00:00 GMT | 2076-06-15T12:00:00Z",
					"Tuesday, 15-Jun-76 12:00:01 GMT | 1976-06-15T12:00:01Z",
					"Friday, 31-Dec-99 23:59:59 GMT | 1999-12-31T23:59:59Z",
					"Wednesday, 01-Jan-25 00:00:00 GMT | 2025-01-01T00:00:00Z",
					"Saturday, 29-Feb-20 00:00:00 GMT | 2020-02-29T00:00:00Z" })
	void takesAYearOfTwoDigitsForOneAtMostFiftyYearsAhead(String text, Instant moment) {
		assertThat(HTTPDate.parse(text, NOW)).hasValue(moment.toEpochMilli());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Sat, 31 Dec 2016 23:59:60 GMT | 2017-01-01T00:00:00Z",
			"Sat Dec 31 23:59:60 2016 | 2017-01-01T00:00:00Z", "Thu Dec  1 00:00:00 2016 | 2016-12-01T00:00:00Z" })
	void knowsLeapSecondsAndPaddedDays(String text, Instant moment) {
		assertThat(HTTPDate.parse(text, NOW)).hasValue(moment.toEpochMilli());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
			"Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 24:49:37 GMT",
			"Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT", "784111777",
			"Fri, 31 Feb 2024 00:00:00 GMT", "Thu, 31 Feb 2024 00:00:00 GMT", "sun, 06 Nov 1994 08:49:37 GMT",
			"Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 ovD 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 gmt",
			"Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov +994 08:49:37 GMT",
			"Sun, 06 Nov 1994 08-49-37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
			"Sunday, 06 Nov 1994 08:49:37 GMT", "Monday, 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 ",
			"Sun Nov 6 08:49:37 1994", "Sun Nov 06 08:49:37 94", "Mon Nov  6 08:49:37 1994",
			"Sun Nov  6 08:49:37 1994 GMT", "Sun Nov   6 8:49:37 1994", ",,,,,,,,,,,,,,,,,,,,,,,,,", ",", "Sun",
			"Sun, 06 Nov 1994 08:49:3\u0667 GMT", "0, 06 Nov 1994 08:49:37 GMT" })
	void readsNothingElse(String text) {
		assertThat(HTTPDate.parse(text, NOW)).isEmpty();
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
