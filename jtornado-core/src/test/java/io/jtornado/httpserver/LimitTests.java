package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LimitTests {

	private static final Limits SMALL = new Limits(1000, 10, 100, 10_000, 1000);

	@ParameterizedTest
	@CsvSource({ "900, 200", "990, 414", "5000, 414" })
	void boundsTheRequestLine(int target, int status) {
		assertAnswered(status, "GET /" + "x".repeat(target) + " HTTP/1.1\r\nHost: a\r\n\r\n");
	}

	@ParameterizedTest
	@CsvSource({ "900, 200", "970, 431", "5000, 431" })
	void boundsTheHead(int value, int status) {
		assertAnswered(status, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(value) + "\r\n\r\n");
	}

	@ParameterizedTest
	@CsvSource({ "9, 200", "10, 431" })
	void boundsTheNumberOfFields(int fields, int status) {
		assertAnswered(status, "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(fields) + "\r\n");
	}

	@ParameterizedTest
	@CsvSource({ "100, 200", "101, 413" })
	void boundsABodyOfKnownLength(int length, int status) {
		assertAnswered(status,
				"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
	}

	@ParameterizedTest
	@CsvSource({ "10, 200", "11, 413" })
	void boundsAChunkedBody(int chunks, int status) {
		assertAnswered(status, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ "a\r\n0123456789\r\n".repeat(chunks) + "0\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ffffffff", "fffffffffffffff", "7fffffffffffffff" })
	void refusesHugeChunksBeforeTheyCome(String size) {
		try (TestServer server = server()) {
			TestConnection client = server.connect();
			client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + size + "\r\n"
					+ "x".repeat(101));

			assertThat(Answer.of(client.received()).status()).isIn(400, 413);
		}
	}

	@Test
	void takesWhatClientsSendByDefault() {
		try (TestServer server = new TestServer()) {
			String answer = server.exchange("GET /" + "x".repeat(8000) + " HTTP/1.1\r\nHost: a\r\n"
					+ "X: y\r\n".repeat(98) + "Y: " + "y".repeat(6000) + "\r\n\r\n");

			assertThat(Answer.of(answer).status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GET /", "GET / HTTP/1.1\r\nHost: a\r\nX: " })
	void holdsNoMoreOfAnEndlessHeadThanItsBound(String start) {
		try (TestServer server = new TestServer()) {
			TestConnection client = server.connect();
			client.send(start);
			for (int i = 0; i < 100; i++) {
				client.send("x".repeat(10_000));
				assertThat(server.server().stats().heldRead()).isLessThan(130_000);
			}

			assertThat(Answer.of(client.received()).status()).isIn(414, 431, 501);
			assertThat(client.outputEnded()).isTrue();
		}
	}

	@Test
	void refusesABodyWhenTooMuchIsHeldAlready() {
		Limits limits = new Limits(1000, 10, 1000, 10_000, 1500);
		try (TestServer server = new TestServer(TestServer::echo, HTTPServerOptions.DEFAULTS.withLimits(limits))) {
			String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";
			TestConnection first = server.connect();
			first.send(head + "x");
			assertThat(server.server().stats().heldRead()).isEqualTo(1000);

			TestConnection second = server.connect();
			Answer refused = Answer.of(second.exchange(head + "x"));
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.fields()).containsEntry("retry-after", "5").containsEntry("connection", "close");
			assertThat(second.outputEnded()).isTrue();

			assertThat(Answer.of(first.exchange("x".repeat(999))).status()).isEqualTo(200);
			assertThat(server.server().stats().heldRead()).isZero();
			assertThat(Answer.of(server.exchange(head + "x".repeat(1000))).status()).isEqualTo(200);
		}
	}

	@Test
	void refusesABodyWhenTooMuchOfAnswersWaits() {
		Limits limits = new Limits(1000, 10, 1000, 1 << 20, 50_000);
		try (TestServer server = new TestServer(
				(request) -> request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[100_000]),
				HTTPServerOptions.DEFAULTS.withLimits(limits))) {
			TestConnection slow = server.connect();
			slow.transport().takeOnly(0);
			slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
			String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx";
			assertThat(Answer.of(server.exchange(post)).status()).isEqualTo(503);

			slow.transport().takeOnly(Long.MAX_VALUE);
			assertThat(Answer.of(slow.received()).status()).isEqualTo(200);
			assertThat(Answer.of(server.exchange(post)).status()).isEqualTo(200);
		}
	}

	@Test
	void refusesRequestsWhenTooMuchOfAnswersWaits() {
		Limits limits = new Limits(1000, 10, 1000, 1 << 20, 500_000);
		String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
		try (TestServer server = new TestServer(
				(request) -> request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[100_000]),
				HTTPServerOptions.DEFAULTS.withLimits(limits))) {
			List<TestConnection> readers = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				TestConnection slow = server.connect();
				slow.transport().takeOnly(200); // enough for a refusal, whose end is then
												// awaited
				slow.send(get);
				readers.add(slow);
				assertThat(server.server().stats().heldWrite()).isLessThan(700_000);
			}
			Answer refused = Answer.of(server.exchange(get));
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.fields()).containsEntry("retry-after", "5").containsEntry("connection", "close");

			readers.forEach((slow) -> slow.transport().takeOnly(Long.MAX_VALUE));
			readers.forEach(TestConnection::received);
			assertThat(Answer.of(server.exchange(get)).status()).isEqualTo(200);
		}
	}

	/**
	 * A client that leaves the last byte where it is has the server keep all the rest.
	 */
	@Test
	void countsAnAnswerAsAWholeUntilItsLastByteHasLeft() {
		try (TestServer server = new TestServer(
				(request) -> request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[100_000]))) {
			TestConnection slow = server.connect();
			slow.transport().takeOnly(99_000);
			slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(server.server().stats().heldWrite()).isEqualTo(100_000);

			slow.transport().takeOnly(Long.MAX_VALUE);
			assertThat(Answer.of(slow.received()).status()).isEqualTo(200);
			assertThat(server.server().stats().heldWrite()).isZero();
		}
	}

	@Test
	void refusesRequestsWithMuchBehindThemWhenTooMuchIsHeld() {
		Limits limits = new Limits(60_000, 10, 1000, 1 << 20, 100_000);
		List<HTTPRequest> pending = new ArrayList<>();
		try (TestServer server = new TestServer(pending::add, HTTPServerOptions.DEFAULTS.withLimits(limits))) {
			String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
			for (int i = 0; i < 20; i++) {
				server.connect().send(get + "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(30_000));
				assertThat(server.server().stats().heldRead()).isLessThan(150_000);
			}
			int served = pending.size();
			assertThat(served).isBetween(3, 5);
			server.connect().send(get);

			assertThat(pending).as("a small one is served").hasSize(served + 1);
			pending.forEach(TestServer::echo);
		}
	}

	@Test
	void noticesThatAClientLeavesWhichSentMuchBehindItsRequest() {
		List<HTTPRequest> pending = new ArrayList<>();
		try (TestServer server = new TestServer(pending::add)) {
			String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
			TestConnection later = server.connect();
			later.send(get);
			later.send("x".repeat(20_000));
			TestConnection atOnce = server.connect();
			atOnce.send(get + "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(60_000));
			for (TestConnection client : List.of(later, atOnce)) {
				client.end();
				assertThat(client.closed()).isFalse();
			}
			server.loop().advance(Duration.ofSeconds(10));
			assertThat(server.server().stats().heldRead()).isZero();
			server.loop().advance(Duration.ofSeconds(10));

			assertThat(pending).hasSize(2).allMatch(HTTPRequest::clientGone);
			assertThat(later.closed()).isTrue();
			assertThat(atOnce.closed()).isTrue();
		}
	}

	@Test
	void answersTheRequestBeforeWhatItHasGivenUp() {
		List<HTTPRequest> pending = new ArrayList<>();
		try (TestServer server = new TestServer(pending::add)) {
			TestConnection client = server.connect();
			client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000));
			client.advance(Duration.ofSeconds(11));
			client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000));
			assertThat(server.server().stats().heldRead()).isZero();
			assertThat(pending).hasSize(1).noneMatch(HTTPRequest::clientGone);
			TestServer.echo(pending.get(0));

			Answer answer = Answer.of(client.received());
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.closes()).isTrue();
			assertThat(client.outputEnded()).isTrue();
			assertThat(pending).hasSize(1);
		}
	}

	@Test
	void readsNothingAheadWhileMuchWaits() {
		List<HTTPRequest> pending = new ArrayList<>();
		try (TestServer server = new TestServer(pending::add)) {
			List<TestConnection> clients = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				TestConnection client = server.connect();
				client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
				client.send("x".repeat(16_000));
				clients.add(client);
			}
			assertThat(pending).hasSize(500);
			assertThat(server.server().stats().heldRead()).isBetween(4L << 20, 5L << 20);

			pending.forEach(TestServer::echo);
			assertThat(clients).allMatch((client) -> Answer.of(client.received()).status() == 200);
			assertThat(server.server().stats().heldRead()).isZero();
		}
	}

	@Test
	void refusesLargeHeadsThatTogetherAreTooMuch() {
		Limits limits = new Limits(60_000, 10, 1000, 1 << 20, 100_000);
		try (TestServer server = new TestServer(TestServer::echo, HTTPServerOptions.DEFAULTS.withLimits(limits))) {
			int refused = 0;
			for (int i = 0; i < 20; i++) {
				TestConnection client = server.connect();
				client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000));
				client.send("x");
				refused += client.outputEnded() ? 1 : 0;
				assertThat(server.server().stats().heldRead()).isLessThan(130_000);
			}

			assertThat(refused).isGreaterThan(10);
			assertThat(Answer.of(server.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).status()).isEqualTo(200);
		}
	}

	@Test
	void countsABodyUntilItsRequestIsAnswered() {
		HTTPRequest[] pending = new HTTPRequest[1];
		try (TestServer server = new TestServer((request) -> pending[0] = request)) {
			TestConnection client = server.connect();
			client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
			assertThat(server.server().stats().heldRead()).isPositive();

			TestServer.echo(pending[0]);

			assertThat(server.server().stats().heldRead()).isZero();
		}
	}

	private static TestServer server() {
		return new TestServer(TestServer::echo, HTTPServerOptions.DEFAULTS.withLimits(SMALL));
	}

	private static void assertAnswered(int status, String request) {
		try (TestServer server = server()) {
			TestConnection whole = server.connect();
			whole.send(request);
			Answer answer = Answer.of(whole.received());
			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.closes()).isEqualTo(status != 200);
			assertThat(whole.outputEnded()).isEqualTo(status != 200);

			TestConnection bytes = server.connect();
			bytes.transport().readAtMost(1);
			bytes.send(request);
			assertThat(Answer.of(bytes.received()).status()).isEqualTo(status);
		}
	}

}
