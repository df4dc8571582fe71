package io.jtornado.iostream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BufferPoolTests {

	private final BufferPool pool = new BufferPool(300);

	@ParameterizedTest
	@CsvSource({ "1, 64", "64, 64", "65, 128", "131072, 131072", "131073, 131073" })
	void roundsUpToAPowerOfTwo(int size, int length) {
		assertThat(this.pool.take(size)).hasSize(length);
	}

	@Test
	void givesOutAgainWhatItGotBack() {
		byte[] array = this.pool.take(100);
		assertThat(this.pool.pooled()).isZero();

		this.pool.giveBack(array);
		assertThat(this.pool.pooled()).isEqualTo(128);

		assertThat(this.pool.take(128)).isSameAs(array);
		assertThat(this.pool.take(128)).isNotSameAs(array);
		assertThat(this.pool.pooled()).isZero();
	}

	@Test
	void keepsNoMoreThanItsBound() {
		for (int i = 0; i < 10; i++) {
			this.pool.giveBack(new byte[128]);
		}
		assertThat(this.pool.pooled()).isEqualTo(256);
	}

	@Test
	void keepsNoOddSizes() {
		this.pool.giveBack(new byte[100]);
		this.pool.giveBack(new byte[1 << 18]);

		assertThat(this.pool.pooled()).isZero();
	}

}
