package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.jtornado.httpserver.CodedRequests.chunkedHead;
import static io.jtornado.httpserver.CodedRequests.coded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * An upload counts as an active request from its head on, and wherever it ends, it counts
 * no more; and it ends as soon as it announces too much.
 */
class UploadEndTests {

	private static final String LENGTH = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";

	private static final String EXPECTS = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n";

	private static final int MAX = 100;

	private final StringBuilder taken = new StringBuilder();

	private Consumer<HTTPRequest> atHead = (request) -> {
	};

	private Consumer<HTTPRequest> atEnd = TestServer::echo;

	private long activeAtHead = -1;

	private final TestServer server = new TestServer(new RequestCallback() {

		@Override
		public void handleHead(HTTPRequest request) {
			UploadEndTests.this.activeAtHead = active();
			UploadEndTests.this.atHead.accept(request);
		}

		@Override
		public void handle(HTTPRequest request) {
			UploadEndTests.this.atEnd.accept(request);
		}

	}, HTTPServerOptions.DEFAULTS.withDecompressRequest(true).withLimits(new Limits(1000, 10, MAX, 100_000, 0)));

	private final TestConnection client = this.server.connect();

	private @Nullable CompletionStage<?> take(ByteBuffer chunk) {
		this.taken.append(StandardCharsets.ISO_8859_1.decode(chunk));
		return null;
	}

	private long active() {
		return this.server.server().stats().requestsActive();
	}

	private static void refuse(HTTPRequest request) {
		request.respond(ResponseStartLine.of(403), new HTTPHeaders(), new byte[0]);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	static Stream<Arguments> heads() {
		Consumer<HTTPRequest> limits = (request) -> request.setMaxBodySize(9);
		Consumer<HTTPRequest> limitsStream = (request) -> {
			request.setMaxBodySize(9);
			request.streamBody((chunk) -> null);
		};
		Consumer<HTTPRequest> answers = UploadEndTests::refuse;
		Consumer<HTTPRequest> fails = (request) -> {
			throw new IllegalStateException("planned");
		};
		Consumer<HTTPRequest> failsLater = (request) -> request.streamBody((chunk) -> null,
				CompletableFuture.failedFuture(new IllegalStateException("planned")));
		return Stream.of(arguments(limits, 413), arguments(limitsStream, 413), arguments(answers, 403),
				arguments(fails, 500), arguments(failsLater, 500));
	}

	@ParameterizedTest
	@MethodSource("heads")
	void endsAtTheHead(Consumer<HTTPRequest> head, int status) {
		try (EngineLog log = new EngineLog()) {
			this.atHead = head;

			assertThat(Answer.of(this.client.exchange(EXPECTS)).status()).isEqualTo(status);
			assertThat(this.activeAtHead).isEqualTo(1);
			assertThat(active()).isZero();
			assertThat(this.client.closed()).as("it lingers").isFalse();
		}
	}

	@Test
	void endsBeforeItsHeadIsSeen() {
		assertThat(Answer.of(this.client.exchange(chunkedHead("br"))).status()).isEqualTo(415);
		assertThat(active()).isZero();
	}

	@Test
	void endsWhenTheClientLeaves() {
		List<CompletableFuture<Void>> stages = new ArrayList<>();
		for (boolean holds : new boolean[] { false, true }) {
			this.atHead = (request) -> request.streamBody((chunk) -> {
				CompletableFuture<Void> stage = new CompletableFuture<>();
				stages.add(stage);
				return holds ? stage : null;
			});
			TestConnection other = this.server.connect();
			other.send(LENGTH + "01234");
			assertThat(active()).isEqualTo(1);

			other.reset();
			assertThat(active()).isZero();
		}
		stages.forEach((stage) -> stage.complete(null));
		this.server.loop().runUntilIdle();
		assertThat(active()).isZero();
	}

	@Test
	void endsWithATruncationOrATimeout() {
		this.client.send(LENGTH + "01234");
		this.client.end();
		assertThat(active()).isZero();

		TestConnection slow = this.server.connect();
		slow.send(LENGTH + "01234");
		assertThat(active()).isEqualTo(1);
		slow.advance(Duration.ofSeconds(60));
		assertThat(active()).isZero();
	}

	/** What waits may be the rest of the body, and the receiver may never go on. */
	@Test
	void endsAWhileAfterTheClientHasLeftAReceiverThatHolds() {
		this.atHead = (request) -> request.streamBody((chunk) -> new CompletableFuture<>());
		this.client.send(LENGTH + "01234");
		this.client.end();
		this.client.advance(Duration.ofSeconds(9));
		assertThat(active()).isEqualTo(1);

		this.client.advance(Duration.ofSeconds(1));
		assertThat(active()).isZero();
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void endsWithTheAnswerThatHadBegun() {
		this.atHead = (request) -> {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.streamBody(this::take);
		};
		this.client.send(chunkedHead("identity") + "x");

		assertThat(this.client.aborted()).isTrue();
		assertThat(active()).isZero();
	}

	@Test
	void endsBehindItsLastByteWithTheAnswer() {
		List<HTTPRequest> pending = new ArrayList<>();
		this.atEnd = pending::add;
		this.client.send(LENGTH + "0123456789");
		assertThat(active()).isEqualTo(1);

		refuse(pending.get(0));
		assertThat(active()).isZero();
	}

	/** Neither the end of the line nor a byte of the data has come. */
	@ParameterizedTest
	@CsvSource({ "65", "65;x=y", "00065", "ffffffff", "fffffffffffffff" })
	void isRefusedWhenItAnnouncesTooMuch(String size) {
		for (String coding : List.of("identity", "gzip")) {
			for (boolean streams : new boolean[] { false, true }) {
				this.atHead = (request) -> {
					if (streams) {
						request.streamBody(this::take);
					}
				};
				assertThat(Answer.of(this.server.exchange(chunkedHead(coding) + size + "\r")).status()).isEqualTo(413);
				assertThat(active()).isZero();
				assertThat(this.server.server().stats().heldRead()).isZero();
			}
		}
		assertThat(this.taken).isEmpty();
	}

	/** For a coded body, what comes is bounded as well as what that becomes. */
	@ParameterizedTest
	@CsvSource({ "identity", "gzip" })
	void isRefusedWhenAllItsChunksAnnounceTooMuch(String coding) {
		String first = coding.equals("gzip") ? coded("gzip", "abc") : "abc";
		String start = Integer.toHexString(first.length()) + "\r\n" + first + "\r\n";
		String enough = Integer.toHexString(MAX - first.length()) + "\r";
		String tooMuch = Integer.toHexString(MAX - first.length() + 1) + "\r";
		this.atHead = (request) -> request.streamBody(this::take);
		assertThat(this.client.exchange(chunkedHead(coding) + start + enough)).isEmpty();

		assertThat(Answer.of(this.server.exchange(chunkedHead(coding) + start + tooMuch)).status()).isEqualTo(413);
		assertThat(this.taken).hasToString("abcabc");
		assertThat(active()).isEqualTo(1);
	}

	/** The rest of a read, whatever it is, belongs to a body that nobody wants. */
	@ParameterizedTest
	@CsvSource({ "identity", "gzip" })
	void isNotReadOnOnceItIsAnsweredInTheMiddleOfARead(String coding) {
		String data = coding.equals("gzip") ? coded("gzip", "abc") : "abc";
		String chunk = Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
		for (String rest : List.of(chunk, "no chunk\r\n", "65\r\n")) {
			TestConnection answered = this.server.connect();
			this.atHead = (request) -> request.streamBody((bytes) -> {
				refuse(request);
				return null;
			});
			answered.send(chunkedHead(coding) + chunk + rest);

			assertThat(Answer.statuses(answered.received())).hasSize(1);
			assertThat(answered.aborted()).isFalse();
			assertThat(active()).isZero();
			assertThat(this.server.server().stats().heldRead()).isZero();
		}
	}

}
