package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.httpserver.CodedRequests.chunked;
import static io.jtornado.httpserver.CodedRequests.coded;
import static io.jtornado.httpserver.CodedRequests.post;
import static org.assertj.core.api.Assertions.assertThat;

class DecompressRequestTests {

	private static final HTTPServerOptions ON = HTTPServerOptions.DEFAULTS.withDecompressRequest(true)
		.withLimits(new Limits(1000, 10, 20_000, 100_000, 0));

	private static final String CONTENT = "hello ".repeat(100);

	/** Says what it sees of the coding, and the body. */
	private static void tell(HTTPRequest request) {
		String text = request.header("Content-Encoding") + " " + request.header("X-Consumed-Content-Encoding") + " "
				+ request.header("Content-Length") + " " + request.headers().names() + " ["
				+ new String(request.body(), StandardCharsets.ISO_8859_1) + "]";
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static TestServer server() {
		return new TestServer(DecompressRequestTests::tell, ON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "x-gzip", "GZIP", "deflate", "identity, gzip" })
	void inflatesABodyOfKnownLength(String coding) {
		assertAnswered(200, "null " + coding + " null [host, x-consumed-content-encoding] [" + CONTENT + "]",
				post(coding, coded(coding, CONTENT)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void inflatesAChunkedBody(String coding) {
		assertAnswered(200,
				"null " + coding + " null [host, x-consumed-content-encoding, transfer-encoding] [" + CONTENT + "]",
				chunked(coding, coded(coding, CONTENT)));
	}

	@Test
	void servesWhatComesBehind() {
		try (TestServer server = server()) {
			String request = post("gzip", coded("gzip", CONTENT));
			TestConnection client = server.connect();

			String answers = client
				.exchange(request + chunked("deflate", coded("deflate", "x")) + request + post("identity", "y"));

			assertThat(Answer.bodies(answers)).hasSize(4)
				.satisfies((bodies) -> assertThat(bodies.get(2)).endsWith("[" + CONTENT + "]"))
				.satisfies((bodies) -> assertThat(bodies.get(3))
					.isEqualTo("identity null 1 [host, content-encoding, content-length] [y]"));
		}
	}

	@Test
	void leavesBodiesAsTheyAreByDefault() {
		try (TestServer server = new TestServer(DecompressRequestTests::tell)) {
			String body = coded("gzip", CONTENT);

			assertThat(Answer.of(server.exchange(post("gzip", body))).body())
				.isEqualTo("gzip null " + body.length() + " [host, content-encoding, content-length] [" + body + "]");
			assertThat(Answer.of(server.exchange(post("br", "anything"))).status()).isEqualTo(200);
		}
	}

	@Test
	void leavesARequestWithoutABodyAlone() {
		assertAnswered(200, "br null null [host, content-encoding] []",
				"GET / HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "zstd", "gzip, gzip", "deflate, gzip", "gzip;q=1", "*" })
	void refusesOtherCodings(String coding) {
		assertAnswered(415, null, post(coding, "anything"));
		try (TestServer server = server()) {
			Answer answer = Answer.of(server.exchange(post(coding, "anything")));

			assertThat(answer.fields()).containsEntry("accept-encoding", "gzip, deflate");
		}
	}

	@Test
	void refusesOtherCodingsBeforeTheBodyIsSent() {
		try (TestServer server = server()) {
			Answer answer = Answer.of(server.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
					+ "Content-Encoding: br\r\nExpect: 100-continue\r\n\r\n"));

			assertThat(answer.status()).isEqualTo(415);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void refusesWhatIsNotCodedSo(String coding) {
		String body = coded(coding, CONTENT);
		String changed = body.substring(0, body.length() - 1) + (char) (body.charAt(body.length() - 1) ^ 1);
		for (String wrong : List.of("anything", body.substring(0, body.length() - 1), body + "x", changed,
				body.substring(1))) {
			assertAnswered(400, null, post(coding, wrong));
			assertAnswered(400, null, chunked(coding, wrong));
		}
		assertAnswered(400, null, chunked(coding, ""));
	}

	@ParameterizedTest
	@CsvSource({ "20000, 200", "20001, 413", "50000000, 413" })
	void boundsWhatItBecomes(int length, int status) {
		for (String coding : List.of("gzip", "deflate")) {
			String bomb = coded(coding, "x".repeat(length));
			String body = bomb.substring(0, Math.min(bomb.length(), 20_000));
			assertAnswered(status, null, post(coding, body));
			assertAnswered(status, null, chunked(coding, body));
		}
	}

	@Test
	void boundsHowMuchLittleMayBecome() {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withDecompressRequest(true);
		try (TestServer server = new TestServer(DecompressRequestTests::tell, options)) {
			Answer answer = Answer.of(server.exchange(post("gzip", coded("gzip", "x".repeat(1_000_000)))));

			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.body()).contains("content coding");
		}
	}

	@Test
	void boundsWhatComes() {
		assertAnswered(413, null,
				"POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 20001\r\n\r\n");
	}

	@Test
	void countsWhatInflatingHolds() {
		String request = post("gzip", coded("gzip", CONTENT));
		List<HTTPRequest> pending = new ArrayList<>();
		try (TestServer server = new TestServer(pending::add, ON)) {
			TestConnection client = server.connect();
			client.send(request.substring(0, request.length() - 1));
			assertThat(server.server().stats().heldRead()).isGreaterThan(50_000);

			client.send(request.substring(request.length() - 1));
			assertThat(server.server().stats().heldRead()).isBetween((long) CONTENT.length(), 5000L);

			tell(pending.get(0));
			assertThat(Answer.of(client.received()).status()).isEqualTo(200);
			assertThat(server.server().stats().heldRead()).isZero();
		}
	}

	@Test
	void refusesToInflateWhenTooMuchIsHeldAlready() {
		HTTPServerOptions options = ON.withLimits(new Limits(1000, 10, 20_000, 100_000, 80_000));
		String request = post("gzip", coded("gzip", CONTENT));
		String begun = request.substring(0, request.length() - 1);
		try (TestServer server = new TestServer(DecompressRequestTests::tell, options)) {
			TestConnection first = server.connect();
			first.send(begun);

			assertThat(Answer.of(server.exchange(begun)).status()).isEqualTo(503);
			assertThat(Answer.of(first.exchange(request.substring(begun.length()))).status()).isEqualTo(200);
		}
	}

	/** The server in memory asserts at its end that nothing is held. */
	@Test
	void givesEverythingBackWhereverTheClientLeaves() {
		String request = chunked("gzip", coded("gzip", CONTENT));
		try (TestServer server = server()) {
			for (int cut = 0; cut < request.length(); cut++) {
				TestConnection reset = server.connect();
				reset.send(request.substring(0, cut));
				reset.reset();
				TestConnection ended = server.connect();
				ended.send(request.substring(0, cut));
				ended.end();
				assertThat(server.server().stats().heldRead()).as("cut at %d", cut).isZero();
			}
			TestConnection slow = server.connect();
			slow.send(request.substring(0, request.length() - 20));
			slow.advance(Duration.ofMinutes(5));
			assertThat(Answer.of(slow.received()).status()).isEqualTo(408);
			assertThat(server.server().stats().heldRead()).isZero();
		}
	}

	/** Sends it in one piece and byte by byte. */
	private static void assertAnswered(int status, @Nullable String body, String request) {
		try (TestServer server = server()) {
			TestConnection bytes = server.connect();
			bytes.transport().readAtMost(1);
			for (TestConnection client : List.of(server.connect(), bytes)) {
				Answer answer = Answer.of(client.exchange(request));
				assertThat(answer.status()).isEqualTo(status);
				assertThat(answer.closes()).isEqualTo(status != 200);
				if (body != null) {
					assertThat(answer.body()).isEqualTo(body);
				}
			}
		}
	}

}
