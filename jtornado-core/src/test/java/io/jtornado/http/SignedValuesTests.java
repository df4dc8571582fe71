package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SignedValuesTests {

	private static final String SECRET = "It's a secret to everybody";

	private static final Instant NOW = Instant.ofEpochSecond(1300000000);

	// The vectors of Tornado's own tests.
	private static final String VERSION_1 = "dmFsdWU=|1300000000|31c934969f53e48164c50768b40cbd7e2daaaa4f";

	private static final String VERSION_2 = "2|1:0|10:1300000000|3:key|8:dmFsdWU=|"
			+ "3d4e60b996ff9c5d5788e333a0cba6f238a22c6c0f94788870e1a9ecd482e152";

	private static final Map<Integer, String> SECRETS = Map.of(0, "asdfbasdf", 1, "12312312", 2, "2342342");

	private static final String OF_KEY_1 = "2|1:1|10:1300000000|3:key|4:6Q==|"
			+ "75fed969da3a9a9d3f1a48f2e97dbc8a875c97fec091ae0b07c176494da223fc";

	private final SignedValues values = SignedValues.of(SECRET);

	private final SignedValues legacy = this.values.withMinVersion(1);

	private static String read(SignedValues values, String name, String text) {
		SignedValue value = values.verify(name, text, SignedValues.MAX_AGE, NOW);
		return (value != null) ? value.text() : null;
	}

	@Test
	void signsAsTornadoDoes() {
		assertThat(this.values.sign("key", "value", NOW)).isEqualTo(VERSION_2);
		assertThat(SignedValues.of(SECRETS, 1).sign("key", new byte[] { (byte) 0xe9 }, NOW)).isEqualTo(OF_KEY_1);
	}

	@Test
	void readsWhatTornadoHasSigned() {
		SignedValue value = this.values.verify("key", VERSION_2, SignedValues.MAX_AGE, NOW);

		assertThat(value.text()).isEqualTo("value");
		assertThat(value.bytes()).asString().isEqualTo("value");
		assertThat(value.signedAt()).isEqualTo(NOW);
		assertThat(value.keyVersion()).isZero();
	}

	@Test
	void readsBytesThatAreNoText() {
		SignedValue value = SignedValues.of(SECRETS, 2).verify("key", OF_KEY_1, SignedValues.MAX_AGE, NOW);

		assertThat(value.bytes()).containsExactly(0xe9);
		assertThat(value.text()).isNull();
		assertThat(value.keyVersion()).isOne();
	}

	@Test
	void readsVersionOneOnlyWhenAsked() {
		assertThat(read(this.legacy, "key", VERSION_1)).isEqualTo("value");
		assertThat(read(this.legacy, "key", VERSION_2)).isEqualTo("value");
		assertThat(read(this.values, "key", VERSION_1)).isNull();
		assertThat(this.legacy.sign("key", "value", NOW)).isEqualTo(VERSION_2);
	}

	@ParameterizedTest
	@ValueSource(strings = { VERSION_1, VERSION_2 })
	void countsUnderItsNameAndSecretAlone(String text) {
		assertThat(read(this.legacy, "other", text)).isNull();
		assertThat(read(this.legacy, "keyd", text)).isNull();
		assertThat(read(this.legacy, "", text)).isNull();
		assertThat(read(SignedValues.of("another").withMinVersion(1), "key", text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { VERSION_1, VERSION_2 })
	void countsForAsLongAsIsAsked(String text) {
		Duration hour = Duration.ofHours(1);

		assertThat(this.legacy.verify("key", text, hour, NOW.plus(hour))).isNotNull();
		assertThat(this.legacy.verify("key", text, hour, NOW.plus(hour).plusMillis(1))).isNull();
		assertThat(this.legacy.verify("key", text, SignedValues.MAX_AGE, NOW.plus(Duration.ofDays(31)))).isNotNull();
		assertThat(this.legacy.verify("key", text, SignedValues.MAX_AGE, NOW.plus(Duration.ofDays(32)))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { VERSION_1, VERSION_2 })
	void refusesEveryChangeOfACharacterAndEveryCut(String text) {
		for (int i = 0; i < text.length(); i++) {
			for (char other : "0129af:|=+Z \u00e9".toCharArray()) {
				String changed = text.substring(0, i) + other + text.substring(i + 1);
				if (!changed.equals(text)) {
					assertThat(read(this.legacy, "key", changed)).as(changed).isNull();
				}
			}
			assertThat(read(this.legacy, "key", text.substring(0, i))).isNull();
			assertThat(read(this.legacy, "key", text.substring(0, i) + text.substring(i + 1))).isNull();
		}
		assertThat(read(this.legacy, "key", text + "0")).isNull();
		assertThat(read(this.legacy, "key", text + "|")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "|", "||", "|||", "2", "2|", "2||", "2|1", "2|1:", "2|1:0", "2|1:0|", "2|:0|", "2|0:|",
			"2|1:0|10:1300000000|3:key|8:dmFsdWU=|", "2|-1:0|", "2|+1:0|10:1300000000|3:key|8:dmFsdWU=|0",
			"2|99999999999999999999:0|", "2|2147483647:0|", "2|9999999999999999:0|", "2|1:\u0661|10:1300000000|",
			"2|01:0|10:1300000000|3:key|8:dmFsdWU=|0", "2|11:99999999999|10:1300000000|3:key|8:dmFsdWU=|0",
			"3|1:0|10:1300000000|3:key|8:dmFsdWU=|0", "0|a|b", "999|a|b", "1000|a|b", "1|a|b", "=|1300000000|0",
			"a|99999999999999999999999|b", "a|-1|b", "\u0000\u0000|\u0000|\u0000", "\ud800|\udc00|\ud800" })
	void readsNothingOutOfNonsense(String text) {
		assertThat(read(this.legacy, "key", text)).isNull();
		assertThat(read(SignedValues.of(SECRETS, 0), "key", text)).isNull();
	}

	@Test
	void readsNothingThatIsSignedButNoBase64OrNoTime() throws GeneralSecurityException {
		for (String fields : new String[] { "10:1300000000|3:key|4:%%%%|", "1:x|3:key|8:dmFsdWU=|",
				"17:99999999999999999|3:key|8:dmFsdWU=|" }) {
			String signed = "2|1:0|" + fields;
			assertThat(read(this.values, "key", signed + mac("HmacSHA256", signed))).as(fields).isNull();
		}
		assertThat(read(this.legacy, "key", "%|1300000000|" + mac("HmacSHA1", "key%1300000000"))).isNull();
	}

	@Test
	void takesTimesFarAhead() throws GeneralSecurityException {
		String signed = "2|1:0|16:9999999999999999|3:key|8:dmFsdWU=|";

		assertThat(read(this.values, "key", signed + mac("HmacSHA256", signed))).isEqualTo("value");
	}

	// Tornado's release notes of 1.0.1: nothing stands between the parts that are signed
	@Test
	void refusesVersionOneWithDigitsMovedFromValueToTime() throws GeneralSecurityException {
		String signature = mac("HmacSHA1", "key" + "MTIzNDU2" + "Nzg0" + "1300000000");

		assertThat(read(this.legacy, "key", "MTIzNDU2Nzg0|1300000000|" + signature)).isEqualTo("123456784");
		assertThat(read(this.legacy, "key", "MTIzNDU2Nzg|01300000000|" + signature)).isNull();
		assertThat(read(this.legacy, "keyM", "TIzNDU2Nzg0|1300000000|" + signature)).isNull();
		String moved = mac("HmacSHA1", "keyabcd12341300000000");
		assertThat(read(this.legacy, "key", "abcd|12341300000000|" + moved)).isNull();
		assertThat(read(this.legacy, "key", "abcd1234130000|0000|" + moved)).isNull();
	}

	private static String mac(String algorithm, String text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance(algorithm);
		mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), algorithm));
		return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void goesOnReadingWhenTheKeyIsReplaced() {
		String old = SignedValues.of(SECRETS, 0).sign("key", "value", NOW);
		SignedValues rotated = SignedValues.of(SECRETS, 2);

		assertThat(read(rotated, "key", old)).isEqualTo("value");
		assertThat(rotated.verify("key", rotated.sign("key", "", NOW), SignedValues.MAX_AGE, NOW).keyVersion())
			.isEqualTo(2);
		assertThat(read(SignedValues.of(Map.of(2, "2342342"), 2), "key", old)).isNull();
		assertThat(read(SignedValues.of(Map.of(0, "another", 2, "2342342"), 2), "key", old)).isNull();
	}

	@Test
	void verifiesWithTheOnlySecretWhateverKeyIsNamed() {
		String ofKeyTwo = SignedValues.of(SECRETS, 2).sign("key", "value", NOW);

		assertThat(SignedValues.of("2342342").verify("key", ofKeyTwo, SignedValues.MAX_AGE, NOW).keyVersion())
			.isEqualTo(2);
		assertThat(read(SignedValues.of("asdfbasdf"), "key", ofKeyTwo)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "key,''", "'',value", "n\u00e4me,\u00e9\u20ac\ud83d\ude00", "a|b:c,'2|1:0|'" })
	void givesBackWhatItGot(String name, String value) {
		String text = this.values.sign(name, value, NOW);

		assertThat(read(this.values, name, text)).isEqualTo(value);
	}

	@Test
	void countsUtf8BytesOfNames() {
		assertThat(this.values.sign("\u00e9", "", NOW)).startsWith("2|1:0|10:1300000000|2:\u00e9|0:|");
	}

	@Test
	void boundsWhatItSignsAndReads() {
		byte[] longest = new byte[12_213];

		String text = this.values.sign("key", longest, NOW);
		assertThat(text.length()).isBetween(SignedValues.MAX_LENGTH - 3, SignedValues.MAX_LENGTH);
		assertThat(this.values.verify("key", text, SignedValues.MAX_AGE, NOW).bytes()).isEqualTo(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.sign("key", new byte[12_214], NOW))
			.withMessageContaining("16384");
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.sign("key", new byte[100_000], NOW));
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.sign("k".repeat(20_000), "", NOW));
		assertThat(read(this.legacy, "key", VERSION_2 + "0".repeat(20_000))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n" })
	void refusesBlankSecretsWithoutShowingOthers(String secret) {
		assertThatIllegalArgumentException().isThrownBy(() -> SignedValues.of(secret)).withMessageContaining("blank");
		assertThatIllegalArgumentException().isThrownBy(() -> SignedValues.of(Map.of(1, "hush", 2, secret), 1))
			.withMessageContaining("blank")
			.withMessageNotContaining("hush");
	}

	@Test
	void refusesKeysThatAreNotThere() {
		assertThatIllegalArgumentException().isThrownBy(() -> SignedValues.of(Map.of(1, "hush"), 3))
			.withMessage("There is no secret of key version 3, only of [1]");
		assertThatIllegalArgumentException().isThrownBy(() -> SignedValues.of(Map.of(), 0));
		assertThatIllegalArgumentException().isThrownBy(() -> SignedValues.of(Map.of(-1, "hush"), -1))
			.withMessageContaining("negative");
	}

	@Test
	void refusesVersionsThatCannotBe() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.withMinVersion(0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.values.withMinVersion(3));
		assertThatIllegalArgumentException().isThrownBy(() -> SignedValues.of(SECRETS, 1).withMinVersion(1))
			.withMessageContaining("do not name their key");
	}

}
