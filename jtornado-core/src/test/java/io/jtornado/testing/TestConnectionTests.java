package io.jtornado.testing;

import java.nio.charset.StandardCharsets;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestConnectionTests {

	@Test
	void sendsTextAndReceivesText() {
		try (TestConnection connection = new TestConnection(TestConnectionTests::greet)) {
			String answer = connection.exchange("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

			assertThat(answer).isEqualTo("""
					HTTP/1.1 200 OK\r
					Content-Type: text/plain\r
					Date: Sun, 06 Nov 1994 08:49:37 GMT\r
					Server: jtornado\r
					Content-Length: 5\r
					\r
					hello""");
			assertThat(connection.closed()).isFalse();
		}
	}

	private static void greet(HTTPRequest request) {
		request.respond(ResponseStartLine.OK, HTTPHeaders.of("Content-Type", "text/plain"),
				"hello".getBytes(StandardCharsets.UTF_8));
	}

}
