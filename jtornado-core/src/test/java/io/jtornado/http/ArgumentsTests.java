package io.jtornado.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArgumentsTests {

	private static Arguments parse(String query) {
		return Arguments.parse(query, Arguments.MAX_FIELDS);
	}

	@ParameterizedTest
	@CsvSource({ "a=1, 1", "a=1&a=2, 2", "a=, ''", "a, ''", "a=b=c, b=c", "a=%20x%20, x", "a=x+y, x y", "a=x%2By, x+y",
			"a=%C3%A9, é", "%61=1, 1", "a=%zz, %zz", "a=1;b=2, 1;b=2", "&&a=1&&, 1", "=x&a=1, 1", "a=x%00y, x y",
			"a=%1f%08x, x", "a=x%09y%0Dz, 'x\ty\rz'" })
	void decodesAsTornadoDoes(String query, String value) {
		assertThat(parse(query).get("a")).isEqualTo(value);
	}

	@Test
	void keepsAllValuesInTheirOrder() {
		Arguments arguments = parse("a=1&b=2&a=&a=3");

		assertThat(arguments.getList("a")).containsExactly("1", "", "3");
		assertThat(arguments.names()).containsExactly("a", "b");
		assertThat(arguments.getList("c")).isEmpty();
		assertThat(arguments.get("c")).isNull();
	}

	@Test
	void keepsWhiteSpaceForWhoWantsIt() {
		assertThat(parse("a=+x%20&a=y%01").getUnstripped("a")).containsExactly(" x ", "y ");
		assertThat(parse("a=+x%20&a=y%01").getList("a")).containsExactly("x", "y");
		assertThat(parse("b=1").getUnstripped("a")).isEmpty();
	}

	@Test
	void takesNamesAsUtf8() {
		assertThat(parse("%C3%A9=1").get("é")).isEqualTo("1");
	}

	@Test
	void hasNoNamesInAnEmptyQuery() {
		assertThat(parse("").names()).isEmpty();
		assertThat(parse("&").names()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=%E9", "%E9=a", "b=1&a=%C3" })
	void refusesWhatIsNotUtf8(String query) {
		assertThatExceptionOfType(MalformedEncodingException.class).isThrownBy(() -> parse(query));
	}

	@Test
	void takesAsManyFieldsAsAllowedAndNoMore() {
		String thousand = "a=1&".repeat(1000);

		assertThat(parse(thousand).getList("a")).hasSize(1000);
		assertThatExceptionOfType(MalformedEncodingException.class).isThrownBy(() -> parse(thousand + "a=1"))
			.withMessage("more than 1000 fields");
	}

	@Test
	void parsesForms() {
		byte[] form = "name=J%C3%BCrgen&raw=é".getBytes(StandardCharsets.UTF_8);

		Arguments arguments = Arguments.parse(form, 10);

		assertThat(arguments.get("name")).isEqualTo("Jürgen");
		assertThat(arguments.get("raw")).isEqualTo("é");
	}

	@Test
	void appendsLaterArguments() {
		Arguments both = parse("a=1&b=1").and(parse("a=2&c=2"));

		assertThat(both.getList("a")).containsExactly("1", "2");
		assertThat(both.get("a")).isEqualTo("2");
		assertThat(both.names()).containsExactly("a", "b", "c");
	}

}
