package io.jtornado.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.jtornado.conformance.WireTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The engine reads what the grammar reads: whole and in pieces, from the seeds, from what
 * is made along the grammar, and from that with one octet wrong.
 */
class OracleTests {

	private static final int MESSAGES = 4000;

	private static final int MUTATIONS = 4;

	private final MessageGenerator generator = new MessageGenerator(9112);

	private final OracleComparison comparison = new OracleComparison(this.generator, OracleComparison.REAL);

	private final Map<String, Integer> outcomes = new HashMap<>();

	@Test
	void readsHeadsAsTheGrammarDoes() {
		assertSameForMany(this.generator::head, this.comparison::assertSameHead);
	}

	@Test
	void readsChunksAsTheGrammarDoes() {
		assertSameForMany(this.generator::chunks, this.comparison::assertSameChunks);
	}

	private void assertSameForMany(Supplier<String> messages, UnaryOperator<String> compared) {
		for (int i = 0; i < MESSAGES; i++) {
			compare(messages.get(), compared);
		}
		assertThat(this.outcomes.values()).hasSize(3).allMatch((times) -> times > MESSAGES / 10);
	}

	private void compare(String text, UnaryOperator<String> compared) {
		count(compared.apply(text));
		for (int mutation = 0; mutation < MUTATIONS; mutation++) {
			count(compared.apply(this.generator.mutate(text)));
		}
	}

	private void count(String outcome) {
		boolean refused = outcome.equals(RequestOracle.REFUSED);
		this.outcomes.merge(refused ? outcome : outcome.startsWith(RequestOracle.MORE) ? RequestOracle.MORE : "read", 1,
				Integer::sum);
	}

	@Test
	void readsTheSeedsAsTheGrammarDoes() throws IOException {
		seeds(FuzzTarget.REQUEST).forEach(this.comparison::assertSameHead);
		seeds(FuzzTarget.CONNECTION).forEach(this.comparison::assertSameHead);
		seeds(FuzzTarget.CHUNKS).forEach(this.comparison::assertSameChunks);
	}

	@Test
	void readsTheTablesAsTheGrammarDoes() {
		WireTable.exchanges().forEach((row) -> {
			this.comparison.assertSameHead(row.request());
			this.comparison.assertSameChunks(row.request().replaceFirst("(?s).*?\r\n\r\n", ""));
		});
	}

	/** The first octet says how long the pieces are. */
	private static List<String> seeds(FuzzTarget target) throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "fuzz", target.name()))) {
			return files.map(OracleTests::text).map((text) -> text.substring(1)).toList();
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void knowsEachStrictnessByNameAndClause(Strictness strictness) {
		OracleMessage message = this.comparison.message(strictness.example());

		assertThat(strictness.clause()).matches("91(10|12) \\d+(\\.\\d+)*(, \\d+(\\.\\d+)*)*");
		assertThat(RequestOracle.isValid(message)).as("allowed by the RFCs").isTrue();
		assertThat(RequestOracle.strictnesses(message)).containsExactly(strictness);
		assertThat(this.comparison.assertSameHead(strictness.example())).isEqualTo(RequestOracle.REFUSED);
	}

	@ParameterizedTest
	@EnumSource
	void noticesADefect(PlantedDefect defect) {
		OracleComparison defective = new OracleComparison(this.generator, defect);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
			for (int i = 0; i < MESSAGES; i++) {
				compare(this.generator.head(), defective::assertSameHead);
				compare(this.generator.chunks(), defective::assertSameChunks);
			}
		}).withMessageContaining("expected: ");
	}

}
