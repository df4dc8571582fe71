package io.jtornado.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that never read, never write, or never end: memory and time have bounds. */
class UnreadAnswerTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final int SIZE = 100_000;

	private final QuietLog log = new QuietLog();

	private final List<HTTPRequest> served = new ArrayList<>();

	private final MemoryServer server = new MemoryServer(this::handle);

	private int pieces;

	private void handle(HTTPRequest request) {
		this.served.add(request);
		if (request.path().equals("/endless")) {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			stream(request);
		}
		else if (!request.path().equals("/wait")) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[SIZE]);
		}
	}

	private void stream(HTTPRequest request) {
		this.pieces++;
		request.write(new byte[SIZE]);
		CompletionStage<Void> flushed = request.flush();
		flushed.thenRun(() -> request.ioLoop().addCallback(() -> stream(request)));
	}

	@AfterEach
	void close() {
		assertThat(this.server.connect().exchange(GET)).startsWith("HTTP/1.1 200 ");
		this.server.close();
		assertThat(this.log.errors()).isEmpty();
		this.log.close();
	}

	@Test
	void aClientThatReadsNothingStopsItsOwnPipeline() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(0);
		for (int i = 0; i < 100; i++) {
			client.send(GET.repeat(100));
		}

		assertThat(this.served).hasSizeLessThan(10);
		assertThat(this.server.server().stats().heldWrite()).isLessThan(10 * SIZE);
		assertThat(this.server.server().stats().heldRead()).isLessThan(200_000);
		client.advance(Duration.ofSeconds(60));
		assertThat(client.aborted()).isTrue();
		assertThat(this.server.told().events()).containsExactly("timeout WRITE", "closed TIMEOUT");
	}

	@Test
	void aClientThatReadsNothingStopsTheHandlerThatStreams() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(0);
		client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");

		assertThat(this.pieces).isLessThan(10);
		assertThat(this.server.server().stats().heldWrite()).isLessThan(10 * SIZE);
		client.advance(Duration.ofSeconds(60));
		assertThat(client.aborted()).isTrue();
		assertThat(this.served.get(0).clientGone()).isTrue();
	}

	@Test
	void aClientThatReadsAByteAMinuteIsNotServedForEver() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(0);
		client.send(GET);
		for (int i = 0; i < 10; i++) {
			client.advance(Duration.ofSeconds(59));
			client.transport().takeOnly(1);
			assertThat(client.received()).hasSize(1);
		}
		assertThat(client.closed()).as("progress, however slow, is progress").isFalse();
		client.advance(Duration.ofSeconds(60));

		assertThat(client.aborted()).isTrue();
	}

	@Test
	void aClientThatNeverEndsItsSideIsLeftAfterARefusal() {
		TestConnection client = this.server.connect();
		assertThat(client.exchange("BAD\r\n\r\n")).startsWith("HTTP/1.1 400 ");
		assertThat(client.outputEnded()).isTrue();
		assertThat(client.closed()).isFalse();
		client.advance(Duration.ofSeconds(2));

		assertThat(client.closed()).isTrue();
	}

	@Test
	void aClientThatSendsForEverAfterARefusalIsLeftAfterHalfAMinute() {
		TestConnection client = this.server.connect();
		client.send("BAD\r\n\r\n");
		int seconds = 0;
		while (!client.closed() && seconds < 100) {
			client.send("x".repeat(10_000));
			client.advance(Duration.ofSeconds(1));
			seconds++;
		}

		assertThat(seconds).isEqualTo(30);
		assertThat(this.server.server().stats().heldRead()).isZero();
	}

	@Test
	void aPeerThatIsNeverHeardOfAgainIsLeftInEveryState() {
		TestConnection idle = this.server.connect();
		TestConnection kept = this.server.connect();
		kept.exchange(GET);
		TestConnection inHead = this.server.connect();
		inHead.send("GET / HT");
		TestConnection inBody = this.server.connect();
		inBody.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
		TestConnection inChunk = this.server.connect();
		inChunk.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe");
		TestConnection ended = this.server.connect();
		ended.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
		ended.end();
		this.server.loop().advance(Duration.ofSeconds(60));
		this.server.loop().advance(Duration.ofSeconds(2));

		assertThat(List.of(idle, kept, inHead, inBody, inChunk, ended)).allMatch(TestConnection::closed);
		assertThat(this.server.told().events()).contains("timeout HEADER", "timeout BODY", "timeout HALF_CLOSE",
				"closed IDLE", "closed TIMEOUT", "closed CLIENT");
	}

}
