package io.jtornado.http;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ByteRangesTests {

	/** Of 26 bytes: {@code first-last} for each part. */
	private static String parts(String field) {
		return ByteRanges.of(field, 26)
			.parts()
			.stream()
			.map((part) -> part.contentRange(26).replace("bytes ", "").replace("/26", ""))
			.collect(Collectors.joining(" "));
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->",
			value = { "bytes=0-9 -> 0-9", "bytes=1-99999999999999999999 -> 1-25", "bytes=22- -> 22-25",
					"bytes=-4 -> 22-25", "bytes=25-25 -> 25-25", "BYTES=0-0 -> 0-0", "bytes=0-0,2-3 -> 0-0 2-3",
					"'bytes=, 9-9 ,\t0-1,,' -> 9-9 0-1", "bytes=0-1,26-30 -> 0-1", "bytes=0-1,10-3 -> 0-1" })
	void findsParts(String field, String parts) {
		assertThat(ByteRanges.of(field, 26).outcome()).isEqualTo(ByteRanges.Outcome.PARTS);
		assertThat(parts(field)).isEqualTo(parts);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", value = { "bytes=0-5,3-9 -> 0-9", "bytes=0-5,6-9 -> 0-9",
			"bytes=6-9,20-21,0-5 -> 0-9 20-21", "bytes=20-21,0-1,4-5,1-4 -> 20-21 0-5", "bytes=3-3,3-3,3-3 -> 3-3" })
	void joinsPartsThatOverlapOrFollowEachOther(String field, String parts) {
		assertThat(parts(field)).isEqualTo(parts);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=0-", "bytes=0-99999999999999999999", "bytes=-99999999999999999999",
			"bytes=0-9,10-25", "bytes=foo", "foo", "", "bytes=", "bytes=,", "bytes=-", "bytes=1", "bytes=1-2-3",
			"bytes=1 -2", "bytes=+1-2", "bytes=0x1-2", "bytes=\u0661-2", "bytes 0-1", "pages=0-1", "bytes=0-1;",
			"bytes=0-1, bytes=2-3", "bytes=0-1 2-3" })
	void ignores(String field) {
		assertThat(ByteRanges.of(field, 26).outcome()).isEqualTo(ByteRanges.Outcome.WHOLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=26-", "bytes=-0", "bytes=10-3", "bytes=26-30,99-", "bytes=99999999999999999999-",
			"bytes=-0,26-" })
	void cannotSatisfy(String field) {
		assertThat(ByteRanges.of(field, 26).outcome()).isEqualTo(ByteRanges.Outcome.UNSATISFIABLE);
	}

	@Test
	void nothingHasNoParts() {
		assertThat(ByteRanges.of("bytes=0-", 0).outcome()).isEqualTo(ByteRanges.Outcome.WHOLE);
		assertThat(ByteRanges.of("bytes=-1", 0).outcome()).isEqualTo(ByteRanges.Outcome.WHOLE);
	}

	@Test
	void ignoresTooManyRanges() {
		String sixteen = IntStream.range(0, 16).mapToObj((i) -> 10 * i + "-" + 10 * i).collect(Collectors.joining(","));

		assertThat(ByteRanges.of("bytes=" + sixteen, 1000).parts()).hasSize(16);
		assertThat(ByteRanges.of("bytes=" + sixteen + ",500-500", 1000).outcome()).isEqualTo(ByteRanges.Outcome.WHOLE);
	}

	@Test
	void countsInLongs() {
		long size = Long.MAX_VALUE;

		assertThat(ByteRanges.of("bytes=5-", size).parts()).containsExactly(new ByteRange(5, size - 5));
		assertThat(ByteRanges.of("bytes=5-" + size, size).parts()).containsExactly(new ByteRange(5, size - 5));
	}

}
