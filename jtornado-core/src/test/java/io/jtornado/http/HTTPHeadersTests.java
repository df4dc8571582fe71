package io.jtornado.http;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

class HTTPHeadersTests {

	private final HTTPHeaders headers = HTTPHeaders.of("A", "1", "b", "2", "a", "3");

	@Test
	void findsNamesInAnyCase() {
		assertThat(this.headers.get("a")).isEqualTo("1, 3");
		assertThat(this.headers.getList("A")).containsExactly("1", "3");
		assertThat(this.headers.contains("B")).isTrue();
		assertThat(this.headers.get("c")).isNull();
		assertThat(this.headers.getList("c")).isEmpty();
		assertThat(this.headers.names()).containsExactly("a", "b");
	}

	@Test
	void setsOneLineInThePlaceOfTheFirst() {
		this.headers.set("a", "4");

		assertThat(this.headers).containsExactly(entry("A", "4"), entry("b", "2"));

		this.headers.set("c", "5");

		assertThat(this.headers.get("c")).isEqualTo("5");
	}

	@Test
	void removesEveryLine() {
		this.headers.remove("a");
		this.headers.remove("x");

		assertThat(this.headers).containsExactly(entry("b", "2"));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.headers.name(1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 31, 32, 33, 34, 64, 66 })
	void findsNamesOfEveryLength(int length) {
		String name = "n".repeat(length);
		assertThat(HTTPHeaders.of("x", "1").contains(name)).isFalse();
		for (HTTPHeaders having : List.of(HTTPHeaders.of("xyz", "1", name, "2"), HTTPHeaders.of(name, "2").copy(),
				HTTPHeaders.parsed(new String[] { name, "2" }), all(HTTPHeaders.of("xyz", "1", name, "2")))) {
			assertThat(having.get(name)).isEqualTo("2");
			assertThat(having.contains("n".repeat(length + 32))).isFalse();
			having.set(name, "3");
			having.add("m".repeat(length), "4");
			assertThat(having.getList(name)).containsExactly("3");
			assertThat(having.get("m".repeat(length))).isEqualTo("4");
			having.clear();
			assertThat(having.contains(name)).isFalse();
			having.add(name, "5");
			assertThat(having.get(name)).isEqualTo("5");
		}
	}

	private static HTTPHeaders all(HTTPHeaders of) {
		HTTPHeaders headers = HTTPHeaders.of("old", "0");
		headers.setAll(of);
		return headers;
	}

	@Test
	void takesAllLinesOfAnother() {
		HTTPHeaders many = new HTTPHeaders();
		for (int i = 0; i < 20; i++) {
			many.add("x" + i, String.valueOf(i));
		}
		this.headers.setAll(many);
		assertThat(this.headers).containsExactlyElementsOf(many);

		many.clear();
		assertThat(this.headers.get("X19")).isEqualTo("19");
		this.headers.setAll(this.headers);
		assertThat(this.headers.size()).isEqualTo(20);
		this.headers.setAll(HTTPHeaders.of("y", "1"));
		assertThat(this.headers).containsExactly(entry("y", "1"));
	}

	@Test
	void copiesIndependently() {
		HTTPHeaders copy = this.headers.copy();
		for (int i = 0; i < 20; i++) {
			copy.add("x", String.valueOf(i));
		}
		this.headers.clear();

		assertThat(copy.size()).isEqualTo(23);
		assertThat(this.headers).isEmpty();
		assertThat(this.headers.copy().size()).isZero();
	}

	@Test
	void growsFromEmptyHeads() {
		HTTPHeaders parsed = RequestHeads.of().headers();

		parsed.add("a", "b");

		assertThat(parsed).containsExactly(entry("a", "b"));
	}

	@Test
	void iteratesOverLines() {
		var iterator = this.headers.iterator();
		for (int i = 0; i < 3; i++) {
			Map.Entry<String, String> line = iterator.next();
			assertThat(line.getKey()).isEqualTo(this.headers.name(i));
		}

		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
	}

	@Test
	void keepsValuesOutOfLogs() {
		assertThat(HTTPHeaders.of("Cookie", "secret")).hasToString("HTTPHeaders[cookie]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a:", "a\r", "a\n", "a\u0000", "a\u007f", "\u00e9", "\u212a", "a\tb",
			"(a)", "a=b", "a/b", "{a}" })
	void refusesNames(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.headers.add(name, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.headers.set(name, "x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nb: c", "a\rb", "a\nb", "\u0000", "a\u0001", "a\u001f", "\u007f", "\u0100", "\u010a",
			"\u010d", "\u560a", "\ud83d\ude00" })
	void refusesValuesThatCouldEndALine(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.headers.add("x", value));
		assertThatIllegalArgumentException().isThrownBy(() -> this.headers.set("x", value));
		assertThatIllegalArgumentException().isThrownBy(() -> HTTPHeaders.of("x", value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\tb", "\"x\"", "\u0080\u00ff", ":" })
	void takesValues(String value) {
		this.headers.set("x", value);

		assertThat(this.headers.get("x")).isEqualTo(value);
	}

	@Test
	void needsAValueForEveryName() {
		assertThatIllegalArgumentException().isThrownBy(() -> HTTPHeaders.of("a"));
	}

}
