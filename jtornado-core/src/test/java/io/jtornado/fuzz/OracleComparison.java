package io.jtornado.fuzz;

import java.util.function.BiFunction;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether an engine reads what the grammar reads: whole, and in pieces. */
final class OracleComparison {

	static final int MAX_SIZE = 1000;

	static final int MAX_FIELDS = 6;

	static final long MAX_DATA = 100;

	/**
	 * Something that reads a text up to each of these ends, the last of which is its own.
	 */
	interface Engine {

		String head(String text, int... ends);

		String chunks(String text, int... ends);

	}

	/** The one that is tested. */
	static final Engine REAL = new Engine() {

		@Override
		public String head(String text, int... ends) {
			return EngineReading.head(text, MAX_SIZE, MAX_FIELDS, ends);
		}

		@Override
		public String chunks(String text, int... ends) {
			return EngineReading.chunks(text, MAX_DATA, ends);
		}

	};

	private final MessageGenerator generator;

	private final Engine engine;

	private final RequestOracle oracle = new RequestOracle(MAX_SIZE, MAX_FIELDS);

	OracleComparison(MessageGenerator generator, Engine engine) {
		this.generator = generator;
		this.engine = engine;
	}

	/** Returns what both say. */
	String assertSameHead(String text) {
		return assertSame(text, this.oracle.read(text), this.engine::head);
	}

	/** Returns what both say. */
	String assertSameChunks(String text) {
		return assertSame(text, ChunkOracle.read(text, MAX_DATA), this.engine::chunks);
	}

	private String assertSame(String text, String expected, BiFunction<String, int[], String> reading) {
		String outcome = reading.apply(text, new int[] { text.length() });
		assertThat(EngineReading.withoutReason(outcome)).as(text).isEqualTo(expected);
		int[] ends = this.generator.ends(text.length());
		assertThat(reading.apply(text, ends)).as("%s cut at %s", text, ends).isEqualTo(outcome);
		return expected;
	}

	OracleMessage message(String head) {
		return this.oracle.message(head);
	}

}
