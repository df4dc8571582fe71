package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Bodies that are handed on as they come, and requests that are seen at their head. */
class StreamedBodyTests {

	private static final String LENGTH = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";

	private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

	private static final String EXPECTS = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n";

	private static final String GET = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

	private final List<HTTPRequest> heads = new ArrayList<>();

	private final List<HTTPRequest> handled = new ArrayList<>();

	private final List<Object> told = new ArrayList<>();

	private final List<CompletableFuture<Void>> stages = new ArrayList<>();

	private final StringBuilder taken = new StringBuilder();

	private boolean holds;

	private boolean answers = true;

	private int gone;

	private Consumer<HTTPRequest> atHead = (request) -> request.streamBody(this::take);

	private final TestServer server = new TestServer(new RequestCallback() {

		@Override
		public void handleHead(HTTPRequest request) {
			StreamedBodyTests.this.heads.add(request);
			request.setCloseCallback(() -> StreamedBodyTests.this.gone++);
			StreamedBodyTests.this.atHead.accept(request);
		}

		@Override
		public void handle(HTTPRequest request) {
			StreamedBodyTests.this.handled.add(request);
			if (StreamedBodyTests.this.answers) {
				TestServer.echo(request);
			}
		}

	});

	private final TestConnection client = this.server.connect();

	private CompletionStage<?> take(ByteBuffer chunk) {
		this.taken.append(StandardCharsets.ISO_8859_1.decode(chunk));
		if (!this.holds) {
			return null;
		}
		CompletableFuture<Void> stage = new CompletableFuture<>();
		this.stages.add(stage);
		return stage;
	}

	private void release() {
		this.stages.get(this.stages.size() - 1).complete(null);
		this.server.loop().runUntilIdle();
	}

	private static void respond(HTTPRequest request, int status) {
		request.respond(ResponseStartLine.of(status), new HTTPHeaders(), new byte[0]);
	}

	@BeforeEach
	void listen() {
		this.server.server().addListener(new HTTPServerListener() {

			@Override
			public void onTimeout(TimeoutPhase phase) {
				StreamedBodyTests.this.told.add(phase);
			}

			@Override
			public void onMalformed(Refusal refusal) {
				StreamedBodyTests.this.told.add(refusal);
			}

		});
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void seesEveryHeadWithABodyAndNoOther() {
		this.atHead = (request) -> assertThat(request.body()).isEmpty();
		this.client.exchange(GET);
		assertThat(this.heads).isEmpty();

		assertThat(this.client.exchange(LENGTH)).isEmpty();
		assertThat(this.heads).hasSize(1);
		assertThat(this.server.server().stats().requestsActive()).isEqualTo(1);
		assertThat(this.client.exchange("0123456789")).endsWith("[0123456789]");
		assertThat(this.handled.get(1)).isSameAs(this.heads.get(0));
	}

	@Test
	void handsABodyOnAtEverySplit() {
		String[] messages = { LENGTH + "0123456789", CHUNKED + "3\r\n012\r\n07;x=y\r\n3456789\r\n0\r\nA: b\r\n\r\n" };
		for (String message : messages) {
			for (int i = 1; i < message.length(); i++) {
				this.taken.setLength(0);
				this.client.send(message.substring(0, i));
				String answer = this.client.exchange(message.substring(i) + GET);

				assertThat(this.taken).as("split at %d", i).hasToString("0123456789");
				assertThat(answer).contains("POST / HTTP/1.1 a []").contains("GET /next");
			}
		}
	}

	@Test
	void readsNothingWhileAChunkIsHeld() {
		this.holds = true;
		String all = CHUNKED + "3\r\n012\r\n7\r\n3456789\r\n0\r\n\r\n" + GET;
		assertThat(this.client.exchange(all)).isEmpty();
		assertThat(this.taken).hasToString("012");

		release();
		assertThat(this.taken).hasToString("0123456789");
		assertThat(this.client.received()).isEmpty();

		release();
		assertThat(this.client.received()).contains("POST / HTTP/1.1 a []").contains("GET /next");
		assertThat(this.stages).hasSize(2);
	}

	@Test
	void holdsAtEverySplit() {
		this.holds = true;
		String message = CHUNKED + "3\r\n012\r\n7\r\n3456789\r\n0\r\n\r\n";
		for (int i = 1; i < message.length(); i++) {
			this.taken.setLength(0);
			this.client.send(message.substring(0, i));
			this.client.send(message.substring(i) + GET);
			for (int j = 0; j < 4; j++) {
				release();
			}
			assertThat(this.taken).as("split at %d", i).hasToString("0123456789");
			assertThat(this.client.received()).as("split at %d", i).contains("POST / ").contains("GET /next");
		}
	}

	@Test
	void keepsNoMoreThanOneReadAheadOfAReceiverThatHolds() {
		this.holds = true;
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n");
		for (int i = 0; i < 50; i++) {
			this.client.send("x".repeat(100_000));
			assertThat(this.server.server().stats().heldRead()).isLessThanOrEqualTo(2 * 64 * 1024);
		}
		while (this.handled.isEmpty()) {
			release();
			assertThat(this.server.server().stats().heldRead()).isLessThanOrEqualTo(2 * 64 * 1024);
		}

		assertThat(this.taken).hasSize(5_000_000);
		assertThat(this.client.received()).contains("200 OK");
	}

	@Test
	void goesOnAfterAStageThatAnotherThreadCompletes() throws InterruptedException {
		this.holds = true;
		this.client.send(LENGTH + "01234");
		this.client.send("56789");
		Thread worker = new Thread(() -> this.stages.get(0).complete(null));
		worker.start();
		worker.join();
		assertThat(this.taken).hasToString("01234");

		this.server.loop().runUntilIdle();
		assertThat(this.taken).hasToString("0123456789");
		release();
		assertThat(this.client.received()).contains("200 OK");
	}

	@Test
	void lendsChunksForReadingUntilTheStageCompletes() {
		List<ByteBuffer> chunks = new ArrayList<>();
		this.holds = true;
		this.atHead = (request) -> request.streamBody((chunk) -> {
			chunks.add(chunk);
			return take(chunk.duplicate());
		});
		this.client.send(LENGTH + "01234");
		this.server.connect().send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n");

		ByteBuffer chunk = chunks.get(0);
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> chunk.put(0, (byte) 0));
		assertThat(StandardCharsets.ISO_8859_1.decode(chunk).toString()).isEqualTo("01234");
	}

	@Test
	void doesNotHurryAReceiver() {
		this.holds = true;
		this.client.send(LENGTH + "01234");
		this.client.advance(Duration.ofHours(3));
		assertThat(this.client.received()).isEmpty();

		release();
		this.client.advance(Duration.ofSeconds(59));
		assertThat(this.client.received()).isEmpty();
		this.client.advance(Duration.ofSeconds(1));
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(408);
		assertThat(this.told).containsExactly(TimeoutPhase.BODY);
		assertThat(this.gone).isEqualTo(1);
	}

	@Test
	void measuresTheRateOfTheClientAndNotOfTheReceiver() {
		this.holds = true;
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
		for (int i = 0; i < 98; i++) {
			this.client.advance(Duration.ofMinutes(5));
			release();
			this.client.send("x");
		}

		assertThat(this.taken).hasSize(99);
		assertThat(this.client.received()).isEmpty();
	}

	@Test
	void tellsAClientThatLeavesMidWayOnce() {
		this.client.send(LENGTH + "01234");
		this.client.reset();

		assertThat(this.gone).isEqualTo(1);
		assertThat(this.heads.get(0).clientGone()).isTrue();
		assertThat(this.handled).isEmpty();
	}

	@Test
	void ignoresAStageThatCompletesAfterTheClientHasLeft() {
		this.holds = true;
		this.client.send(LENGTH + "01234");
		this.client.reset();
		release();

		assertThat(this.gone).isEqualTo(1);
		assertThat(this.handled).isEmpty();
	}

	@Test
	void refusesATruncatedBodyAndTellsTheRequest() {
		this.client.send(LENGTH + "01234");
		this.client.end();

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(400);
		assertThat(this.told).containsExactly(Refusal.TRUNCATED);
		assertThat(this.gone).isEqualTo(1);
	}

	@Test
	void waitsForAHeldReceiverBeforeItNoticesTheEnd() {
		this.holds = true;
		this.client.send(LENGTH + "01234");
		this.client.send("56789");
		this.client.end();
		assertThat(this.told).isEmpty();

		release();
		release();
		assertThat(this.taken).hasToString("0123456789");
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(200);
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void noticesATruncationOnceAHeldReceiverGoesOn() {
		this.holds = true;
		this.client.send(LENGTH + "01234");
		this.client.end();
		assertThat(this.told).isEmpty();

		release();
		assertThat(this.told).containsExactly(Refusal.TRUNCATED);
	}

	@Test
	void boundsTheWaitOfAHalfClosedClientBehindAHeldBody() {
		this.holds = true;
		this.answers = false;
		this.client.send(LENGTH + "0123456789");
		this.client.end();
		release();
		assertThat(this.handled).hasSize(1);

		this.client.advance(Duration.ofSeconds(10));
		assertThat(this.told).containsExactly(TimeoutPhase.HALF_CLOSE);
		assertThat(this.gone).isEqualTo(1);
	}

	@Test
	void answersAtTheHeadInsteadOfContinuing() {
		this.atHead = (request) -> respond(request, 403);
		Answer answer = Answer.of(this.client.exchange(EXPECTS));

		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.fields()).containsValue("close");
		assertThat(this.client.outputEnded()).isTrue();
		assertThat(this.client.exchange("0123456789" + GET)).isEmpty();
		this.client.end();
		assertThat(this.client.closed()).isTrue();
		assertThat(this.handled).isEmpty();
		assertThat(this.gone).isZero();
	}

	@Test
	void answersInTheMidstOfABody() {
		this.atHead = (request) -> request.streamBody((chunk) -> {
			take(chunk);
			respond(request, 422);
			return null;
		});

		assertThat(Answer.of(this.client.exchange(CHUNKED + "2\r\n01\r\n2\r\n23\r\n")).status()).isEqualTo(422);
		assertThat(this.taken).hasToString("01");
		this.client.send("nothing that is a chunk");
		this.client.advance(Duration.ofSeconds(2));
		assertThat(this.client.closed()).isTrue();
		assertThat(this.told).containsExactly(TimeoutPhase.CLOSE);
	}

	@Test
	void answersWhileAChunkIsHeld() {
		this.holds = true;
		this.client.send(LENGTH + "01234");
		this.client.send("56");
		respond(this.heads.get(0), 422);
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(422);

		release();
		this.client.end();
		assertThat(this.client.closed()).isTrue();
		assertThat(this.taken).hasToString("01234");
	}

	@Test
	void goesOnReadingBehindAnAnswerThatHasBegun() {
		this.atHead = (request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.streamBody((chunk) -> {
				request.write(StandardCharsets.ISO_8859_1.decode(chunk).toString());
				return request.flush();
			});
		};
		this.answers = false;
		assertThat(this.client.exchange(EXPECTS)).doesNotContain("100 Continue").contains("Connection: close");
		this.client.send("01234");
		this.client.send("56789");
		this.handled.get(0).finish();

		assertThat(this.client.received()).contains("01234").contains("56789").endsWith("0\r\n\r\n");
		assertThat(this.client.outputEnded()).isTrue();
	}

	@Test
	void breaksOffABegunAnswerInsteadOfASecondStatus() {
		this.atHead = (request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.streamBody(this::take);
		};
		assertThat(this.client.exchange(CHUNKED + "x")).doesNotContain("400");

		assertThat(this.client.aborted()).isTrue();
		assertThat(this.told).containsExactly(Refusal.CHUNK);
		assertThat(this.gone).isEqualTo(1);
	}

	@Test
	void refusesBehindWhatTheReceiverThrows() {
		try (EngineLog log = new EngineLog()) {
			this.atHead = (request) -> request.streamBody((chunk) -> {
				throw new IllegalStateException("planned");
			});
			assertThat(Answer.of(this.client.exchange(LENGTH + "01")).status()).isEqualTo(500);

			this.atHead = (request) -> {
				throw new IllegalStateException("planned");
			};
			assertThat(Answer.of(this.server.exchange(EXPECTS)).status()).isEqualTo(500);

			this.holds = true;
			this.atHead = (request) -> request.streamBody(this::take);
			TestConnection other = this.server.connect();
			other.send(LENGTH + "01");
			this.stages.get(0).completeExceptionally(new IllegalStateException("planned"));
			assertThat(Answer.of(other.received()).status()).isEqualTo(500);
		}
		assertThat(this.handled).isEmpty();
	}

	@Test
	void takesWhatItsHandlerAllows() {
		this.atHead = (request) -> request.setMaxBodySize(9);
		assertThat(Answer.of(this.client.exchange(EXPECTS)).status()).isEqualTo(413);
		assertThat(this.gone).isEqualTo(1);
		assertThat(Answer.of(this.server.exchange(CHUNKED + "A\r\n")).status()).isEqualTo(413);

		this.atHead = (request) -> request.setMaxBodySize(20 << 20);
		TestConnection other = this.server.connect();
		other.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + (20 << 20) + "\r\n\r\n");
		other.send("x".repeat(20 << 20));
		assertThat(Answer.of(other.received()).status()).isEqualTo(200);
		assertThat(Answer.of(this.server.exchange(GET)).status()).isEqualTo(200);
	}

	@Test
	void gathersNoMoreThanAnArrayHolds() {
		this.atHead = (request) -> request.setMaxBodySize(Long.MAX_VALUE);
		String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4294967296\r\n\r\n";
		assertThat(Answer.of(this.server.exchange(head)).status()).isEqualTo(413);

		this.atHead = (request) -> {
			request.setMaxBodySize(Long.MAX_VALUE);
			request.streamBody(this::take);
		};
		assertThat(this.server.exchange(head + "xyz")).isEmpty();
		assertThat(this.taken).hasToString("xyz");
	}

	@Test
	void waitsAsLongAsItsHandlerSays() {
		this.atHead = (request) -> request.setBodyTimeout(Duration.ofSeconds(5));
		this.client.send(LENGTH);
		this.client.advance(Duration.ofSeconds(4));
		this.client.send("0");
		this.client.advance(Duration.ofSeconds(4));
		assertThat(this.client.received()).isEmpty();

		this.client.advance(Duration.ofSeconds(1));
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(408);
	}

}
