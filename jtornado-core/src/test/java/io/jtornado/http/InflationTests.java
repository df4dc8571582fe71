package io.jtornado.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Coded octets go in; out comes the content, or the refusal. */
class InflationTests {

	private static final int MAX = 4 << 20;

	private static final byte[] TEXT = octets("It was a bright cold day in April. ".repeat(8) + "\0\u00ff\r\n");

	private static final String SAID = "[" + text(TEXT) + "]";

	static Stream<Arguments> codedTexts() {
		byte[] member = gzip(TEXT);
		byte[] twice = concat(member, gzip(octets("")), member);
		return Stream.of(arguments(ContentCoding.GZIP, member, SAID),
				arguments(ContentCoding.GZIP, gzip(octets("")), "[]"),
				arguments(ContentCoding.GZIP, gzip(TEXT, Deflater.NO_COMPRESSION), SAID),
				arguments(ContentCoding.GZIP, twice, "[" + text(TEXT) + text(TEXT) + "]"),
				arguments(ContentCoding.GZIP, withHeader(31, extra("abc"), octets("name\0"), octets("\0")), SAID),
				arguments(ContentCoding.GZIP, withHeader(2), SAID), arguments(ContentCoding.GZIP, withHeader(1), SAID),
				arguments(ContentCoding.GZIP, withHeader(4, extra("")), SAID),
				arguments(ContentCoding.GZIP, withHeader(8, octets("\0")), SAID),
				arguments(ContentCoding.GZIP, withHeader(18, octets("comment\0")), SAID),
				arguments(ContentCoding.DEFLATE, zlib(TEXT), SAID),
				arguments(ContentCoding.DEFLATE, zlib(octets("")), "[]"));
	}

	@ParameterizedTest
	@MethodSource("codedTexts")
	void inflatesAtAnySplit(ContentCoding coding, byte[] coded, String outcome) {
		assertThat(outcome(coding, coded, coded.length)).isEqualTo(outcome);
		assertThat(outcome(coding, coded, IntStream.rangeClosed(0, coded.length).toArray())).isEqualTo(outcome);
		for (int cut = 0; cut <= coded.length; cut++) {
			assertThat(outcome(coding, coded, cut, coded.length)).as("cut at %d", cut).isEqualTo(outcome);
		}
	}

	@ParameterizedTest
	@MethodSource("codedTexts")
	void refusesWhatEndsTooEarly(ContentCoding coding, byte[] coded, String outcome) {
		String behindAMember = "[" + text(TEXT) + "]";
		for (int length = 0; length < coded.length; length++) {
			String cut = outcome(coding, Arrays.copyOf(coded, length), length);
			boolean betweenMembers = outcome.length() > SAID.length() && cut.equals(behindAMember);
			assertThat(betweenMembers || cut.equals("CONTENT_CODING")).as("cut at %d: %s", length, cut).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("codedTexts")
	void refusesWhatStandsBehindTheEnd(ContentCoding coding, byte[] coded, String outcome) {
		for (String behind : new String[] { "\0", "x", "\u001f", "\u001f\u008b", "\r\n", "\0\0\0\0\0\0\0\0" }) {
			byte[] longer = concat(coded, octets(behind));
			assertThat(outcome(coding, longer, longer.length)).isEqualTo("CONTENT_CODING");
			assertThat(outcome(coding, longer, coded.length, longer.length)).isEqualTo("CONTENT_CODING");
		}
	}

	@ParameterizedTest
	@MethodSource("codedTexts")
	void passesNothingOffForTheContentAfterABitHasChanged(ContentCoding coding, byte[] coded, String outcome) {
		int refused = 0;
		for (int bit = 0; bit < 8 * coded.length; bit++) {
			byte[] changed = coded.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			String other = outcome(coding, changed, changed.length);
			assertThat(other).as("bit %d", bit).isIn("CONTENT_CODING", outcome);
			refused += other.equals("CONTENT_CODING") ? 1 : 0;
		}
		// Time, level and system of a header without a check, and bits of padding.
		assertThat(refused).isGreaterThan(8 * coded.length - 3 * (64 + 7));
	}

	@Test
	void refusesAnyChangeOfAHeaderThatIsChecked() {
		byte[] coded = withHeader(30, extra("abc"), octets("name\0"), octets("text\0"));
		int headerBits = 8 * (10 + 5 + 5 + 5 + 2);
		for (int bit = 0; bit < headerBits; bit++) {
			byte[] changed = coded.clone();
			changed[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThat(outcome(ContentCoding.GZIP, changed, changed.length)).as("bit %d", bit)
				.isEqualTo("CONTENT_CODING");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x20, 0x40, 0x80 })
	void refusesReservedFlags(int flags) {
		byte[] coded = withHeader(flags);

		assertThat(outcome(ContentCoding.GZIP, coded, coded.length)).isEqualTo("CONTENT_CODING");
	}

	static Stream<Arguments> longHeaders() {
		return Stream.of(arguments(withHeader(4, extra("x".repeat(8000))), SAID),
				arguments(withHeader(8, octets("x".repeat(8000) + "\0")), SAID),
				arguments(withHeader(4, extra("x".repeat(8193))), "CONTENT_CODING"),
				arguments(withHeader(4, extra("x".repeat(65_535))), "CONTENT_CODING"),
				arguments(withHeader(8, octets("x".repeat(8200) + "\0")), "CONTENT_CODING"),
				arguments(withHeader(16, octets("x".repeat(8200))), "CONTENT_CODING"),
				arguments(withHeader(24, octets("x".repeat(5000) + "\0" + "x".repeat(5000) + "\0")), "CONTENT_CODING"));
	}

	@ParameterizedTest
	@MethodSource("longHeaders")
	void boundsTheHeader(byte[] coded, String outcome) {
		assertThat(outcome(ContentCoding.GZIP, coded, coded.length)).isEqualTo(outcome);
		assertThat(outcome(ContentCoding.GZIP, coded, Math.min(8195, coded.length), coded.length)).isEqualTo(outcome);
	}

	@Test
	void refusesAPresetDictionary() {
		Deflater deflater = new Deflater();
		deflater.setDictionary(octets("bright cold day"));
		byte[] coded = run(deflater, TEXT);

		assertThat(outcome(ContentCoding.DEFLATE, coded, coded.length)).isEqualTo("CONTENT_CODING");
		for (int cut = 0; cut < coded.length; cut++) {
			assertThat(outcome(ContentCoding.DEFLATE, coded, cut, coded.length)).isEqualTo("CONTENT_CODING");
		}
	}

	@Test
	void takesOneCodingForNoOther() {
		byte[] raw = run(new Deflater(6, true), TEXT);

		assertThat(outcome(ContentCoding.DEFLATE, raw, raw.length)).isEqualTo("CONTENT_CODING");
		assertThat(outcome(ContentCoding.GZIP, zlib(TEXT), 1)).isEqualTo("CONTENT_CODING");
		assertThat(outcome(ContentCoding.DEFLATE, gzip(TEXT), 2)).isEqualTo("CONTENT_CODING");
		assertThatIllegalArgumentException().isThrownBy(() -> new Inflation(ContentCoding.IDENTITY, 1));
	}

	@Test
	void refusesAReservedKindOfBlockInsteadOfWaitingForItsEnd() {
		byte[] coded = concat(octets("\u001f\u008b\u0008\0\0\0\0\0\0\0\u0007"), new byte[100]);

		assertThat(outcome(ContentCoding.GZIP, coded, IntStream.rangeClosed(0, coded.length).toArray()))
			.isEqualTo("CONTENT_CODING");
	}

	@ParameterizedTest
	@EnumSource(names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
	void inflatesWhatIsLongerThanAPiece(ContentCoding coding) {
		for (int length : new int[] { 16_383, 16_384, 16_385, 32_768, 65_536, 300_000 }) {
			byte[] content = new byte[length];
			new Random(length).nextBytes(content);
			byte[] coded = (coding == ContentCoding.GZIP) ? gzip(content) : zlib(content);
			assertThat(outcome(coding, coded, coded.length / 2, coded.length)).isEqualTo("[" + text(content) + "]");
		}
	}

	@ParameterizedTest
	@EnumSource(names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
	void endsABombAtItsBound(ContentCoding coding) {
		byte[] content = new byte[100 << 20];
		byte[] bomb = (coding == ContentCoding.GZIP) ? gzip(content) : zlib(content);
		for (int max : new int[] { 0, 1, 16_384, 50_000 }) {
			Collected collected = collect(coding, bomb, max, bomb.length);
			assertThat(collected.outcome).isEqualTo("BODY_TOO_LARGE");
			assertThat(collected.data.size()).isLessThanOrEqualTo(max);
		}
	}

	@Test
	void endsABombOfManyMembersAtItsBound() {
		byte[] member = gzip(new byte[1000]);
		byte[][] members = new byte[1000][];
		Arrays.fill(members, member);
		byte[] bomb = concat(members);

		Collected collected = collect(ContentCoding.GZIP, bomb, 10_500, bomb.length);

		assertThat(collected.outcome).isEqualTo("BODY_TOO_LARGE");
		assertThat(collected.data.size()).isEqualTo(10_000);
	}

	@Test
	void takesExactlyWhatIsAllowed() {
		byte[] coded = gzip(new byte[20_000]);

		assertThat(collect(ContentCoding.GZIP, coded, 20_000, coded.length).data.size()).isEqualTo(20_000);
		assertThat(collect(ContentCoding.GZIP, coded, 19_999, coded.length).outcome).isEqualTo("BODY_TOO_LARGE");
	}

	@ParameterizedTest
	@EnumSource(names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
	void endsABombAtItsRatio(ContentCoding coding) {
		byte[] content = new byte[100 << 20];
		byte[] bomb = (coding == ContentCoding.GZIP) ? gzip(content) : zlib(content);

		for (int[] ends : new int[][] { { bomb.length }, { 10, 100, 1000, bomb.length },
				IntStream.rangeClosed(0, bomb.length).toArray() }) {
			Collected collected = collect(coding, bomb, Long.MAX_VALUE, ends);
			assertThat(collected.outcome).isEqualTo("CONTENT_CODING");
			assertThat(collected.data.size()).isLessThanOrEqualTo(64 * 1024);
		}
	}

	@Test
	void endsABombBehindHonestContent() {
		byte[] honest = new byte[10_000];
		new Random(1).nextBytes(honest);
		byte[] bomb = concat(gzip(honest), gzip(new byte[100 << 20]));

		Collected collected = collect(ContentCoding.GZIP, bomb, Long.MAX_VALUE, bomb.length);

		assertThat(collected.outcome).isEqualTo("CONTENT_CODING");
		assertThat(collected.data.size()).isBetween(1_000_000, 1_200_000);
	}

	@Test
	void allowsAnyRatioOfLittleAndAnHonestOneOfMuch() {
		byte[] little = gzip(new byte[64 * 1024]);
		assertThat(collect(ContentCoding.GZIP, little, MAX, little.length).data.size()).isEqualTo(64 * 1024);

		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (int i = 0; i < 4000; i++) {
			content.writeBytes(octets("{\"line\":" + i * 7919 % 4000 + ",\"text\":\"the same in every line\"}"));
		}
		byte[] much = zlib(content.toByteArray());
		assertThat(collect(ContentCoding.DEFLATE, much, MAX, much.length).data.toByteArray())
			.isEqualTo(content.toByteArray());
	}

	@Test
	void readsManyEmptyMembers() {
		byte[][] members = new byte[10_000][];
		Arrays.fill(members, gzip(new byte[0]));
		byte[] coded = concat(members);

		assertThat(outcome(ContentCoding.GZIP, coded, coded.length)).isEqualTo("[]");
	}

	@Test
	void passesOnWhatHasComeSoFar() {
		Deflater deflater = new Deflater(6, true);
		deflater.setInput(TEXT);
		byte[] half = new byte[1000];
		int length = deflater.deflate(half, 0, half.length, Deflater.SYNC_FLUSH);
		deflater.end();
		byte[] coded = concat(header(0), Arrays.copyOf(half, length));

		Collected collected = collect(ContentCoding.GZIP, coded, MAX, coded.length);

		assertThat(collected.data.toByteArray()).isEqualTo(TEXT);
		assertThat(collected.outcome).isEqualTo("CONTENT_CODING");
	}

	@Test
	void inflatesNothingBeforeItIsAskedAndNoMoreThanAPiece() {
		byte[] bomb = gzip(new byte[60_000]);
		try (Inflation inflation = new Inflation(ContentCoding.GZIP, MAX)) {
			inflation.feed(bomb, 0, bomb.length);
			int inflated = 0;
			for (int i = 0; i < 3; i++) {
				assertThat(inflation.next()).isEqualTo(Inflation.PIECE);
				inflated += Inflation.PIECE;
				assertThatIllegalStateException().isThrownBy(() -> inflation.feed(bomb, 0, 1));
			}
			assertThat(inflation.next()).isEqualTo(60_000 - inflated);
			assertThat(inflation.next()).isZero();
			inflation.finish();
		}
	}

	@Test
	void isClosedTwiceWithoutHarm() {
		Inflation inflation = new Inflation(ContentCoding.GZIP, 1);
		inflation.close();
		inflation.close();
	}

	private static final class Collected {

		private final ByteArrayOutputStream data = new ByteArrayOutputStream();

		private String outcome = "";

	}

	/** Hands in the octets in pieces that end at these positions. */
	private static Collected collect(ContentCoding coding, byte[] coded, long max, int... ends) {
		Collected collected = new Collected();
		try (Inflation inflation = new Inflation(coding, max)) {
			int from = 0;
			for (int end : ends) {
				inflation.feed(coded, from, end);
				for (int count = inflation.next(); count > 0; count = inflation.next()) {
					assertThat(count).isBetween(1, Inflation.PIECE);
					collected.data.write(inflation.piece(), 0, count);
				}
				from = end;
			}
			inflation.finish();
			collected.outcome = "[" + collected.data.toString(StandardCharsets.ISO_8859_1) + "]";
		}
		catch (HTTPInputException ex) {
			collected.outcome = ex.refusal().name();
		}
		return collected;
	}

	private static String outcome(ContentCoding coding, byte[] coded, int... ends) {
		return collect(coding, coded, MAX, ends).outcome;
	}

	private static byte[] gzip(byte[] content) {
		return gzip(content, Deflater.DEFAULT_COMPRESSION);
	}

	private static byte[] gzip(byte[] content, int level) {
		return concat(header(0), run(new Deflater(level, true), content), trailer(content));
	}

	/** The text behind a header with these flags and parts. */
	private static byte[] withHeader(int flags, byte[]... parts) {
		byte[] header = concat(header(flags), concat(parts));
		if ((flags & 2) != 0) {
			CRC32 check = new CRC32();
			check.update(header);
			header = concat(header, number(check.getValue(), 2));
		}
		return concat(header, run(new Deflater(6, true), TEXT), trailer(TEXT));
	}

	private static byte[] header(int flags) {
		return new byte[] { 0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3 };
	}

	private static byte[] extra(String text) {
		return concat(number(text.length(), 2), octets(text));
	}

	private static byte[] trailer(byte[] content) {
		CRC32 check = new CRC32();
		check.update(content);
		return concat(number(check.getValue(), 4), number(content.length, 4));
	}

	private static byte[] number(long value, int length) {
		byte[] octets = new byte[length];
		for (int i = 0; i < length; i++) {
			octets[i] = (byte) (value >> (8 * i));
		}
		return octets;
	}

	private static byte[] zlib(byte[] content) {
		return run(new Deflater(), content);
	}

	private static byte[] run(Deflater deflater, byte[] content) {
		ByteArrayOutputStream coded = new ByteArrayOutputStream();
		deflater.setInput(content);
		deflater.finish();
		byte[] room = new byte[8192];
		while (!deflater.finished()) {
			coded.write(room, 0, deflater.deflate(room));
		}
		deflater.end();
		return coded.toByteArray();
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	private static byte[] octets(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String text(byte[] octets) {
		return new String(octets, StandardCharsets.ISO_8859_1);
	}

}
