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
	@ValueSource(strings = { "\"xyz\"", "W/\"xyz\", \"xyz\"", "\"a\",\"xyz\"", "\"a,b\", \"xyz\"" })
	void findsAStrongTagInAList(String list) {
		assertThat(EntityTags.matchesStrongly(list, "\"xyz\"")).isTrue();
		assertThat(EntityTags.matchesStrongly(list, "W/\"xyz\"")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "W/\"xyz\"", "\"a\", W/\"xyz\"", "*", "xyz", "\"xyz", "\"W/xyz\"" })
	void findsNoWeakTagStrongly(String list) {
		assertThat(EntityTags.matchesStrongly(list, "\"xyz\"")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",", "\"xy\"", "\"xyzz\"", "xyz", "\"xyz", "w/\"xyz\"", "*, \"a\"", "\"a, xyz\"",
			"\"*\"", "W/", "\"a\" b \"xyz\"" })
	void findsNothingElse(String list) {
		assertThat(EntityTags.matchesWeakly(list, "\"xyz\"")).isFalse();
	}

}
