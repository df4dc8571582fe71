package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.httpserver.CodedRequests.chunked;
import static io.jtornado.httpserver.CodedRequests.chunkedHead;
import static io.jtornado.httpserver.CodedRequests.coded;
import static io.jtornado.httpserver.CodedRequests.numbers;
import static io.jtornado.httpserver.CodedRequests.post;
import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that are inflated on their way to a receiver, which may keep them waiting. */
class InflatedUploadTests {

	private static final String GET = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String TEXT = "hello ".repeat(30);

	private static final int MAX = 200_000;

	/** A piece, its copy for the receiver, what inflating needs, and a read ahead. */
	private static final int MOST_HELD = 200_000;

	private final List<HTTPRequest> heads = new ArrayList<>();

	private final List<HTTPRequest> handled = new ArrayList<>();

	private final List<Object> told = new ArrayList<>();

	private final List<CompletableFuture<Void>> stages = new ArrayList<>();

	private final StringBuilder taken = new StringBuilder();

	private Supplier<@Nullable CompletionStage<?>> afterEach = () -> null;

	private Consumer<HTTPRequest> atHead = (request) -> request.streamBody(this::take);

	private int longest;

	private int gone;

	private final TestServer server = new TestServer(new RequestCallback() {

		@Override
		public void handleHead(HTTPRequest request) {
			InflatedUploadTests.this.heads.add(request);
			request.setCloseCallback(() -> InflatedUploadTests.this.gone++);
			InflatedUploadTests.this.atHead.accept(request);
		}

		@Override
		public void handle(HTTPRequest request) {
			InflatedUploadTests.this.handled.add(request);
			TestServer.echo(request);
		}

	}, HTTPServerOptions.DEFAULTS.withDecompressRequest(true).withLimits(new Limits(1000, 10, MAX, 100_000, 0)));

	private final TestConnection client = this.server.connect();

	private @Nullable CompletionStage<?> take(ByteBuffer chunk) {
		assertThat(chunk.remaining()).isPositive();
		this.longest = Math.max(this.longest, chunk.remaining());
		this.taken.append(StandardCharsets.ISO_8859_1.decode(chunk));
		return this.afterEach.get();
	}

	private CompletionStage<?> hold() {
		CompletableFuture<Void> stage = new CompletableFuture<>();
		this.stages.add(stage);
		return stage;
	}

	private void release() {
		this.stages.get(this.stages.size() - 1).complete(null);
		this.server.loop().runUntilIdle();
	}

	private void releaseUntilHandled() {
		for (int i = 0; this.handled.isEmpty(); i++) {
			assertThat(i).isLessThan(1000);
			release();
		}
	}

	private long held() {
		return this.server.server().stats().heldRead();
	}

	@BeforeEach
	void listen() {
		this.server.server().addListener(new HTTPServerListener() {

			@Override
			public void onTimeout(TimeoutPhase phase) {
				InflatedUploadTests.this.told.add(phase);
			}

			@Override
			public void onMalformed(Refusal refusal) {
				InflatedUploadTests.this.told.add(refusal);
			}

		});
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void handsTheContentOnAtEverySplit(String coding) {
		String body = coded(coding, TEXT);
		for (String message : List.of(post(coding, body), chunked(coding, body))) {
			for (int i = 1; i < message.length(); i++) {
				this.taken.setLength(0);
				this.client.send(message.substring(0, i));
				String answer = this.client.exchange(message.substring(i) + GET);

				assertThat(this.taken).as("split at %d", i).hasToString(TEXT);
				assertThat(answer).contains("POST / HTTP/1.1 a []").contains("GET /next");
			}
		}
		assertThat(this.gone).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void holdsTheContentAtEverySplit(String coding) {
		String body = coded(coding, TEXT);
		this.afterEach = this::hold;
		for (String message : List.of(post(coding, body), chunked(coding, body))) {
			for (int i = 1; i < message.length(); i++) {
				this.taken.setLength(0);
				this.client.send(message.substring(0, i));
				this.client.send(message.substring(i) + GET);
				for (int j = 0; j < message.length() && this.taken.length() < TEXT.length(); j++) {
					release();
				}
				assertThat(this.taken).as("split at %d", i).hasToString(TEXT);
				assertThat(this.client.received()).as("split at %d", i).isEmpty();
				release();
				assertThat(this.client.received()).as("split at %d", i).contains("POST / ").contains("GET /next");
			}
		}
	}

	@Test
	void showsTheFieldsOfTheContentFromTheHeadOn() {
		this.atHead = (request) -> {
			this.told.addAll(request.headers().names());
			request.streamBody(this::take);
		};
		assertThat(this.client.exchange(post("gzip", coded("gzip", TEXT)))).contains("200 OK");

		assertThat(this.told).containsExactly("host", "x-consumed-content-encoding");
		assertThat(this.handled.get(0).header("X-Consumed-Content-Encoding")).isEqualTo("gzip");
	}

	@Test
	void refusesOtherCodingsBeforeAnybodySeesTheRequest() {
		Answer answer = Answer
			.of(this.client.exchange(post("br", "anything").replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n")));

		assertThat(answer.status()).isEqualTo(415);
		assertThat(this.heads).isEmpty();
		assertThat(this.told).containsExactly(Refusal.CONTENT_CODING_UNSUPPORTED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void inflatesAPieceAtATimeForAReceiverThatHolds(boolean chunked) {
		String content = numbers(150_000);
		String body = coded("gzip", content);
		this.afterEach = this::hold;
		this.client.send((chunked ? chunked("gzip", body) : post("gzip", body)) + GET);
		int pieces = 0;
		while (this.handled.isEmpty()) {
			pieces++;
			assertThat(pieces).isLessThan(10_000);
			assertThat(this.stages).hasSize(pieces);
			assertThat(held()).isBetween(16_384L, (long) MOST_HELD);
			assertThat(this.client.received()).isEmpty();
			release();
		}

		assertThat(this.taken).hasToString(content);
		assertThat(this.longest).isBetween(1, 16_384);
		assertThat(pieces).isGreaterThanOrEqualTo(10);
		assertThat(this.client.received()).contains("POST / ").contains("GET /next");
		assertThat(held()).isZero();
	}

	@Test
	void keepsLittleOfABodyWhoseReceiverHolds() {
		byte[] noise = new byte[190_000];
		new Random(1).nextBytes(noise);
		String content = new String(noise, StandardCharsets.ISO_8859_1);
		String body = coded("deflate", content);
		this.afterEach = this::hold;
		this.client.send(post("deflate", body));
		for (int i = 0; i < 1000 && this.handled.isEmpty(); i++) {
			assertThat(held()).as("at piece %d", i).isLessThanOrEqualTo(MOST_HELD);
			release();
		}

		assertThat(this.taken).hasToString(content);
		assertThat(this.client.received()).contains("200 OK");
	}

	@Test
	void goesOnAfterStagesThatAnotherThreadCompletes() throws InterruptedException {
		String content = "0123456789".repeat(5000);
		this.afterEach = this::hold;
		this.client.send(post("gzip", coded("gzip", content)));
		for (int i = 0; i < 1000 && this.handled.isEmpty(); i++) {
			int before = this.taken.length();
			CompletableFuture<Void> stage = this.stages.get(this.stages.size() - 1);
			Thread worker = new Thread(() -> stage.complete(null));
			worker.start();
			worker.join();
			assertThat(this.taken).hasSize(before);
			this.server.loop().runUntilIdle();
		}

		assertThat(this.taken).hasToString(content);
	}

	@Test
	void goesOnAtOnceAfterStagesThatAreComplete() {
		String content = "0123456789".repeat(5000);
		List<CompletionStage<?>> complete = List.of(CompletableFuture.completedFuture(null),
				CompletableFuture.completedStage(null));
		for (CompletionStage<?> stage : complete) {
			this.taken.setLength(0);
			this.afterEach = () -> stage;
			assertThat(this.client.exchange(post("gzip", coded("gzip", content)))).contains("200 OK");
			assertThat(this.taken).hasToString(content);
		}
	}

	@Test
	void failsWithTheStage() {
		try (EngineLog log = new EngineLog()) {
			this.afterEach = this::hold;
			this.client.send(post("gzip", coded("gzip", "0123456789".repeat(5000))));
			release();
			this.stages.get(1).completeExceptionally(new IllegalStateException("planned"));
			this.server.loop().runUntilIdle();

			assertThat(Answer.of(this.client.received()).status()).isEqualTo(500);
			assertThat(this.stages).hasSize(2);
			assertThat(held()).isZero();
			assertThat(this.handled).isEmpty();
		}
	}

	@Test
	void endsWithAnAnswerInTheMidst() {
		this.atHead = (request) -> request.streamBody((chunk) -> {
			take(chunk);
			request.respond(ResponseStartLine.of(422), new HTTPHeaders(), new byte[0]);
			return null;
		});

		assertThat(Answer.of(this.client.exchange(post("gzip", coded("gzip", "0123456789".repeat(5000))))).status())
			.isEqualTo(422);
		assertThat(this.taken).hasSize(16_384);
		assertThat(held()).isZero();
	}

	@Test
	void endsWithAnAnswerWhileItIsHeld() {
		this.afterEach = this::hold;
		this.client.send(post("gzip", coded("gzip", "0123456789".repeat(5000))));
		this.heads.get(0).respond(ResponseStartLine.of(422), new HTTPHeaders(), new byte[0]);
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(422);

		release();
		assertThat(this.taken).hasSize(16_384);
		assertThat(held()).isZero();
	}

	@Test
	void doesNotHurryAReceiver() {
		this.afterEach = this::hold;
		String message = post("gzip", coded("gzip", "0123456789".repeat(5000)));
		this.client.send(message.substring(0, message.length() - 1));
		for (int i = 0; i < 4; i++) {
			this.client.advance(Duration.ofHours(3));
			assertThat(this.client.received()).isEmpty();
			release();
		}
		this.client.advance(Duration.ofSeconds(59));
		assertThat(this.client.received()).isEmpty();

		this.client.advance(Duration.ofSeconds(1));
		assertThat(Answer.of(this.client.received()).status()).isEqualTo(408);
		assertThat(this.told).containsExactly(TimeoutPhase.BODY);
		assertThat(this.gone).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void refusesWhatIsNotCodedSoBehindWhatWasHandedOn(String coding) {
		String content = "0123456789".repeat(5000);
		String body = coded(coding, content);
		String changed = body.substring(0, body.length() - 1) + (char) (body.charAt(body.length() - 1) ^ 1);
		for (String wrong : List.of(body.substring(0, body.length() - 1), body + "x", changed)) {
			for (String message : List.of(post(coding, wrong), chunked(coding, wrong))) {
				assertRefused(400, Refusal.CONTENT_CODING, message);
				assertThat(this.taken.length()).isGreaterThanOrEqualTo(49_152);
			}
		}
		assertRefused(400, Refusal.CONTENT_CODING, chunked(coding, ""));
		assertThat(this.taken).isEmpty();
	}

	@Test
	void endsABombAtItsBounds() {
		assertRefused(413, Refusal.BODY_TOO_LARGE, post("gzip", coded("gzip", numbers(MAX + 1))));
		assertThat(this.taken.length()).isBetween(MAX - 16_384, MAX);

		this.atHead = (request) -> {
			request.setMaxBodySize(Long.MAX_VALUE);
			request.streamBody(this::take);
		};
		assertRefused(400, Refusal.CONTENT_CODING, post("gzip", coded("gzip", "x".repeat(100_000_000))));
		assertThat(this.taken).hasSize(65_536);
	}

	@Test
	void boundsWhatComesToo() {
		assertRefused(413, Refusal.BODY_TOO_LARGE,
				"POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: " + (MAX + 1) + "\r\n\r\n");
		assertRefused(413, Refusal.BODY_TOO_LARGE,
				chunkedHead("gzip") + "1\r\n\u001f\r\n" + Integer.toHexString(MAX) + "\r\n");
		assertThat(this.taken).isEmpty();
	}

	@Test
	void takesExactlyWhatIsAllowed() {
		this.afterEach = this::hold;
		this.client.send(post("gzip", coded("gzip", numbers(MAX))));
		releaseUntilHandled();

		assertThat(this.taken).hasSize(MAX);
		assertThat(this.client.received()).contains("200 OK");
	}

	/** With a receiver that holds and with one that does not: the end is the same. */
	private void assertRefused(int status, Refusal refusal, String message) {
		for (boolean holds : new boolean[] { false, true }) {
			this.taken.setLength(0);
			this.told.clear();
			this.gone = 0;
			this.stages.clear();
			this.afterEach = holds ? this::hold : () -> null;
			TestConnection other = this.server.connect();
			other.send(message + GET);
			for (int i = 0; i < this.stages.size(); i++) {
				release();
			}
			Answer answer = Answer.of(other.received());
			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.closes()).isTrue();
			assertThat(this.told).containsExactly(refusal);
			assertThat(this.gone).isEqualTo(1);
			assertThat(this.handled).isEmpty();
			assertThat(held()).isZero();
			other.end();
			assertThat(other.closed()).isTrue();
		}
	}

	@Test
	void noticesATruncationOnceTheContentBeforeIsTaken() {
		this.afterEach = this::hold;
		String message = post("gzip", coded("gzip", "0123456789".repeat(5000)));
		this.client.send(message.substring(0, message.length() - 1));
		this.client.end();
		for (int i = 0; i < 4; i++) {
			assertThat(this.told).isEmpty();
			release();
		}

		assertThat(this.taken).hasSize(50_000);
		assertThat(this.told).containsExactly(Refusal.TRUNCATED);
		assertThat(this.gone).isEqualTo(1);
	}

	@Test
	void servesAClientThatHasEndedItsSide() {
		this.afterEach = this::hold;
		this.client.send(post("gzip", coded("gzip", "0123456789".repeat(5000))));
		this.client.end();
		releaseUntilHandled();

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(200);
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void givesEverythingBackWhereverTheClientLeaves() {
		String message = chunked("gzip", coded("gzip", TEXT));
		for (boolean holds : new boolean[] { false, true }) {
			this.afterEach = holds ? this::hold : () -> null;
			for (int cut = 0; cut < message.length(); cut++) {
				TestConnection reset = this.server.connect();
				reset.send(message.substring(0, cut));
				reset.reset();
				assertThat(held()).as("cut at %d", cut).isZero();
			}
		}
		assertThat(this.gone).isEqualTo(this.heads.size());
	}

	@Test
	void refusesWhatItHasNoMemoryFor() {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withDecompressRequest(true)
			.withLimits(new Limits(1000, 10, MAX, 100_000, 80_000));
		RequestCallback callback = new RequestCallback() {

			@Override
			public void handleHead(HTTPRequest request) {
				request.streamBody((chunk) -> hold());
			}

			@Override
			public void handle(HTTPRequest request) {
				TestServer.echo(request);
			}

		};
		String message = post("gzip", coded("gzip", TEXT));
		try (TestServer small = new TestServer(callback, options)) {
			TestConnection first = small.connect();
			first.send(message);
			assertThat(Answer.of(small.exchange(message)).status()).isEqualTo(503);

			this.stages.get(0).complete(null);
			assertThat(Answer.of(first.received()).status()).isEqualTo(200);
		}
	}

}
