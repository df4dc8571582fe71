package io.jtornado.spring.autoconfigure;

import java.nio.charset.StandardCharsets;

import io.jtornado.web.HTTPException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JacksonJsonCodecTests {

	private final JacksonJsonCodec codec = new JacksonJsonCodec(JsonMapper.builder().build());

	@Test
	void writesAndReads() {
		byte[] json = this.codec.encode(new Person("Ada", 36));

		assertThat(json).asString(StandardCharsets.UTF_8).isEqualTo("{\"name\":\"Ada\",\"age\":36}");
		assertThat(decode(new String(json, StandardCharsets.UTF_8))).isEqualTo(new Person("Ada", 36));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "null", "{", "[]", "{\"age\": \"old\"}", "{\"age\": 1} trailing", "{\"name\": \n\r\"" })
	void refusesWhatIsNoJsonForTheTypeWithoutNamingIt(String json) {
		assertThatExceptionOfType(HTTPException.class).isThrownBy(() -> decode(json)).satisfies((ex) -> {
			assertThat(ex.status()).isEqualTo(400);
			assertThat(ex.reason()).doesNotContain("Person", "java", "jackson", "old").isNotBlank();
		});
	}

	@Test
	void saysWhereItIsMalformed() {
		assertThatExceptionOfType(HTTPException.class).isThrownBy(() -> decode("{\"age\":\n  }"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo("Malformed JSON at line 2, column 3"));
	}

	@Test
	void refusesWhatIsNestedTooDeep() {
		String json = "[".repeat(100_000);

		assertThatExceptionOfType(HTTPException.class)
			.isThrownBy(() -> this.codec.decode(json.getBytes(StandardCharsets.UTF_8), Object.class))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(400));
	}

	@Test
	void blamesTheServerForATypeThatCannotBeRead() {
		assertThatExceptionOfType(InvalidDefinitionException.class)
			.isThrownBy(() -> this.codec.decode("{}".getBytes(StandardCharsets.UTF_8), Unreadable.class));
	}

	private Person decode(String json) {
		return this.codec.decode(json.getBytes(StandardCharsets.UTF_8), Person.class);
	}

	record Person(String name, int age) {
	}

	interface Unreadable {

	}

}
