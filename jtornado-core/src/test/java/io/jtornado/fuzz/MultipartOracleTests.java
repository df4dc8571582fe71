package io.jtornado.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine reads multipart bodies as the slow reader does: whole and in pieces, from
 * the seeds, from what is made along the grammar, and from that with octets wrong.
 */
class MultipartOracleTests {

	private static final int BODIES = 10_000;

	private static final int MAX_PARTS = 2;

	private static final int MAX_HEAD = 100;

	private final MultipartGenerator generator = new MultipartGenerator(2046);

	private final MultipartOracle oracle = new MultipartOracle(MAX_PARTS, MAX_HEAD);

	private int read;

	private int refused;

	@Test
	void readsBodiesAsTheGrammarDoes() {
		for (int i = 0; i < BODIES; i++) {
			String body = this.generator.body();
			assertSame(body);
			assertSame(this.generator.mutate(body));
			assertSame(this.generator.mutate(this.generator.mutate(body)));
		}

		assertThat(this.read).isGreaterThan(BODIES / 2);
		assertThat(this.refused).isGreaterThan(BODIES / 2);
	}

	@Test
	void readsBodiesTheSameAtEverySplit() {
		for (int i = 0; i < BODIES / 100; i++) {
			String body = this.generator.body();
			String whole = MultipartReading.parts(body, MAX_PARTS, MAX_HEAD, body.length());

			assertThat(IntStream.range(0, body.length()))
				.allSatisfy((cut) -> assertThat(MultipartReading.parts(body, MAX_PARTS, MAX_HEAD, cut, body.length()))
					.isEqualTo(whole));
			assertThat(MultipartReading.parts(body, MAX_PARTS, MAX_HEAD,
					IntStream.rangeClosed(1, body.length()).toArray()))
				.isEqualTo(whole);
		}
	}

	@Test
	void readsTheSeedsAsTheGrammarDoes() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "fuzz", "MULTIPART"))) {
			List<Path> seeds = files.toList();
			assertThat(seeds).isNotEmpty();
			for (Path seed : seeds) {
				assertSame(Files.readString(seed, StandardCharsets.ISO_8859_1).substring(1));
			}
		}
	}

	private void assertSame(String body) {
		String expected = this.oracle.read(body);
		String outcome = MultipartReading.parts(body, MAX_PARTS, MAX_HEAD, body.length());
		assertThat(MultipartReading.withoutReason(outcome)).as(body).isEqualTo(expected);
		int[] ends = this.generator.ends(body.length());
		assertThat(MultipartReading.parts(body, MAX_PARTS, MAX_HEAD, ends)).as("%s cut at %s", body, ends)
			.isEqualTo(outcome);
		if (expected.equals(MultipartReading.REFUSED)) {
			this.refused++;
		}
		else {
			this.read++;
		}
	}

}
