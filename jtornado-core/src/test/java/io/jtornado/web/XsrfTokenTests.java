package io.jtornado.web;

import java.util.HexFormat;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class XsrfTokenTests {

	private static final String PLAIN = "000102030405060708090a0b0c0d0e0f";

	private static final String MASKED = "2|a1b2c3d4|a1b3c1d7a5b7c5d3a9bbc9dfadbfcddb|1300000000";

	@Test
	void masksAsTornadoDoes() {
		XsrfToken token = new XsrfToken(HexFormat.of().parseHex(PLAIN), 1300000000);

		assertThat(token.masked(HexFormat.of().parseHex("a1b2c3d4"))).isEqualTo(MASKED);
	}

	@Test
	void isTheSameInBothVersionsAndUnderEveryMask() {
		XsrfToken token = XsrfToken.parse(PLAIN, 7);

		assertThat(XsrfToken.parse(MASKED, 0).matches(token)).isTrue();
		assertThat(XsrfToken.parse(token.masked(new byte[] { 1, 2, 3, 4 }), 0).matches(token)).isTrue();
		assertThat(XsrfToken.parse(MASKED.toUpperCase(Locale.ROOT), 0).matches(token)).isTrue();
		assertThat(token.masked(new byte[4])).isEqualTo("2|00000000|" + PLAIN + "|7");
	}

	@Test
	void keepsItsTime() {
		assertThat(XsrfToken.parse(MASKED, 5).masked(new byte[4])).endsWith("|1300000000");
	}

	@Test
	void takesAnythingWithoutAVersionForAToken() {
		assertThat(XsrfToken.parse("deadbeef", 0).matches(XsrfToken.parse("DEADBEEF", 0))).isTrue();
		assertThat(XsrfToken.parse("xyz", 0).matches(XsrfToken.parse("xyz", 0))).isTrue();
		assertThat(XsrfToken.parse("abc", 0).matches(XsrfToken.parse("abcd", 0))).isFalse();
		assertThat(XsrfToken.parse("0|\u00e9", 0).matches(XsrfToken.parse("0|\u00e9", 0))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1|a", "3|a1b2c3d4|00|0", "2|", "2||||", "2|a1b2c3d4||0", "2|a1b2c3|00|0",
			"2|a1b2c3d4e5|00|0", "2|a1b2c3d4|0|0", "2|a1b2c3d4|0g|0", "2|a1b2c3d4|00|", "2|a1b2c3d4|00|x",
			"2|a1b2c3d4|00|0|", "2|a1b2c3d4|00|0\n", "2|a1b2c3d4|00|99999999999999999", "2|a1b2c3d4|00|\u0661",
			"2|\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661|00|0", "999999999999999999999|" })
	void readsNothingOutOfNonsense(String text) {
		assertThat(XsrfToken.parse(text, 0)).isNull();
	}

	@Test
	void isBounded() {
		String mask = "2|a1b2c3d4|";
		for (String octet : new String[] { "ab", "z", "|" }) {
			assertThat(XsrfToken.parse(octet.repeat(XsrfToken.MAX_OCTETS), 0)).isNotNull();
			assertThat(XsrfToken.parse(octet.repeat(XsrfToken.MAX_OCTETS + 1), 0)).isNull();
		}
		assertThat(XsrfToken.parse("\u00e9".repeat(XsrfToken.MAX_OCTETS / 2), 0)).isNotNull();
		assertThat(XsrfToken.parse("\u00e9".repeat(XsrfToken.MAX_OCTETS / 2 + 1), 0)).isNull();
		assertThat(XsrfToken.parse(mask + "00".repeat(XsrfToken.MAX_OCTETS) + "|9999999999999999", 0)).isNotNull();
		assertThat(XsrfToken.parse(mask + "00".repeat(XsrfToken.MAX_OCTETS + 1) + "|0", 0)).isNull();
		assertThat(XsrfToken.parse("a".repeat(1_000_000), 0)).isNull();
	}

	/** A cookie of somebody else that counts must not make tokens that do not. */
	@ParameterizedTest
	@ValueSource(strings = { "ab", "a", "z", "\u00e9", "\u20ac", "\ud83d\ude00", "\ud800", "|", "2" })
	void isReadAsItWasWrittenWhateverItsLength(String part) {
		byte[] mask = { 1, -1, 0, 127 };
		int read = 0;
		for (int i = 1; i <= 300; i++) {
			XsrfToken token = XsrfToken.parse(part.repeat(i), 9_999_999_999_999_999L);
			if (token != null) {
				XsrfToken again = XsrfToken.parse(token.masked(mask), 0);
				assertThat(again).as("%s * %d", part, i).isNotNull();
				assertThat(again.matches(token)).isTrue();
				read++;
			}
		}
		assertThat(read).isBetween(XsrfToken.MAX_OCTETS / 4, 2 * XsrfToken.MAX_OCTETS);
	}

}
