package io.jtornado.testing;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AnswerReaderTests {

	private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

	@ParameterizedTest
	@ValueSource(strings = { CHUNKED, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA: b\r\n\r\nabcde",
			"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 5\r\n\r\nabcde" })
	void readsAnAnswerAtEverySplit(String text) {
		for (int cut = 0; cut <= text.length(); cut++) {
			AnswerReader reader = new AnswerReader("GET");
			reader.read(bytes(text.substring(0, cut)));
			assertThat(reader.done()).as("cut at %d", cut).isEqualTo(cut == text.length());
			reader.read(bytes(text.substring(cut)));

			assertThat(reader.done()).isTrue();
			assertThat(reader.response().text()).isEqualTo("abcde");
			assertThat(reader.response().header("a")).isEqualTo("b");
			assertThat(reader.persistent()).isTrue();
		}
	}

	@Test
	void aBodyWithoutALengthEndsWithTheConnection() {
		AnswerReader reader = new AnswerReader("GET");
		reader.read(bytes("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc"));
		assertThat(reader.done()).isFalse();
		reader.handleEnd();

		assertThat(reader.response().text()).isEqualTo("abc");
		assertThat(reader.persistent()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "HEAD, 200 OK", "GET, 204 No Content", "GET, 304 Not Modified" })
	void someAnswersHaveNoBody(String method, String status) {
		AnswerReader reader = new AnswerReader(method);
		reader.read(bytes("HTTP/1.1 " + status + "\r\nETag: \"a\"\r\n\r\n"));

		assertThat(reader.done()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			HTTP/1.0 200 OK\\r\\n\\r\\n                                             | no status line
			HTTP/1.1 200\\r\\n\\r\\n                                                | no status line
			HTTP/1.1 099 Low\\r\\n\\r\\n                                            | no status line
			<html>\\r\\n\\r\\n                                                      | no status line
			HTTP/1.1 200 OK\\r\\nfield\\r\\n\\r\\n                                  | no field: field
			HTTP/1.1 200 OK\\r\\na b: c\\r\\n\\r\\n                                 | no field: a b
			HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nContent-Length: 1\\r\\n\\r\\n    | several lengths
			HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n | several lengths
			HTTP/1.1 200 OK\\r\\nContent-Length: +1\\r\\n\\r\\n                     | Content-Length is +1
			HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n                | Transfer-Encoding is gzip
			HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\n\\r\\nab                    | behind its end: b
			HTTP/1.1 204 No Content\\r\\n\\r\\na                                    | behind its end: a
			HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nx            | chunks are malformed: x
			""")
	void refusesWhatIsNoAnswer(String text, String why) {
		String wire = text.strip().replace("\\r", "\r").replace("\\n", "\n");

		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> new AnswerReader("GET").read(bytes(wire)))
			.withMessageStartingWith("The answer is malformed: ")
			.withMessageContaining(why);
	}

	@ParameterizedTest
	@CsvSource({ "'', before the answer", "HTTP/1.1 20, in the middle of its head" })
	void refusesAnAnswerThatIsCutOff(String text, String where) {
		AnswerReader reader = new AnswerReader("GET");
		reader.read(bytes(text));

		assertThatExceptionOfType(AssertionError.class).isThrownBy(reader::handleEnd).withMessageContaining(where);
	}

	@Test
	void refusesABodyThatIsCutOff() {
		AnswerReader reader = new AnswerReader("GET");
		reader.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc"));

		assertThatExceptionOfType(AssertionError.class).isThrownBy(reader::handleEnd)
			.withMessageContaining("in the middle of the body, behind 3 bytes of it");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
