package io.jtornado.httpserver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PipeliningTests {

	private final Deque<HTTPRequest> pending = new ArrayDeque<>();

	private int served;

	@Test
	void answersHundredsOfRequestsInOneSegmentInOrder() {
		try (TestServer server = new TestServer()) {
			String answers = server.exchange(gets(0, 700));

			assertThat(Answer.bodies(answers)).isEqualTo(echoes(0, 700));
		}
	}

	@Test
	void sendsTheAnswersOfOneSegmentTogether() {
		try (TestServer server = new TestServer()) {
			TestConnection connection = server.connect();
			connection.send(gets(0, 50));

			assertThat(connection.transport().writes()).isEqualTo(1);
		}
	}

	@Test
	void answersRequestsOfAClientThatEndsItsSideBehindThem() {
		try (TestServer server = new TestServer()) {
			TestConnection connection = server.connect();
			connection.transport().feed(gets(0, 300));
			connection.end();

			assertThat(Answer.bodies(connection.received())).isEqualTo(echoes(0, 300));
			assertThat(connection.closed()).isTrue();
			assertThat(connection.aborted()).isFalse();
		}
	}

	@Test
	void answersInOrderWhenAnswersComeLater() {
		try (TestServer server = new TestServer(this.pending::add)) {
			TestConnection connection = server.connect();
			connection.transport().feed(gets(0, 100));
			connection.end();
			List<String> bodies = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				assertThat(this.pending).hasSize(1);
				TestServer.echo(this.pending.remove());
				bodies.addAll(Answer.bodies(connection.received()));
			}

			assertThat(bodies).isEqualTo(echoes(0, 100));
			assertThat(connection.closed()).isTrue();
		}
	}

	@Test
	void waitsForAClientThatDoesNotRead() {
		try (TestServer server = new TestServer(this::answerLarge)) {
			TestConnection connection = server.connect();
			connection.transport().takeOnly(0);
			for (int i = 0; i < 2000; i++) {
				connection.send(gets(i, i + 1));
			}

			assertThat(this.served).isLessThan(20);
			assertThat(server.server().stats().heldWrite()).isLessThan(200_000);
			assertThat(server.server().stats().heldRead()).isLessThan(100_000);

			connection.transport().takeOnly(Long.MAX_VALUE);

			assertThat(Answer.bodies(connection.received())).hasSize(2000).allMatch((body) -> body.length() == 10_000);
		}
	}

	@Test
	void waitsForAClientThatTakesFewBytesAtATime() {
		try (TestServer server = new TestServer(this::answerLarge)) {
			TestConnection connection = server.connect();
			connection.transport().takeOnly(0);
			connection.transport().feed(gets(0, 200));
			connection.end();
			StringBuilder received = new StringBuilder();
			for (int i = 0; i < 2000 && !connection.closed(); i++) {
				connection.transport().takeOnly(5003);
				received.append(connection.received());
			}

			assertThat(Answer.bodies(received.toString())).hasSize(200);
			assertThat(connection.closed()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 100, 500_000 })
	void readsABodyThatWaitsBehindAnswers(int length) {
		// The head is read while the answers before it are on the page, its body once
		// they
		// wait for the client.
		try (TestServer server = new TestServer(this::answerSmall)) {
			TestConnection connection = server.connect();
			connection.transport().takeOnly(0);
			connection.send(gets(0, 100) + "POST /100 HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n");
			connection.send("x".repeat(length - 1));
			connection.send("x");
			connection.end();
			assertThat(this.served).isEqualTo(100);
			assertThat(connection.outputEnded()).isFalse();

			connection.transport().takeOnly(Long.MAX_VALUE);

			assertThat(Answer.statuses(connection.received())).hasSize(101).containsOnly(200);
			assertThat(connection.closed()).isTrue();
		}
	}

	@Test
	void keepsAnswersOfManyConnectionsApart() {
		try (TestServer server = new TestServer(this.pending::add)) {
			List<TestConnection> connections = IntStream.range(0, 20).mapToObj((i) -> server.connect()).toList();
			List<HTTPRequest> begun = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				connections.get(i).transport().writeAtMost(3 + i);
				connections.get(i).send(gets(i, i + 1));
				begun.add(this.pending.remove());
			}
			begun.forEach((request) -> request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders()));
			for (int round = 0; round < 5; round++) {
				begun.forEach((request) -> request.write(request.uri() + ";"));
			}
			begun.forEach(HTTPRequest::finish);

			for (int i = 0; i < 20; i++) {
				assertThat(Answer.of(connections.get(i).received()).body()).isEqualTo(("/" + i + ";").repeat(5));
			}
		}
	}

	private void answerLarge(HTTPRequest request) {
		this.served++;
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[10_000]);
	}

	private void answerSmall(HTTPRequest request) {
		this.served++;
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[1000]);
	}

	private static String gets(int from, int to) {
		return IntStream.range(from, to)
			.mapToObj((i) -> "GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n")
			.collect(Collectors.joining());
	}

	private static List<String> echoes(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> "GET /" + i + " HTTP/1.1 a []").toList();
	}

}
