package io.jtornado.httpserver;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeepAliveTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "HTTP/1.1 | x | true | ", "HTTP/1.1 | close | false | close", "HTTP/1.1 | CLOSE | false | close",
					"HTTP/1.1 | keep-alive, close | false | close", "HTTP/1.1 | keep-alive | true | ",
					"HTTP/1.9 | x | true | ", "HTTP/1.0 | x | false | close",
					"HTTP/1.0 | Keep-Alive | true | keep-alive", "HTTP/1.0 | keep-alive, close | false | close" })
	void followsVersionAndConnection(String version, String connection, boolean persists, String announced) {
		try (TestServer server = new TestServer()) {
			TestConnection client = server.connect();
			Answer answer = Answer
				.of(client.exchange("GET / " + version + "\r\nHost: a\r\nConnection: " + connection + "\r\n\r\n"));

			assertThat(answer.fields().get("connection")).isEqualTo(announced);
			assertThat(client.closed()).isNotEqualTo(persists);
		}
	}

	@Test
	void servesTheNextRequestOnTheSameConnection() {
		try (TestServer server = new TestServer()) {
			TestConnection client = server.connect();
			for (int i = 0; i < 5; i++) {
				assertThat(Answer.of(client.exchange("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n")).body())
					.startsWith("GET /" + i);
			}
		}
	}

	@Test
	void closesEveryConnectionWithoutKeepAlive() {
		try (TestServer server = new TestServer(TestServer::echo, HTTPServerOptions.DEFAULTS.withNoKeepAlive(true))) {
			TestConnection client = server.connect();
			String answers = client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");

			assertThat(Answer.of(answers).closes()).isTrue();
			assertThat(client.outputEnded()).isTrue();
		}
	}

	@Test
	void letsAClientThatWasNotAskedReadToTheEnd() {
		// Closing while its next request is under way would reset the connection, and the
		// answer could be lost: https://www.rfc-editor.org/rfc/rfc9112#section-9.6
		try (TestServer server = new TestServer(TestServer::echo, HTTPServerOptions.DEFAULTS.withNoKeepAlive(true))) {
			TestConnection client = server.connect();
			client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

			assertThat(client.outputEnded()).isTrue();
			assertThat(client.closed()).isFalse();

			client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(Answer.of(client.received()).closes()).isTrue();
			client.end();
			assertThat(client.closed()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "close", "Close", "x, close" })
	void closesWhenTheApplicationSaysSo(String value) {
		RequestCallback callback = (request) -> request.respond(ResponseStartLine.OK,
				HTTPHeaders.of("Connection", value), new byte[0]);
		try (TestServer server = new TestServer(callback)) {
			TestConnection client = server.connect();
			Answer answer = Answer.of(client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));

			assertThat(answer.closes()).isTrue();
			assertThat(client.outputEnded()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 304, 404, 405, 500 })
	void outlivesErrorsOfTheApplication(int status) {
		RequestCallback callback = (request) -> request.respond(ResponseStartLine.of(status), new HTTPHeaders(),
				new byte[0]);
		try (TestServer server = new TestServer(callback)) {
			TestConnection client = server.connect();
			String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

			assertThat(Answer.statuses(client.exchange(get + get))).containsExactly(status, status);
			assertThat(client.outputEnded()).isFalse();
		}
	}

	@Test
	void skipsEmptyLinesBetweenRequests() {
		try (TestServer server = new TestServer()) {
			TestConnection client = server.connect();
			String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

			assertThat(Answer.statuses(client.exchange(get + "\r\n\r\n" + get + "\r\n"))).containsExactly(200, 200);
			assertThat(server.server().stats().connectionsBusy()).isZero();
			client.end();
			assertThat(client.received()).isEmpty();
			assertThat(client.closed()).isTrue();
		}
	}

}
