package io.jtornado.httpserver;

import java.util.List;
import java.util.function.Consumer;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The answer depends on the bytes, not on how they are cut. */
class RequestCorpusTests {

	private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

	private final TestServer server = new TestServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@MethodSource({ "io.jtornado.httpserver.RequestCorpus#valid", "io.jtornado.httpserver.RequestCorpus#invalid" })
	void answersInOnePiece(String text, String expected) {
		assertThat(outcome((connection) -> connection.send(text))).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource({ "io.jtornado.httpserver.RequestCorpus#valid", "io.jtornado.httpserver.RequestCorpus#invalid" })
	void answersByteByByte(String text, String expected) {
		assertThat(outcome((connection) -> text.chars().forEach((c) -> connection.send(String.valueOf((char) c)))))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource({ "io.jtornado.httpserver.RequestCorpus#valid", "io.jtornado.httpserver.RequestCorpus#invalid" })
	void answersWhenReadByteByByte(String text, String expected) {
		assertThat(outcome((connection) -> {
			connection.transport().readAtMost(1);
			connection.transport().writeAtMost(1);
			connection.send(text);
		})).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource({ "io.jtornado.httpserver.RequestCorpus#valid", "io.jtornado.httpserver.RequestCorpus#invalid" })
	void answersCutAnywhere(String text, String expected) {
		for (int cut = 1; cut < text.length(); cut++) {
			int end = cut;
			assertThat(outcome((connection) -> {
				connection.send(text.substring(0, end));
				connection.send(text.substring(end));
			})).as("cut at %d", cut).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@MethodSource({ "io.jtornado.httpserver.RequestCorpus#valid", "io.jtornado.httpserver.RequestCorpus#invalid" })
	void answersAClientThatEndsItsSide(String text, String expected) {
		boolean truncated = expected.isEmpty() && text.length() > 2;
		String closed = truncated ? "400 |" : (expected + (expected.endsWith("|") ? "" : " |")).trim();

		assertThat(outcome((connection) -> {
			connection.transport().feed(text);
			connection.end();
		})).isEqualTo(closed.startsWith("|") ? "|" : closed.replace("200  |", "200 |"));
	}

	private String outcome(Consumer<TestConnection> client) {
		TestConnection connection = this.server.connect();
		client.accept(connection);
		List<Answer> answers = Answer.all(connection.received().replace(CONTINUE, ""));
		StringBuilder outcome = new StringBuilder();
		for (Answer answer : answers) {
			String body = (answer.status() == 200) ? Answer.escape(answer.body()) : "";
			outcome.append(answer.status())
				.append(body.isEmpty() && answer.status() != 200 ? "" : " ")
				.append(body)
				.append(' ');
		}
		String text = outcome.isEmpty() ? "" : outcome.substring(0, outcome.length() - 1);
		return connection.outputEnded() ? (text + " |").trim().replace("200  |", "200 |") : text;
	}

}
