package io.jtornado.spring.actuate;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AcceptedTypesTests {

	private static final List<MediaType> PRODUCED = Stream
		.of("application/vnd.spring-boot.actuator.v3+json", "application/json", "text/plain;charset=UTF-8")
		.map(MediaType::valueOf)
		.toList();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			*/*                                                     | application/vnd.spring-boot.actuator.v3+json
			application/*                                           | application/vnd.spring-boot.actuator.v3+json
			application/json                                        | application/json
			application/json, */*                                   | application/json
			text/*                                                  | text/plain;charset=UTF-8
			text/plain                                              | text/plain;charset=UTF-8
			text/html,application/xml;q=0.9,*/*;q=0.8               | application/vnd.spring-boot.actuator.v3+json
			text/plain;q=0.5, application/json;q=0.4                | text/plain;charset=UTF-8
			application/json;q=0, application/*;q=0.1, */*;q=0      | application/vnd.spring-boot.actuator.v3+json
			""")
	void choosesWhatTheClientLikesBest(String accept, String expected) {
		assertThat(AcceptedTypes.of(List.of(accept)).best(PRODUCED).type()).hasToString(expected);
	}

	@Test
	void takesTheFirstIfTheClientDoesNotSay() {
		assertThat(AcceptedTypes.of(List.of()).best(PRODUCED).type()).isEqualTo(PRODUCED.get(0));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/html
			image/*
			application/*;q=0
			text/plain;charset=ISO-8859-1
			""")
	void findsNothingAcceptable(String accept) {
		assertThat(AcceptedTypes.of(List.of(accept)).best(PRODUCED.subList(2, 3))).isNull();
	}

	@Test
	void refusesAMalformedRange() {
		assertThatExceptionOfType(InvalidMediaTypeException.class).isThrownBy(() -> AcceptedTypes.of(List.of("text")));
	}

}
