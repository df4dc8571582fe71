package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.iostream.IOStream;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Half-close, linger, drain, detach. */
class ClosingTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String WAIT = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final HTTPHeaders UPGRADE = HTTPHeaders.of("Upgrade", "x", "Connection", "Upgrade");

	private final List<HTTPRequest> pending = new ArrayList<>();

	private final TestServer server = new TestServer(TestServer.keeping(this.pending, this::handle));

	private final TestConnection client = this.server.connect();

	private void handle(HTTPRequest request) {
		if (request.path().equals("/large")) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[300_000]);
		}
		else {
			TestServer.echo(request);
		}
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void closesWhenTheClientEndsBetweenRequests() {
		this.client.send(GET);
		this.client.end();

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(200);
		assertThat(this.client.closed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "G", "GET / HTTP/1.1\r\nHost: a\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell",
			"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n" })
	void refusesARequestThatEndsInItsMidst(String part) {
		this.client.send(part);
		this.client.end();

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(400);
		assertThat(this.client.closed()).isTrue();
		assertThat(this.pending).isEmpty();
	}

	@Test
	void deliversTheWholeAnswerToAClientThatHasEndedItsSide() {
		this.client.transport().writeAtMost(1000);
		this.client.transport().feed("GET /large HTTP/1.1\r\nHost: a\r\n\r\n" + WAIT);
		this.client.end();
		assertThat(this.client.closed()).isFalse();
		TestServer.echo(this.pending.get(0));

		assertThat(Answer.bodies(this.client.received())).hasSize(2).last().asString().startsWith("GET /wait");
		assertThat(this.client.closed()).isTrue();
		assertThat(this.client.aborted()).isFalse();
	}

	@Test
	void letsAClientReadTheErrorWhileItUploads() {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n");
		for (int i = 0; i < 50; i++) {
			this.client.send("x".repeat(100_000));
		}
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(413);
		assertThat(this.client.outputEnded()).isTrue();
		assertThat(this.client.closed()).isFalse();
		assertThat(this.server.server().stats().heldRead()).isZero();

		this.client.end();
		assertThat(this.client.closed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HEAD / HTTP/1.1\r\n\r\n", "HEAD / HTTP/1.1\r\nHost : a\r\n",
			"HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n",
			"HEAD / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n" })
	void refusesHeadWithoutABody(String request) {
		this.client.send(request);

		assertThat(this.client.received()).startsWith("HTTP/1.1 4").contains("Content-Length: ").endsWith("\r\n\r\n");
		assertThat(this.client.outputEnded()).isTrue();
	}

	@Test
	void refusesWithABodyBehindAHead() {
		this.client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nBAD\r\n\r\n");

		assertThat(Answer.statuses(this.client.received())).containsExactly(200, 400);
	}

	@Test
	void sendsTheErrorBehindTheAnswersBefore() {
		this.client.transport().takeOnly(50_000);
		this.client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n" + GET);
		this.client.send("BAD\r\n\r\n" + GET);
		this.client.advance(Duration.ofSeconds(30));
		this.client.transport().takeOnly(Long.MAX_VALUE);

		assertThat(Answer.statuses(this.client.received())).containsExactly(200, 200, 400);
		assertThat(this.client.outputEnded()).isTrue();
		assertThat(this.client.closed()).isFalse();
		this.client.advance(Duration.ofSeconds(2));
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void drainsIdleConnectionsAtOnceAndOthersWithTheirAnswer() {
		TestConnection busy = this.server.connect();
		TestConnection reading = this.server.connect();
		TestConnection promised = this.server.connect();
		busy.send(WAIT);
		reading.send("GET / HTTP/1.1\r\n");
		promised.send(WAIT);
		this.pending.get(1).writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
		this.pending.get(1).flush();
		CompletableFuture<Void> drained = this.server.server().drain().toCompletableFuture();
		this.server.loop().runUntilIdle();

		assertThat(this.client.closed()).isTrue();
		assertThat(drained).isNotDone();
		TestServer.echo(this.pending.get(0));
		assertThat(Answer.of(busy.received()).closes()).isTrue();
		assertThat(Answer.of(reading.exchange("Host: a\r\n\r\n")).closes()).isTrue();
		this.pending.get(1).finish();
		busy.end();
		reading.end();
		assertThat(Answer.of(promised.received()).status()).isEqualTo(200);
		assertThat(promised.outputEnded()).isTrue();
		assertThat(drained).isCompleted();
		assertThat(this.server.server().drain().toCompletableFuture()).satisfies((again) -> {
			this.server.loop().runUntilIdle();
			assertThat(again).isCompleted();
		});
	}

	@Test
	void drainsConnectionsThatComeLateOrAreCongested() {
		TestConnection congested = this.server.connect();
		congested.transport().takeOnly(100_000);
		congested.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
		CompletableFuture<Void> first = this.server.server().drain().toCompletableFuture();
		CompletableFuture<Void> second = this.server.server().drain().toCompletableFuture();
		TestConnection late = this.server.connect();
		assertThat(late.closed()).isTrue();
		assertThat(congested.closed()).isFalse();

		congested.transport().takeOnly(Long.MAX_VALUE);

		assertThat(Answer.of(congested.received()).body()).hasSize(300_000);
		assertThat(congested.closed()).isTrue();
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
	}

	@Test
	void breaksAllConnectionsOff() {
		TestConnection busy = this.server.connect();
		busy.send(WAIT);
		this.server.server().closeAllConnections();
		this.server.loop().runUntilIdle();

		assertThat(busy.aborted()).isTrue();
		assertThat(this.client.aborted()).isTrue();
		assertThat(this.pending.get(0).clientGone()).isTrue();
	}

	@Test
	void givesAStreamAwayWithWhatHasCome() {
		this.client.send(WAIT + "\u0001\u0002");
		HTTPRequest request = this.pending.get(0);
		request.writeHeaders(ResponseStartLine.of(101), UPGRADE);
		IOStream stream = request.detach();
		this.client.send("\u0003");

		assertThat(stream.readBytes(3).toCompletableFuture().join()).containsExactly(1, 2, 3);
		stream.write("done".getBytes(StandardCharsets.ISO_8859_1));
		assertThat(this.client.received()).startsWith("HTTP/1.1 101 Switching Protocols\r\n")
			.contains("Connection: Upgrade\r\n")
			.doesNotContain("close")
			.endsWith("\r\n\r\ndone");
		assertThatIllegalStateException().isThrownBy(request::finish);
		assertThatIllegalStateException().isThrownBy(() -> request.detach());
	}

	@Test
	void givesAStreamAwayWhileItHandsBytesOver() {
		List<String> lines = new ArrayList<>();
		try (TestServer upgrading = new TestServer((request) -> {
			request.writeHeaders(ResponseStartLine.of(101), UPGRADE);
			IOStream stream = request.detach();
			stream.readUntil(new byte[] { '\n' })
				.thenAccept((line) -> lines.add(new String(line, StandardCharsets.UTF_8)));
		})) {
			TestConnection connection = upgrading.connect();
			connection.send(GET + "hello\n");

			assertThat(lines).containsExactly("hello\n");
			assertThat(connection.received()).startsWith("HTTP/1.1 101 ").endsWith("\r\n\r\n");
		}
	}

	@Test
	void leavesADetachedStreamAlone() {
		this.client.transport().takeOnly(0);
		this.client.send(WAIT);
		this.pending.get(0).writeHeaders(ResponseStartLine.of(101), UPGRADE);
		IOStream stream = this.pending.get(0).detach();
		stream.flush();
		this.client.send("x".repeat(300_000));
		this.client.advance(Duration.ofHours(1));

		assertThat(this.client.closed()).isFalse();
		assertThat(this.server.loop().ioLoop().stats().timeouts()).isZero();
		stream.close();
	}

	@Test
	void closesBehindASwitchThatNobodyMade() {
		try (TestServer switching = new TestServer(
				(request) -> request.respond(ResponseStartLine.of(101), UPGRADE, new byte[0]))) {
			TestConnection connection = switching.connect();
			connection.send(GET + GET);

			assertThat(Answer.statuses(connection.received())).containsExactly(101);
			assertThat(connection.outputEnded()).isTrue();
		}
	}

	@Test
	void switchesToNothingThatIsNotNamed() {
		List<Throwable> thrown = new ArrayList<>();
		try (TestServer switching = new TestServer((request) -> {
			for (HTTPHeaders headers : List.of(new HTTPHeaders(), HTTPHeaders.of("Upgrade", "x"),
					HTTPHeaders.of("Connection", "upgrade"))) {
				thrown.add(catchThrowable(() -> request.writeHeaders(ResponseStartLine.of(101), headers)));
			}
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
		})) {
			assertThat(switching.exchange(GET)).startsWith("HTTP/1.1 200 ");
			assertThat(thrown).hasSize(3).hasOnlyElementsOfType(IllegalArgumentException.class);
		}
	}

	@Test
	void switchesNoClientOfHTTP10() {
		try (TestServer switching = new TestServer((request) -> {
			assertThatIllegalStateException()
				.isThrownBy(() -> request.writeHeaders(ResponseStartLine.of(101), UPGRADE));
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
		})) {
			assertThat(switching.exchange("GET / HTTP/1.0\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"))
				.startsWith("HTTP/1.1 200 ");
		}
	}

}
