package io.jtornado.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EntityTagsTests {

	@ParameterizedTest
	@ValueSource(strings = { "\"xyz\"", "W/\"xyz\"", "\"a\", \"xyz\"", "\"a\",\"b\" , W/\"xyz\"", "*", " * ",
			",, \"xyz\",", "\"a,b\", \"xyz\"", "W/\"a\" \"xyz\"" })
	void findsTheTagInAList(String list) {
		assertThat(EntityTags.matchesWeakly(list, "\"xyz\"")).isTrue();
		assertThat(EntityTags.matchesWeakly(list, "W/\"xyz\"")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",", "\"xy\"", "\"xyzz\"", "xyz", "\"xyz", "w/\"xyz\"", "*, \"a\"", "\"a, xyz\"",
			"\"*\"", "W/", "\"a\" b \"xyz\"" })
	void findsNothingElse(String list) {
		assertThat(EntityTags.matchesWeakly(list, "\"xyz\"")).isFalse();
	}

}
