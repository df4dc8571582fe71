package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.iostream.StreamClosedException;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** How answers are framed. */
class AnswerTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";

	@Test
	void announcesTheLengthOfAWholeBody() {
		String answer = exchange(GET, (request) -> request.respond(ResponseStartLine.OK,
				HTTPHeaders.of("Content-Type", "text/plain"), new byte[] { 'h', 'i' }));

		assertThat(answer).isEqualTo("""
				HTTP/1.1 200 OK\r
				Content-Type: text/plain\r
				Date: Sun, 06 Nov 1994 08:49:37 GMT\r
				Server: jtornado\r
				Content-Length: 2\r
				\r
				hi""");
	}

	@Test
	void writesABodyOfUnknownLengthInChunks() {
		String answer = exchange(GET, (request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write("0123456789abcdef");
			request.write(new byte[0]);
			request.write(ByteBuffer.wrap(new byte[] { 'x', 'y' }, 1, 1));
			request.finish();
		});

		assertThat(answer).endsWith("Transfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n1\r\ny\r\n0\r\n\r\n");
	}

	@Test
	void writesLargeChunks() {
		String large = "x".repeat(100_000);
		String answer = exchange(GET, (request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write(large);
			request.write("y");
			request.finish();
		});

		assertThat(Answer.of(answer).body()).isEqualTo(large + "y");
	}

	@Test
	void endsABodyOfUnknownLengthByClosingForHTTP10() {
		try (TestServer server = new TestServer((request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write("hello");
			request.finish();
		})) {
			TestConnection client = server.connect();
			String answer = client.exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

			assertThat(answer).endsWith("Connection: close\r\n\r\nhello").doesNotContain("chunked");
			assertThat(client.outputEnded()).isTrue();
			assertThat(client.aborted()).isFalse();
		}
	}

	@Test
	void keepsToTheLengthThatTheApplicationAnnounces() {
		String answer = exchange(GET, (request) -> {
			request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("content-length", "5"));
			request.write("he");
			request.write("llo");
			assertThatIllegalStateException().isThrownBy(() -> request.write("!"));
			request.finish();
			assertThat(request.bytesWritten()).isEqualTo(5);
		});

		assertThat(Answer.of(answer).body()).isEqualTo("hello");
	}

	@Test
	void refusesAWholeBodyOfAnotherLength() {
		exchange(GET, (request) -> {
			assertThatIllegalStateException().isThrownBy(
					() -> request.respond(ResponseStartLine.OK, HTTPHeaders.of("Content-Length", "3"), new byte[2]));
			request.respond(ResponseStartLine.OK, HTTPHeaders.of("Content-Length", "2"), new byte[2]);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "-1", "+1", "1.0", "1, 1", "9223372036854775808", " 1" })
	void refusesLengthsThatAreNone(String length) {
		exchange(GET, (request) -> {
			HTTPHeaders headers = HTTPHeaders.of("Content-Length", length);
			assertThatIllegalArgumentException().isThrownBy(() -> request.writeHeaders(ResponseStartLine.OK, headers));
			TestServer.echo(request);
		});
	}

	@Test
	void framesAnswersItself() {
		String answer = exchange(GET, (request) -> {
			assertThatIllegalArgumentException().isThrownBy(
					() -> request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("Transfer-Encoding", "chunked")));
			request.respond(ResponseStartLine.OK, HTTPHeaders.of("Connection", "keep-alive, x"), new byte[0]);
		});

		assertThat(Answer.of(answer).fields()).doesNotContainKey("connection").containsEntry("content-length", "0");
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 102, 103, 199 })
	void refusesInterimStatusesAsAnswers(int status) {
		exchange(GET, (request) -> {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> request.respond(ResponseStartLine.of(status), new HTTPHeaders(), new byte[0]));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> request.writeHeaders(ResponseStartLine.of(status), new HTTPHeaders()));
			TestServer.echo(request);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 304 })
	void writesNoBodyWhereNoneMayBe(int status) {
		ResponseStartLine line = ResponseStartLine.of(status);
		String answers = exchange(GET + GET, (request) -> {
			assertThatIllegalStateException().isThrownBy(() -> request.respond(line, new HTTPHeaders(), new byte[1]));
			request.writeHeaders(line, HTTPHeaders.of("Content-Length", "3"));
			request.write("xyz");
			request.finish();
		});

		assertThat(Answer.statuses(answers)).containsExactly(status, status);
		assertThat(answers).doesNotContain("Content-Length").doesNotContain("chunked").doesNotContain("xyz");
	}

	@Test
	void saysThatAResetHasNoContent() {
		ResponseStartLine line = ResponseStartLine.of(205);
		String whole = exchange(GET + GET, (request) -> {
			assertThatIllegalStateException().isThrownBy(() -> request.respond(line, new HTTPHeaders(), new byte[1]));
			request.respond(line, new HTTPHeaders(), new byte[0]);
		});
		String parts = exchange(GET + GET, (request) -> {
			request.writeHeaders(line, new HTTPHeaders());
			request.write("xyz");
			request.finish();
		});

		assertThat(parts).isEqualTo(whole).doesNotContain("chunked").doesNotContain("xyz");
		assertThat(Answer.statuses(whole)).containsExactly(205, 205);
		assertThat(whole.split("Content-Length: 0\r\n", -1)).hasSize(3);
	}

	@Test
	void answersHeadWithTheFieldsOfGet() {
		Consumer<HTTPRequest> whole = (request) -> request.respond(ResponseStartLine.OK,
				HTTPHeaders.of("X-Method", request.method()), new byte[5]);
		Consumer<HTTPRequest> parts = (request) -> {
			request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("X-Method", request.method()));
			request.write("hello");
			request.finish();
			assertThat(request.bytesWritten()).isEqualTo(request.method().equals("HEAD") ? 0 : 5);
		};

		assertThat(headOf(exchange(HEAD, whole))).isEqualTo(headOf(exchange(GET, whole)).replace("GET", "HEAD"));
		assertThat(headOf(exchange(HEAD, parts))).isEqualTo(headOf(exchange(GET, parts)).replace("GET", "HEAD"));
		assertThat(exchange(HEAD, whole)).endsWith("\r\n\r\n");
		assertThat(exchange(HEAD, parts)).endsWith("\r\n\r\n");
	}

	private static String headOf(String answer) {
		return answer.substring(0, answer.indexOf("\r\n\r\n"));
	}

	@Test
	void keepsStepBehindAnswersWithoutBodies() {
		String answers = exchange(HEAD + GET + HEAD, TestServer::echo);

		assertThat(Answer.bodies(answers)).containsExactly("", "GET / HTTP/1.1 a []", "");
	}

	@Test
	void letsTheApplicationSayDateAndServer() {
		String answer = exchange(GET, (request) -> request.respond(ResponseStartLine.OK,
				HTTPHeaders.of("date", "Thu, 01 Jan 1970 00:00:00 GMT", "SERVER", "mine"), new byte[0]));

		assertThat(Answer.of(answer).fields()).containsEntry("date", "Thu, 01 Jan 1970 00:00:00 GMT")
			.containsEntry("server", "mine");
	}

	@Test
	void saysNoServerIfThereIsNone() {
		try (TestServer server = new TestServer(TestServer::echo, HTTPServerOptions.DEFAULTS.withServerHeader(null))) {
			assertThat(Answer.of(server.exchange(GET)).fields()).doesNotContainKey("server").containsKey("date");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> HTTPServerOptions.DEFAULTS.withServerHeader("a\r\nb: c"));
	}

	@Test
	void refusesAHeadThatDoesNotFitOnAPage() {
		String answer = exchange(GET, (request) -> {
			HTTPHeaders headers = HTTPHeaders.of("X", "x".repeat(65_536));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> request.respond(ResponseStartLine.OK, headers, new byte[0]));
			TestServer.echo(request);
		});

		assertThat(Answer.of(answer).status()).isEqualTo(200);
	}

	@Test
	void flushesWhatIsWritten() {
		CompletableFuture<?>[] flushed = new CompletableFuture<?>[1];
		try (TestServer server = new TestServer((request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write(new byte[200_000]);
			flushed[0] = request.flush().toCompletableFuture();
		})) {
			TestConnection client = server.connect();
			client.transport().takeOnly(100_000);
			client.send(GET);
			assertThat(flushed[0]).isNotDone();
			client.transport().takeOnly(100_000);
			client.received();
			assertThat(flushed[0]).isCompleted();
		}
	}

	@Test
	void failsTheFlushWhenTheClientGoes() {
		CompletableFuture<?>[] flushed = new CompletableFuture<?>[1];
		try (TestServer server = new TestServer((request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write(new byte[200_000]);
			flushed[0] = request.flush().toCompletableFuture();
		})) {
			TestConnection client = server.connect();
			client.transport().takeOnly(100_000);
			client.send(GET);
			client.reset();

			assertThat(flushed[0]).isCompletedExceptionally();
			assertThat(flushed[0].handle((none, ex) -> ex).join()).isInstanceOf(StreamClosedException.class);
		}
	}

	private static String exchange(String requests, Consumer<HTTPRequest> callback) {
		Throwable[] failure = new Throwable[1];
		try (TestServer server = new TestServer((request) -> {
			try {
				callback.accept(request);
			}
			catch (Throwable ex) {
				failure[0] = ex;
				throw ex;
			}
		})) {
			String answers = server.exchange(requests);
			assertThat(failure[0]).isNull();
			return answers;
		}
	}

}
