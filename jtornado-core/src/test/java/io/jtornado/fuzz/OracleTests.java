package io.jtornado.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.jtornado.conformance.WireTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine reads what the grammar reads: whole and in pieces, from the seeds, from what
 * is made along the grammar, and from that with one octet wrong.
 */
class OracleTests {

	private static final int MESSAGES = 4000;

	private static final int MUTATIONS = 4;

	private static final int MAX_SIZE = 1000;

	private static final int MAX_FIELDS = 6;

	private static final long MAX_DATA = 100;

	private final MessageGenerator generator = new MessageGenerator(9112);

	private final RequestOracle oracle = new RequestOracle(MAX_SIZE, MAX_FIELDS);

	private final Map<String, Integer> outcomes = new HashMap<>();

	@Test
	void readsHeadsAsTheGrammarDoes() {
		assertSameForMany(this.generator::head, this::assertSameHead);
	}

	@Test
	void readsChunksAsTheGrammarDoes() {
		assertSameForMany(this.generator::chunks, this::assertSameChunks);
	}

	private void assertSameForMany(Supplier<String> messages, UnaryOperator<String> comparison) {
		for (int i = 0; i < MESSAGES; i++) {
			String text = messages.get();
			count(comparison.apply(text));
			for (int mutation = 0; mutation < MUTATIONS; mutation++) {
				count(comparison.apply(this.generator.mutate(text)));
			}
		}
		assertThat(this.outcomes.values()).hasSize(3).allMatch((times) -> times > MESSAGES / 10);
	}

	private void count(String outcome) {
		boolean refused = outcome.equals(RequestOracle.REFUSED);
		this.outcomes.merge(refused ? outcome : outcome.startsWith(RequestOracle.MORE) ? RequestOracle.MORE : "read", 1,
				Integer::sum);
	}

	private String assertSameHead(String text) {
		return assertSame(text, this.oracle.read(text),
				(octets, ends) -> EngineReading.head(octets, MAX_SIZE, MAX_FIELDS, ends));
	}

	private String assertSameChunks(String text) {
		return assertSame(text, ChunkOracle.read(text, MAX_DATA),
				(octets, ends) -> EngineReading.chunks(octets, MAX_DATA, ends));
	}

	private String assertSame(String text, String expected, BiFunction<String, int[], String> engine) {
		String outcome = engine.apply(text, new int[] { text.length() });
		assertThat(EngineReading.withoutReason(outcome)).as(text).isEqualTo(expected);
		int[] ends = this.generator.ends(text.length());
		assertThat(engine.apply(text, ends)).as("%s cut at %s", text, ends).isEqualTo(outcome);
		return expected;
	}

	@Test
	void readsTheSeedsAsTheGrammarDoes() throws IOException {
		seeds(FuzzTarget.REQUEST).forEach(this::assertSameHead);
		seeds(FuzzTarget.CONNECTION).forEach(this::assertSameHead);
		seeds(FuzzTarget.CHUNKS).forEach(this::assertSameChunks);
	}

	@Test
	void readsTheTablesAsTheGrammarDoes() {
		WireTable.exchanges().forEach((row) -> {
			assertSameHead(row.request());
			assertSameChunks(row.request().replaceFirst("(?s).*?\r\n\r\n", ""));
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
		OracleMessage message = this.oracle.message(strictness.example());

		assertThat(strictness.clause()).matches("91(10|12) \\d+(\\.\\d+)*(, \\d+(\\.\\d+)*)*");
		assertThat(RequestOracle.isValid(message)).as("allowed by the RFCs").isTrue();
		assertThat(RequestOracle.strictnesses(message)).containsExactly(strictness);
		assertThat(assertSameHead(strictness.example())).isEqualTo(RequestOracle.REFUSED);
	}

}
