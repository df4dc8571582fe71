package io.jtornado.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** The committed seeds, and what fuzzing has found. */
class FuzzCorpusTests {

	@ParameterizedTest
	@EnumSource
	void staysSound(FuzzTarget target) throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "fuzz", target.name()))) {
			List<Path> seeds = files.toList();
			assertThat(seeds).isNotEmpty();
			for (Path seed : seeds) {
				byte[] octets = Files.readAllBytes(seed);
				assertThatNoException().as(seed.toString()).isThrownBy(() -> target.accept(octets));
			}
		}
	}

}
