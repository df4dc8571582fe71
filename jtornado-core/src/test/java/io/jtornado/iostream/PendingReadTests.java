package io.jtornado.iostream;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PendingReadTests {

	@ParameterizedTest
	@CsvSource({ "xab, ab, 3", "aab, ab, 3", "aaab, aab, 4", "xa, ab, -1", "ab, ab, 2", "'', a, -1", "xxxxab, ab, 6",
			"xxxxxab, ab, -1" })
	void findsTheDelimiterHoweverItComes(String text, String delimiter, int end) {
		byte[] bytes = ("__" + text).getBytes(StandardCharsets.ISO_8859_1);
		byte[] searched = delimiter.getBytes(StandardCharsets.ISO_8859_1);

		assertThat(new PendingRead.UntilDelimiter(searched, 6).end(bytes, 2, bytes.length)).isEqualTo(end);

		PendingRead read = new PendingRead.UntilDelimiter(searched, 6);
		int found = PendingRead.MORE;
		for (int to = 2; to <= bytes.length && found == PendingRead.MORE; to++) {
			found = read.end(bytes, 2, to);
		}
		assertThat(found).isEqualTo(end);
	}

	@Test
	void matchesAnExpressionWithinItsBound() {
		PendingRead read = new PendingRead.UntilRegex(Pattern.compile("[0-9]\u00e9"), 4);

		assertThat(read.end("ab1\u00e9x".getBytes(StandardCharsets.ISO_8859_1), 0, 5)).isEqualTo(4);
		assertThat(read.end("abc1\u00e9".getBytes(StandardCharsets.ISO_8859_1), 0, 5)).isEqualTo(PendingRead.MORE);
	}

	@Test
	void takesAllAtTheEndOnlyIfItReadsUntilThen() {
		assertThat(new PendingRead.UntilClose(9).endAtClose(5)).isEqualTo(5);
		assertThat(new PendingRead.UntilClose(9).end(new byte[5], 0, 5)).isEqualTo(PendingRead.MORE);
		assertThat(new PendingRead.Exactly(9).endAtClose(5)).isEqualTo(PendingRead.MORE);
	}

	@Test
	void refusesWhatCannotBeRead() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PendingRead.Exactly(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> new PendingRead.AtMost(0));
		assertThatIllegalArgumentException().isThrownBy(() -> new PendingRead.UntilDelimiter(new byte[0], 1));
	}

}
