package io.jtornado.web;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TextConverterTests {

	private final TextConverter converter = new TextConverter();

	@Test
	void convertsWhatItSupports() {
		UUID id = UUID.randomUUID();

		assertThat(this.converter.convert("x", String.class)).isEqualTo("x");
		assertThat(this.converter.convert("-12", Integer.class)).isEqualTo(-12);
		assertThat(this.converter.convert("9223372036854775807", Long.class)).isEqualTo(Long.MAX_VALUE);
		assertThat(this.converter.convert("7", Short.class)).isEqualTo((short) 7);
		assertThat(this.converter.convert("7", Byte.class)).isEqualTo((byte) 7);
		assertThat(this.converter.convert("1.5e3", Double.class)).isEqualTo(1500.0);
		assertThat(this.converter.convert(".5", Float.class)).isEqualTo(0.5f);
		assertThat(this.converter.convert("true", Boolean.class)).isEqualTo(true);
		assertThat(this.converter.convert(id.toString(), UUID.class)).isEqualTo(id);
		assertThat(this.converter.convert("SECONDS", TimeUnit.class)).isEqualTo(TimeUnit.SECONDS);
		assertThat(this.converter.supports(List.class)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "java.lang.Long, +1", "java.lang.Long, ''", "java.lang.Long, -", "java.lang.Long, 1_0",
			"java.lang.Long, \u0661", "java.lang.Long, 9223372036854775808", "java.lang.Integer, 1.0",
			"java.lang.Integer, 2147483648", "java.lang.Double, NaN", "java.lang.Double, 1d", "java.lang.Double, 0x1p3",
			"java.lang.Double, ' 1'", "java.lang.Boolean, TRUE", "java.lang.Boolean, 1", "java.util.UUID, 1-1-1-1-1",
			"java.util.UUID, zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz", "java.util.concurrent.TimeUnit, seconds" })
	void refusesOtherSpellings(Class<?> type, String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.converter.convert(text, type));
	}

}
