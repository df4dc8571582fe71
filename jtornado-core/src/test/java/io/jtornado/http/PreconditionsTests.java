package io.jtornado.http;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PreconditionsTests {

	private static final long NOW = 1_700_000_000_000L;

	private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";

	private static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";

	private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

	private static Preconditions.Outcome evaluate(String tag, String lastModified, String fields) {
		Map<String, String> request = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String field : fields.split("\\|", -1)) {
			String value = field.substring(field.indexOf(':') + 1).strip();
			request.put(field.substring(0, field.indexOf(':')).strip(),
					value.replace("BEFORE", BEFORE).replace("MODIFIED", MODIFIED).replace("AFTER", AFTER));
		}
		return Preconditions.evaluate(request::get, tag, lastModified, NOW);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", quoteCharacter = '`',
			value = { "If-Match: \"a\" -> HOLD", "If-Match: \"b\", \"a\" -> HOLD", "If-Match: \"b\" -> FAIL",
					"If-Match: W/\"a\" -> FAIL", "If-Match: * -> HOLD", "If-Match: -> FAIL", "If-Match: a -> FAIL",
					"If-Unmodified-Since: MODIFIED -> HOLD", "If-Unmodified-Since: AFTER -> HOLD",
					"If-Unmodified-Since: BEFORE -> FAIL", "If-Unmodified-Since: yesterday -> HOLD",
					"If-None-Match: \"a\" -> NOT_MODIFIED", "If-None-Match: W/\"a\" -> NOT_MODIFIED",
					"If-None-Match: \"b\" -> HOLD", "If-None-Match: * -> NOT_MODIFIED", "If-None-Match: -> HOLD",
					"If-Modified-Since: MODIFIED -> NOT_MODIFIED", "If-Modified-Since: AFTER -> NOT_MODIFIED",
					"If-Modified-Since: BEFORE -> HOLD", "If-Modified-Since: yesterday -> HOLD",
					"If-Modified-Since: AFTER, AFTER -> HOLD", "If-Range: \"b\" -> HOLD", "If-X: y -> HOLD" })
	void evaluatesEachAlone(String field, Preconditions.Outcome outcome) {
		assertThat(evaluate("\"a\"", MODIFIED, field)).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", quoteCharacter = '`',
			value = { "If-Match: \"a\" | If-Unmodified-Since: BEFORE -> HOLD",
					"If-Match: \"b\" | If-None-Match: \"a\" -> FAIL",
					"If-Match: \"a\" | If-None-Match: \"a\" -> NOT_MODIFIED",
					"If-Unmodified-Since: BEFORE | If-None-Match: \"a\" -> FAIL",
					"If-None-Match: \"b\" | If-Modified-Since: AFTER -> HOLD",
					"If-None-Match: \"a\" | If-Modified-Since: BEFORE -> NOT_MODIFIED",
					"If-Unmodified-Since: BEFORE | If-Modified-Since: AFTER -> FAIL",
					"If-Unmodified-Since: AFTER | If-Modified-Since: AFTER -> NOT_MODIFIED" })
	void evaluatesThemInOrder(String fields, Preconditions.Outcome outcome) {
		assertThat(evaluate("\"a\"", MODIFIED, fields)).isEqualTo(outcome);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", quoteCharacter = '`',
			value = { "If-Match: \"a\" -> FAIL", "If-Match: * -> HOLD", "If-None-Match: \"a\" -> HOLD",
					"If-None-Match: * -> NOT_MODIFIED", "If-Modified-Since: AFTER -> HOLD",
					"If-Unmodified-Since: BEFORE -> HOLD" })
	void comparesNothingWithWhatIsMissing(String field, Preconditions.Outcome outcome) {
		assertThat(evaluate(null, null, field)).isEqualTo(outcome);
	}

	@Test
	void comparesAWeakTagWithNothingStrongly() {
		assertThat(evaluate("W/\"a\"", null, "If-Match: W/\"a\"")).isEqualTo(Preconditions.Outcome.FAIL);
		assertThat(evaluate("W/\"a\"", null, "If-None-Match: \"a\"")).isEqualTo(Preconditions.Outcome.NOT_MODIFIED);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", quoteCharacter = '`',
			value = { "\"a\" -> \"a\" -> true", "\"a\" -> \"b\" -> false", "W/\"a\" -> W/\"a\" -> false",
					"W/\"a\" -> \"a\" -> false", "\"a\", \"b\" -> \"a\" -> false", "* -> \"a\" -> false",
					"Sun, 06 Nov 1994 08:49:37 GMT -> \"a\" -> true", "Sunday, 06-Nov-94 08:49:37 GMT -> \"a\" -> true",
					"Sun, 06 Nov 1994 08:49:36 GMT -> \"a\" -> false",
					"Sun, 06 Nov 1994 08:49:38 GMT -> \"a\" -> false", "yesterday -> \"a\" -> false" })
	void rangesCountForWhatTheClientHasPartsOf(String ifRange, String tag, boolean counts) {
		assertThat(Preconditions.allowsRange(ifRange, tag, MODIFIED, NOW)).isEqualTo(counts);
	}

	@Test
	void rangesCountByDateOnlyWhenItsSecondIsOver() {
		long modified = HTTPDate.parse(MODIFIED, NOW).getAsLong();

		assertThat(Preconditions.allowsRange(MODIFIED, null, MODIFIED, modified + 999)).isFalse();
		assertThat(Preconditions.allowsRange(MODIFIED, null, MODIFIED, modified + 1000)).isTrue();
		assertThat(Preconditions.allowsRange(MODIFIED, null, null, NOW)).isFalse();
		assertThat(Preconditions.allowsRange(null, null, null, NOW)).isTrue();
	}

}
