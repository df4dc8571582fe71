package io.jtornado.sample.work;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counting primes.
 */
class PrimesTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 0", "2, 1", "3, 2", "100, 25", "1000000, 78498" })
	void countsThePrimesUpToALimit(int limit, int primes) {
		assertThat(new Primes().count(limit)).isEqualTo(primes);
	}

}
