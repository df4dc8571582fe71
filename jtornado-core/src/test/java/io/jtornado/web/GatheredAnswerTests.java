package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.iostream.StreamBufferFullException;
import io.jtornado.tcpserver.RejectReason;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;
import io.jtornado.web.TestClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What a handler on the loop writes without a flush. */
class GatheredAnswerTests {

	private static final int MAX_ANSWER = 300_000;

	private static final int MAX_BUFFERED = 400_000;

	private static final String PIECE = "0123456789".repeat(100);

	private final List<Object> told = new ArrayList<>();

	private final List<CompletableFuture<Void>> stages = new ArrayList<>();

	private final TestLoop loop = new TestLoop();

	private final HTTPServer server = new HTTPServer(
			Application.builder().add(url("/{pieces}", Gathering.class, Gathering::new)).accessLog(false).build(),
			this.loop.ioLoop(),
			HTTPServerOptions.DEFAULTS.withLimits(new Limits(1000, 10, 1000, MAX_ANSWER, MAX_BUFFERED)));

	private final TestConnection client = connect();

	private boolean flushes;

	/** Writes, and waits. */
	class Gathering extends RequestHandler {

		CompletionStage<?> get(int pieces) {
			for (int i = 0; i < pieces; i++) {
				write(PIECE);
			}
			if (GatheredAnswerTests.this.flushes) {
				flush();
			}
			CompletableFuture<Void> stage = new CompletableFuture<>();
			GatheredAnswerTests.this.stages.add(stage);
			return stage.thenRun(() -> write("end"));
		}

		@Override
		protected void logException(Throwable failure) {
			GatheredAnswerTests.this.told.add(failure.getClass());
		}

	}

	private TestConnection connect() {
		return new TestConnection(this.server, this.loop);
	}

	private static String get(int pieces) {
		return "GET /" + pieces + " HTTP/1.1\r\nHost: a\r\n\r\n";
	}

	private static Reply reply(TestConnection from, String to) {
		return new Reply(from.exchange(to));
	}

	private void complete(int stage) {
		this.stages.get(stage).complete(null);
		this.loop.runUntilIdle();
	}

	private long held() {
		return this.server.stats().heldWrite();
	}

	@BeforeEach
	void listen() {
		this.server.addListener(new HTTPServerListener() {

			@Override
			public void onRejected(RejectReason reason) {
				GatheredAnswerTests.this.told.add(reason);
			}

		});
	}

	@AfterEach
	void close() {
		this.client.close();
		this.loop.runUntilIdle();
		assertThat(held()).isZero();
		this.loop.close();
	}

	@Test
	void isCountedUntilItLeaves() {
		this.client.send(get(100));
		assertThat(held()).isBetween(100_000L, 200_000L);

		complete(0);
		Reply reply = new Reply(this.client.received());
		assertThat(reply.header("Content-Length")).isEqualTo("100003");
		assertThat(reply.body()).isEqualTo(PIECE.repeat(100) + "end");
		assertThat(held()).isZero();
	}

	@Test
	void isGatheredWithoutCountingWhileItIsSmall() {
		this.client.send(get(16));
		assertThat(held()).isZero();

		complete(0);
		Reply reply = new Reply(this.client.received());
		assertThat(reply.body()).isEqualTo(PIECE.repeat(16) + "end");
		assertThat(reply.header("Etag")).isNotNull();
	}

	@Test
	void isGivenBackByAFlush() {
		this.flushes = true;
		this.client.send(get(100));
		assertThat(held()).isZero();

		complete(0);
		assertThat(this.client.received()).contains("Transfer-Encoding: chunked").endsWith("\r\nend\r\n0\r\n\r\n");
	}

	@Test
	void isGivenBackWhenTheClientLeaves() {
		this.client.send(get(100));
		this.client.reset();

		assertThat(held()).isZero();
		complete(0);
		assertThat(held()).isZero();
	}

	@Test
	void isGivenBackForAnErrorPage() {
		this.client.send(get(100));
		this.stages.get(0).completeExceptionally(new IllegalStateException("planned"));
		this.loop.runUntilIdle();

		assertThat(this.client.received()).startsWith("HTTP/1.1 500 ").doesNotContain(PIECE);
		assertThat(held()).isZero();
	}

	@Test
	void hasABound() {
		assertThat(reply(this.client, get(MAX_ANSWER / 1000 + 1)).status()).isEqualTo(500);
		assertThat(this.told).containsExactly(StreamBufferFullException.class);
		assertThat(held()).isZero();

		this.client.send(get(MAX_ANSWER / 1000 - 1));
		assertThat(held()).isEqualTo(MAX_ANSWER);
		complete(0);
		assertThat(new Reply(this.client.received()).body()).hasSize(MAX_ANSWER - 1000 + 3);
	}

	@Test
	void isRefusedWhenTooMuchIsHeldForAll() {
		TestConnection first = connect();
		first.send(get(250));
		TestConnection second = connect();
		Reply refused = reply(second, get(250));

		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.header("Retry-After")).isEqualTo("1");
		assertThat(this.told).containsExactly(RejectReason.MEMORY, HTTPException.class);
		complete(0);
		assertThat(new Reply(first.received()).status()).isEqualTo(200);
		second.send(get(250));
		complete(1);
		assertThat(new Reply(second.received()).body()).endsWith("end");
		first.close();
		second.close();
	}

}
