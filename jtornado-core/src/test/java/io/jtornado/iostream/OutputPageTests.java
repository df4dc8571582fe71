package io.jtornado.iostream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutputPageTests {

	private final OutputPage page = new OutputPage();

	@ParameterizedTest
	@CsvSource({ "0, 10, 0", "9, 10, 9", "10, 10, 10", "9223372036854775807, 10, 9223372036854775807", "0, 16, 0",
			"255, 16, ff", "4096, 16, 1000", "9223372036854775807, 16, 7fffffffffffffff" })
	void writesNumbers(long number, int radix, String text) {
		assertThat(this.page.put("<").putNumber(number, radix).put(">")).hasToString("<" + text + ">");
	}

	@Test
	void leavesThePositionOfItsSourceAlone() {
		ByteBuffer source = ByteBuffer.wrap("abcd".getBytes(StandardCharsets.ISO_8859_1), 1, 2);

		this.page.put(source).put("\u00ff");

		assertThat(this.page).hasToString("bc\u00ff");
		assertThat(source.remaining()).isEqualTo(2);
	}

}
