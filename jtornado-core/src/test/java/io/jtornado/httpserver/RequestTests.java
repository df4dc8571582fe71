package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request says of itself. */
class RequestTests {

	private final List<HTTPRequest> requests = new ArrayList<>();

	private HTTPRequest request(String text) {
		try (TestServer server = new TestServer((request) -> {
			this.requests.add(request);
			server(request);
		})) {
			server.exchange(text);
		}
		return this.requests.get(0);
	}

	private static void server(HTTPRequest request) {
		assertThat(request.headersWritten()).isFalse();
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
		assertThat(request.headersWritten()).isTrue();
		assertThat(request.finished()).isTrue();
	}

	@Test
	void takesItsTargetApart() {
		HTTPRequest request = request("GET /a%20b?c=d?e HTTP/1.1\r\nHost: Example.ORG:81\r\nX: 1\r\nx: 2\r\n\r\n");

		assertThat(request.uri()).isEqualTo("/a%20b?c=d?e");
		assertThat(request.path()).isEqualTo("/a%20b");
		assertThat(request.query()).isEqualTo("c=d?e");
		assertThat(request.host()).isEqualTo("example.org:81");
		assertThat(request.hostName()).isEqualTo("example.org");
		assertThat(request.fullUrl()).isEqualTo("http://example.org:81/a%20b?c=d?e");
		assertThat(request.header("X")).isEqualTo("1, 2");
		assertThat(request.headers().getList("x")).containsExactly("1", "2");
		assertThat(request).hasToString("GET /a%20b");
	}

	@Test
	void knowsBothSides() {
		HTTPRequest request = request("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

		assertThat(request.remoteIp()).isEqualTo("127.0.0.1");
		assertThat(request.remoteAddress()).isNotNull();
		assertThat(request.localAddress()).isNotNull();
		assertThat(request.protocol()).isEqualTo("http");
		assertThat(request.query()).isEmpty();
	}

	@Test
	void servesTheServerAsAWhole() {
		HTTPRequest request = request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");

		assertThat(request.path()).isEqualTo("*");
		assertThat(request.fullUrl()).isEqualTo("http://a");
	}

	@Test
	void keepsItsWordsWhenTheBuffersAreUsedAgain() {
		try (TestServer server = new TestServer(this.requests::add)) {
			TestConnection client = server.connect();
			client.send("POST /first HTTP/1.1\r\nHost: first\r\nContent-Length: 5\r\n\r\nfirst");
			server.exchange("POST /other HTTP/1.1\r\nHost: other\r\nContent-Length: 5\r\n\r\nother");
			HTTPRequest first = this.requests.get(0);

			assertThat(first.uri()).isEqualTo("/first");
			assertThat(first.header("host")).isEqualTo("first");
			assertThat(first.body()).asString().isEqualTo("first");
		}
	}

	@Test
	void measuresItsTime() {
		try (TestServer server = new TestServer(this.requests::add)) {
			server.connect().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
			server.loop().advance(Duration.ofSeconds(3));

			assertThat(this.requests.get(0).requestTime()).isEqualTo(Duration.ofSeconds(3));
		}
	}

}
