package io.jtornado.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptLanguageTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			de | de
			da, en-gb;q=0.8, en;q=0.7 | da, en-gb, en
			en;q=0.7, en-gb;q=0.8, da | da, en-gb, en
			en;q=0.5, de;q=0.5, fr;q=0.51 | fr, en, de
			de ; q=0.2 , *;Q=0.1 | de, *
			en;q=1.000, de;q=0.999, fr;q=1. | en, fr, de
			en;q=0, de;q=0.0, fr;q=0.000, it | it
			,, de,, | de
			zh-Hant-TW, sl-1994, x-own | zh-Hant-TW, sl-1994, x-own
			de, de;q=0.1 | de, de
			""")
	void putsTheBestFirst(String field, String ranges) {
		assertThat(AcceptLanguage.of(field).toString()).isEqualTo(ranges);
	}

	// as in Tornado, what is no language is no reason to refuse anybody
	@ParameterizedTest
	@ValueSource(strings = { "de;q=2", "de;q=-1", "de;q=1.001", "de;q=0.1234", "de;q=.5", "de;q=", "de;q", "de;",
			"de;;", "de;q=0x1", "de;q=1e0", "de;q=0,5", "de;q=nan", "de;level=1", "de;q=0.5;q=0.6", "de q=1",
			"abcdefghi", "de-abcdefghi", "de-", "-de", "de--at", "1de", "de_AT", "*-CH", "**", "dé", "d\te", "\"de\"",
			"de\0", "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v-w-x-y-z-a-b-c-d-e-f-g" })
	void passesOverWhatFollowsNoGrammar(String junk) {
		assertThat(AcceptLanguage.of(junk + ", en").ranges()).containsExactly("en");
		assertThat(AcceptLanguage.of("en;q=0.1," + junk).ranges()).containsExactly("en");
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { ",", " ", ";", "q=1" })
	void wantsNothing(String field) {
		AcceptLanguage languages = AcceptLanguage.of(field);

		assertThat(languages.ranges()).isEmpty();
		assertThat(languages.choose(List.of("en"))).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			fr | fr
			FR | fr
			fr-CA | fr
			fr-CA-x-own | fr
			pt | pt-BR
			pt-PT | -
			pt-BR-x-a | pt-BR
			zh-Hant-TW | zh-Hant
			zh | zh-Hant
			es | -
			es, fr;q=0.1 | fr
			f | -
			fra | -
			e | -
			* | en
			es, *;q=0.1 | en
			*, en;q=0.1 | fr
			en;q=0, * | fr
			en;q=0.0, fr;q=0, *;q=0.5 | pt-BR
			pt;q=0, pt-BR | pt-BR
			pt-BR;q=0, pt | -
			en;q=0, en-GB | -
			*;q=0, fr | fr
			""")
	void choosesWhatIsWantedMost(String field, String chosen) {
		assertThat(AcceptLanguage.of(field).choose(List.of("en", "fr", "pt-BR", "zh-Hant"))).isEqualTo(chosen);
	}

	@Test
	void takesTheServersOrderAmongEquals() {
		assertThat(AcceptLanguage.of("de").choose(List.of("de-CH", "de-AT"))).isEqualTo("de-CH");
		assertThat(AcceptLanguage.of("de-AT").choose(List.of("de-CH", "de-AT"))).isEqualTo("de-AT");
		assertThat(AcceptLanguage.of("de").choose(List.of("de-CH", "de"))).isEqualTo("de");
		assertThat(AcceptLanguage.of("de").choose(List.of())).isNull();
	}

	@Test
	void keepsNoMoreThanItsBound() {
		assertThat(AcceptLanguage.of("de,".repeat(10_000)).ranges()).hasSize(AcceptLanguage.MAX_RANGES);
		assertThat(AcceptLanguage.of("1,".repeat(10_000) + "de").ranges()).containsExactly("de");
	}

}
