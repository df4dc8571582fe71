package io.jtornado.httpserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Applications that throw, lie or are late. */
class FailureTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";

	private final List<HTTPRequest> pending = new ArrayList<>();

	private RequestCallback callback = TestServer::echo;

	private final TestServer server = new TestServer(
			TestServer.keeping(this.pending, (request) -> this.callback.handle(request)));

	private final TestConnection client = this.server.connect();

	private EngineLog log;

	@BeforeEach
	void capture() {
		this.log = new EngineLog();
	}

	@AfterEach
	void close() {
		this.callback = TestServer::echo;
		assertThat(Answer.of(this.server.exchange(GET)).status()).isEqualTo(200);
		this.log.close();
		this.server.close();
	}

	@Test
	void answersWith500WhenTheCallbackThrows() {
		this.callback = (request) -> {
			throw new IllegalStateException("failing on purpose");
		};

		assertThat(Answer.statuses(this.client.exchange(GET + GET))).containsExactly(500, 500);
		assertThat(this.client.outputEnded()).isFalse();
		assertThat(this.log.messages()).hasSize(2);
	}

	@Test
	void survivesErrors() {
		this.callback = (request) -> {
			throw new StackOverflowError("failing on purpose");
		};

		assertThat(Answer.of(this.client.exchange(GET)).status()).isEqualTo(500);
	}

	@Test
	void breaksOffWhenTheCallbackThrowsBehindTheHead() {
		this.callback = (request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write("half");
			throw new IllegalStateException("failing on purpose");
		};
		this.client.send(GET);

		assertThat(this.client.aborted()).isTrue();
	}

	@Test
	void sendsTheAnswersBeforeTheOneThatBreaksOff() {
		this.callback = (request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.abort();
		};
		this.client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n" + GET);
		TestServer.echo(this.pending.get(0));

		assertThat(this.client.received()).contains("GET /wait HTTP/1.1 a []");
		assertThat(this.client.aborted()).isTrue();
	}

	@Test
	void ignoresWhatIsThrownBehindTheEnd() {
		this.callback = (request) -> {
			TestServer.echo(request);
			throw new IllegalStateException("failing on purpose");
		};

		assertThat(Answer.statuses(this.client.exchange(GET + GET))).containsExactly(200, 200);
		assertThat(this.client.outputEnded()).isFalse();
	}

	@Test
	void neverLetsABrokenAnswerLookWhole() {
		List<RequestCallback> halves = List.of((request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write("half");
			request.flush();
			request.abort();
		}, (request) -> {
			request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("Content-Length", "10"));
			request.write("half");
			request.flush();
			request.abort();
		}, (request) -> {
			request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("Content-Length", "10"));
			request.write("half");
			request.finish();
		});
		for (RequestCallback half : halves) {
			for (String version : List.of("1.0", "1.1")) {
				this.callback = half;
				TestConnection connection = this.server.connect();
				connection.send("GET / HTTP/" + version + "\r\nHost: a\r\n\r\n" + GET);

				assertThat(connection.aborted()).isTrue();
				assertThat(connection.received()).contains("half").doesNotEndWith("0\r\n\r\n");
			}
		}
	}

	@Test
	void breaksOffAnAnswerThatOutgrowsItsBound() {
		try (TestServer small = new TestServer((request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			for (int i = 0; i < 200; i++) {
				request.write(new byte[1 << 20]);
			}
			request.finish();
		})) {
			TestConnection connection = small.connect();
			connection.transport().takeOnly(1000);
			connection.send(GET);

			assertThat(connection.aborted()).isTrue();
		}
	}

	@Test
	void refusesTheAnswerToARequestThatIsAnswered() {
		this.client.send(WAIT + WAIT);
		HTTPRequest first = this.pending.get(0);
		TestServer.echo(first);
		assertThat(this.pending).hasSize(2);

		assertAnswered(first);
		first.abort();
		TestServer.echo(this.pending.get(1));

		assertThat(Answer.statuses(this.client.received())).containsExactly(200, 200);
		assertThat(this.client.closed()).isFalse();
	}

	private static void assertAnswered(HTTPRequest request) {
		assertThatIllegalStateException().isThrownBy(() -> TestServer.echo(request));
		assertThatIllegalStateException()
			.isThrownBy(() -> request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders()));
		assertThatIllegalStateException().isThrownBy(() -> request.write("x"));
		assertThatIllegalStateException().isThrownBy(request::flush);
		assertThatIllegalStateException().isThrownBy(request::finish);
	}

	@Test
	void refusesTheStepsOfAnAnswerInAnotherOrder() {
		this.client.send(WAIT);
		HTTPRequest request = this.pending.get(0);

		assertThatIllegalStateException().isThrownBy(() -> request.write("x"));
		assertThatIllegalStateException().isThrownBy(request::flush);
		assertThatIllegalStateException().isThrownBy(request::finish);
		request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
		assertThatIllegalStateException().isThrownBy(() -> TestServer.echo(request));
		assertThatIllegalStateException()
			.isThrownBy(() -> request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders()));
		request.finish();
		assertAnswered(request);

		assertThat(Answer.of(this.client.received()).body()).isEmpty();
	}

	@Test
	void refusesAnswersFromOtherThreads() {
		this.client.send(WAIT);
		HTTPRequest request = this.pending.get(0);

		CompletableFuture.runAsync(() -> {
			assertThatIllegalStateException().isThrownBy(() -> TestServer.echo(request));
			assertThatIllegalStateException()
				.isThrownBy(() -> request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders()));
			assertThatIllegalStateException().isThrownBy(() -> request.write("x"));
			assertThatIllegalStateException().isThrownBy(request::flush);
			assertThatIllegalStateException().isThrownBy(request::finish);
			assertThatIllegalStateException().isThrownBy(request::abort);
			assertThatIllegalStateException().isThrownBy(() -> request.detach());
		}).join();
		assertThat(this.client.received()).isEmpty();

		CompletableFuture.runAsync(() -> request.ioLoop().addCallback(() -> TestServer.echo(request))).join();
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(200);
	}

	@Test
	void tellsOnceThatTheClientHasGoneAndDropsTheAnswer() {
		int[] gone = { 0 };
		this.client.send(WAIT);
		HTTPRequest request = this.pending.get(0);
		request.setCloseCallback(() -> {
			gone[0]++;
			TestServer.echo(request);
			request.abort();
		});
		this.client.reset();
		this.client.received();

		assertThat(gone[0]).isEqualTo(1);
		assertThat(request.clientGone()).isTrue();
		request.finish();
		assertThat(request.flush().toCompletableFuture()).isCompletedExceptionally();
		request.setCloseCallback(() -> gone[0]++);
		this.client.received();
		assertThat(gone[0]).isEqualTo(2);
	}

	@Test
	void doesNotTellOfTheEndOfAnAnsweredRequest() {
		int[] gone = { 0 };
		this.client.send(WAIT);
		this.pending.get(0).setCloseCallback(() -> gone[0]++);
		TestServer.echo(this.pending.get(0));
		this.client.end();

		assertThat(this.client.closed()).isTrue();
		assertThat(gone[0]).isZero();
	}

	@Test
	void noticesAResetWhileTheApplicationIsAtWork() {
		this.client.send(WAIT);
		this.client.reset();

		assertThat(this.pending.get(0).clientGone()).isTrue();
		assertThat(this.pending.get(0).finished()).isTrue();
		assertThat(this.pending.get(0).headersWritten()).isFalse();
		assertThat(this.server.server().stats().requestsActive()).isZero();
	}

}
