package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Utf8CheckTests {

	@Test
	void acceptsAllCharactersAtEverySplit() {
		byte[] text = "aé€𝄞\u0000\u07ff\u0800\uffff\ud800\udc00\udbff\udfff and so on, in ASCII"
			.getBytes(StandardCharsets.UTF_8);
		for (int split = 0; split <= text.length; split++) {
			Utf8Check check = new Utf8Check();

			assertThat(check.accept(text, 0, split) && check.accept(text, split, text.length)).isTrue();
			assertThat(check.complete()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "80, 1", "c0, 1", "c1, 1", "e080, 2", "eda0, 2", "f080, 2", "f490, 2", "f5, 1", "ff, 1", "c328, 2",
			"e28228, 3", "6162636465666768ff, 9" })
	void findsTheFirstOctetThatIsWrong(String hex, int length) {
		byte[] octets = HexFormat.of().parseHex(hex);

		assertThat(new Utf8Check().accept(octets, 0, length - 1)).isTrue();
		assertThat(new Utf8Check().accept(octets, 0, length)).isFalse();
	}

	@Test
	void knowsWhetherACharacterIsHalf() {
		Utf8Check check = new Utf8Check();

		assertThat(check.accept(new byte[] { (byte) 0xe2, (byte) 0x82 }, 0, 2)).isTrue();
		assertThat(check.complete()).isFalse();
	}

	@Test
	void agreesWithTheDecoderOfTheJdk() {
		Random random = new Random(39);
		byte[] alphabet = HexFormat.of().parseHex("61c3a9e282acf09d849eeda0f490c08080bf");
		int valid = 0;
		for (int i = 0; i < 200_000; i++) {
			byte[] octets = new byte[1 + random.nextInt(12)];
			for (int j = 0; j < octets.length; j++) {
				octets[j] = alphabet[random.nextInt(alphabet.length)];
			}
			boolean decodes = decodes(octets);
			valid += decodes ? 1 : 0;
			assertThat(Utf8Check.isValid(octets, 0, octets.length)).as(HexFormat.of().formatHex(octets))
				.isEqualTo(decodes);
		}
		assertThat(valid).isPositive();
	}

	private static boolean decodes(byte[] octets) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
