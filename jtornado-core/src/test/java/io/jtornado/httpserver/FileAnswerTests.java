package io.jtornado.httpserver;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.iostream.FileReadException;
import io.jtornado.iostream.StreamClosedException;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Parts of files as bodies, or in the midst of them. */
class FileAnswerTests {

	private static final int SIZE = 200_000;

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String HTTP10 = "GET / HTTP/1.0\r\n\r\n";

	private final List<CompletableFuture<Void>> stages = new ArrayList<>();

	private final List<TimeoutPhase> timeouts = new ArrayList<>();

	private TestFile file;

	private Consumer<HTTPRequest> answer = this::answerWithLength;

	private final TestServer server = new TestServer((request) -> this.answer.accept(request));

	@BeforeEach
	void make() throws IOException {
		this.file = new TestFile(SIZE);
		this.server.server().addListener(new HTTPServerListener() {
			@Override
			public void onTimeout(TimeoutPhase phase) {
				FileAnswerTests.this.timeouts.add(phase);
			}
		});
	}

	@AfterEach
	void remove() throws IOException {
		this.server.close();
		assertThat(this.stages).allMatch(CompletableFuture::isDone);
		this.file.close();
	}

	private CompletableFuture<Void> write(HTTPRequest request, long offset, long length) {
		CompletableFuture<Void> stage = request.writeFile(this.file.channel(), offset, length).toCompletableFuture();
		this.stages.add(stage);
		return stage;
	}

	private static void begin(HTTPRequest request, String... fields) {
		HTTPHeaders headers = HTTPHeaders.of("X-Method", request.method());
		for (int i = 0; i < fields.length; i += 2) {
			headers.set(fields[i], fields[i + 1]);
		}
		request.writeHeaders(ResponseStartLine.OK, headers);
	}

	/** The file, to its announced end. */
	private void answerWithLength(HTTPRequest request) {
		begin(request, "Content-Length", String.valueOf(SIZE));
		write(request, 0, SIZE);
		request.finish();
	}

	/** Bytes and parts, in chunks for HTTP/1.1 and until the end for HTTP/1.0. */
	private void answerInParts(HTTPRequest request) {
		begin(request);
		request.write("<");
		write(request, 0, SIZE);
		write(request, 0, 0);
		request.write("><");
		write(request, 100, 10);
		request.write(">");
		request.finish();
	}

	private String inParts() {
		return "<" + this.file.text() + "><" + this.file.text(100, 10) + ">";
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1000, 50_000, Integer.MAX_VALUE })
	void answersWithAFile(int mostWritten) {
		TestConnection client = this.server.connect();
		client.transport().writeAtMost(mostWritten);
		Answer answer = Answer.of(client.exchange(GET));

		assertThat(answer.fields()).containsEntry("content-length", String.valueOf(SIZE));
		assertThat(answer.body().equals(this.file.text())).isTrue();
		assertThat(this.stages).singleElement().satisfies((stage) -> assertThat(stage).isCompleted());
		assertThat(client.closed()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1000, 50_000, Integer.MAX_VALUE })
	void answersInChunks(int mostWritten) {
		this.answer = this::answerInParts;
		TestConnection client = this.server.connect();
		client.transport().writeAtMost(mostWritten);
		String text = client.exchange(GET);

		assertThat(Answer.of(text).body().equals(inParts())).isTrue();
		assertThat(text).contains("\r\n\r\n1\r\n<\r\n" + Integer.toHexString(SIZE) + "\r\n")
			.endsWith("\r\na\r\n" + this.file.text(100, 10) + "\r\n1\r\n>\r\n0\r\n\r\n");
		assertThat(this.stages).hasSize(3).allSatisfy((stage) -> assertThat(stage).isCompleted());
	}

	@Test
	void answersUntilTheEndForHTTP10() {
		this.answer = this::answerInParts;
		TestConnection client = this.server.connect();
		client.transport().writeAtMost(10_000);
		String text = client.exchange(HTTP10);

		assertThat(text.substring(text.indexOf("\r\n\r\n") + 4).equals(inParts())).isTrue();
		assertThat(client.closed()).isTrue();
		assertThat(client.aborted()).isFalse();
	}

	@Test
	void sendsNothingOfAFileForHead() {
		for (Consumer<HTTPRequest> each : List.<Consumer<HTTPRequest>>of(this::answerWithLength, this::answerInParts)) {
			this.answer = each;
			List<Answer> answers = Answer.all(this.server.exchange(HEAD + GET + HEAD));

			assertThat(answers).extracting((answer) -> answer.body().isEmpty()).containsExactly(true, false, true);
			assertThat(answers.get(0).fields()).isEqualTo(answers.get(2).fields());
			assertThat(answers.get(0).fields().keySet()).isEqualTo(answers.get(1).fields().keySet());
		}
		this.answer = (request) -> {
			begin(request, "Content-Length", "1000000");
			assertThat(write(request, SIZE, 1_000_000)).isCompleted(); // nobody looks
			assertThat(request.bytesWritten()).isZero();
			request.finish();
			assertThat(write(request, 0, 1)).isCompletedExceptionally();
		};
		assertThat(Answer.of(this.server.exchange(HEAD)).status()).isEqualTo(200);
	}

	@Test
	void sendsNoFileWhereNoBodyMayBe() {
		this.answer = (request) -> {
			request.writeHeaders(ResponseStartLine.of(304), new HTTPHeaders());
			write(request, 0, SIZE);
			request.finish();
		};

		assertThat(Answer.statuses(this.server.exchange(GET + GET))).containsExactly(304, 304);
	}

	@Test
	void keepsToTheLengthThatIsAnnounced() {
		this.answer = (request) -> {
			begin(request, "Content-Length", "20");
			write(request, 0, 10);
			assertThatIllegalStateException().isThrownBy(() -> write(request, 0, 11));
			assertThatIllegalStateException().isThrownBy(() -> write(request, 0, Long.MAX_VALUE));
			write(request, 50, 10);
			assertThatIllegalStateException().isThrownBy(() -> write(request, 0, 1));
			assertThat(request.bytesWritten()).isEqualTo(20);
			request.finish();
		};

		assertThat(Answer.bodies(this.server.exchange(GET + GET)))
			.containsOnly(this.file.text(0, 10) + this.file.text(50, 10))
			.hasSize(2);
	}

	@Test
	void breaksAnAnswerThatEndsTooEarly() {
		this.answer = (request) -> {
			begin(request, "Content-Length", String.valueOf(SIZE + 1));
			write(request, 0, SIZE);
			assertThatIllegalStateException().isThrownBy(request::finish);
		};
		TestConnection client = this.server.connect();
		client.send(GET);

		assertThat(client.aborted()).isTrue();
	}

	@Test
	void refusesPartsBeforeTheHeadAndBehindTheEnd() {
		this.answer = (request) -> {
			assertThatIllegalStateException().isThrownBy(() -> write(request, 0, 1));
			begin(request);
			assertThatIllegalArgumentException().isThrownBy(() -> write(request, -1, 1));
			assertThatIllegalArgumentException().isThrownBy(() -> write(request, 1, -1));
			request.finish();
			assertThatIllegalStateException().isThrownBy(() -> write(request, 0, 1));
		};

		assertThat(Answer.of(this.server.exchange(GET)).body()).isEmpty();
	}

	@Test
	void keepsTheOrderOfPipelinedAnswers() {
		this.answer = (request) -> {
			if (request.path().equals("/file")) {
				answerWithLength(request);
			}
			else {
				TestServer.echo(request);
			}
		};
		String plain = GET.replace("/ ", "/plain ");
		String filed = GET.replace("/ ", "/file ");
		TestConnection client = this.server.connect();
		client.transport().writeAtMost(30_000);
		List<String> bodies = Answer.bodies(client.exchange(plain + filed + plain + filed + filed + plain));

		String text = "GET /plain HTTP/1.1 a []";
		assertThat(bodies.equals(List.of(text, this.file.text(), text, this.file.text(), this.file.text(), text)))
			.isTrue();
	}

	@Test
	void doesNotReadRequestsWhileAFileWaits() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(0);
		client.send(GET.repeat(3));
		assertThat(this.stages).hasSize(1);
		assertThat(this.server.server().stats().heldWrite()).isLessThan(1000);
		client.transport().takeOnly(Long.MAX_VALUE);
		this.server.loop().runUntilIdle();

		assertThat(this.stages).hasSize(3);
		assertThat(Answer.all(client.received())).hasSize(3);
	}

	@Test
	void sendsManyPartsOfOneFile() {
		this.answer = (request) -> {
			begin(request);
			for (int i = 0; i < 500; i++) {
				request.write("--b\r\n");
				write(request, i * 100, 1 + i * 20);
			}
			request.finish();
		};
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 500; i++) {
			expected.append("--b\r\n").append(this.file.text(i * 100, 1 + i * 20));
		}
		TestConnection client = this.server.connect();
		client.transport().writeAtMost(9000);

		assertThat(Answer.of(client.exchange(GET)).body().contentEquals(expected)).isTrue();
		assertThat(this.stages).hasSize(500).allMatch((stage) -> !stage.isCompletedExceptionally());
	}

	@Test
	void writesSliceBySlice() {
		this.answer = (request) -> {
			begin(request, "Content-Length", String.valueOf(SIZE));
			writeSlices(request, 0);
		};
		TestConnection client = this.server.connect();
		client.transport().writeAtMost(5000);

		assertThat(Answer.bodies(client.exchange(GET + GET))).allMatch((body) -> body.equals(this.file.text()))
			.hasSize(2);
	}

	private void writeSlices(HTTPRequest request, int from) {
		int length = Math.min(16_384, SIZE - from);
		if (length == 0) {
			request.finish();
			return;
		}
		write(request, from, length).thenRun(() -> writeSlices(request, from + length));
	}

	@Test
	void breaksOffWhenTheFileLosesItsEnd() throws IOException {
		for (String request : List.of(GET, HTTP10)) {
			for (Consumer<HTTPRequest> each : List.<Consumer<HTTPRequest>>of(this::answerWithLength,
					this::answerInParts)) {
				this.file.close();
				this.file = new TestFile(SIZE);
				this.stages.clear();
				this.answer = each;
				TestConnection client = this.server.connect();
				client.transport().takeOnly(50_000);
				client.send(request);
				this.file.truncate(100_000);
				assertFails(client, "The file has no byte at 100000");
			}
		}
	}

	@Test
	void breaksOffWhenTheFileHasLostItsEndAlready() throws IOException {
		this.file.truncate(SIZE - 1);
		TestConnection client = this.server.connect();
		client.transport().takeOnly(0);
		this.server.loop().runUntilIdle();
		client.transport().feed(GET);

		assertFails(client, "The file has " + (SIZE - 1) + " bytes");
	}

	/** The peer sees a failure, the log one line. */
	private void assertFails(TestConnection client, String why) {
		try (CapturedLog log = new CapturedLog()) {
			client.transport().takeOnly(Long.MAX_VALUE);
			this.server.loop().runUntilIdle();

			assertThat(client.aborted()).isTrue();
			assertThat(log.messages(Level.WARN)).singleElement().asString().startsWith(why);
			assertThat(log.messages(Level.ERROR)).isEmpty();
		}
		assertThat(this.stages.get(0).handle((none, ex) -> ex).join()).isInstanceOf(StreamClosedException.class)
			.hasCauseInstanceOf(FileReadException.class);
	}

	@Test
	void sendsNoMoreThanWasPromisedOfAFileThatGrows() throws IOException {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(50_000);
		client.send(GET);
		this.file.append("more");
		this.file.overwrite("other");
		client.transport().takeOnly(Long.MAX_VALUE);

		assertThat(Answer.of(client.received()).body().equals(this.file.text())).isTrue();
	}

	@Test
	void failsWhenTheClientLeaves() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(50_000);
		client.send(GET);
		assertThat(this.stages.get(0)).isNotDone();
		client.reset();

		assertThat(this.stages.get(0).handle((none, ex) -> ex).join()).isInstanceOf(StreamClosedException.class);
		assertThat(this.file.channel().isOpen()).isTrue();
	}

	@Test
	void failsWhenTheClientHasLeft() {
		HTTPRequest[] late = new HTTPRequest[1];
		this.answer = (request) -> late[0] = request;
		TestConnection client = this.server.connect();
		client.send(GET);
		client.reset();

		assertThat(late[0].clientGone()).isTrue();
		assertThat(write(late[0], 0, SIZE)).isCompletedExceptionally();
	}

	@Test
	void failsWhenTheClientTakesNothingForTooLong() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(50_000);
		client.send(GET);
		for (int i = 0; i < 5; i++) {
			client.advance(Duration.ofSeconds(59));
			client.transport().takeOnly(1000);
			this.server.loop().runUntilIdle();
			assertThat(client.closed()).isFalse();
		}
		client.advance(Duration.ofSeconds(60));

		assertThat(this.timeouts).containsExactly(TimeoutPhase.WRITE);
		assertThat(client.aborted()).isTrue();
		assertThat(this.stages.get(0)).isCompletedExceptionally();
	}

	@Test
	void holdsNothingForAClientThatTakesNothing() {
		List<TestConnection> clients = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			TestConnection client = this.server.connect();
			client.transport().takeOnly(10_000);
			client.send(GET);
			clients.add(client);
		}

		assertThat(this.server.server().stats().heldWrite()).isZero();
		for (TestConnection client : clients) {
			client.transport().takeOnly(Long.MAX_VALUE);
			assertThat(Answer.of(client.received()).body().equals(this.file.text())).isTrue();
		}
	}

	@Test
	void drainsBehindTheFile() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(50_000);
		client.send(GET);
		CompletableFuture<Void> drained = this.server.server().drain().toCompletableFuture();
		this.server.loop().runUntilIdle();
		assertThat(drained).isNotDone();
		client.transport().takeOnly(Long.MAX_VALUE);

		assertThat(Answer.of(client.received()).body().equals(this.file.text())).isTrue();
		assertThat(drained).isCompleted();
		assertThat(client.aborted()).isFalse();
	}

	@Test
	void failsAtTheDeadlineOfADrain() {
		TestConnection client = this.server.connect();
		client.transport().takeOnly(50_000);
		client.send(GET);
		CompletableFuture<DrainReport> drained = this.server.server()
			.drain(Duration.ofSeconds(5))
			.toCompletableFuture();
		this.server.loop().runUntilIdle();
		client.advance(Duration.ofSeconds(5));

		assertThat(drained).isCompletedWithValueMatching((report) -> report.aborted() == 1);
		assertThat(this.stages.get(0)).isCompletedExceptionally();
	}

	@Test
	void failsWhenTheAnswerIsGivenUp() {
		this.answer = (request) -> {
			begin(request);
			write(request, 0, SIZE);
			request.abort();
		};
		TestConnection client = this.server.connect();
		client.transport().takeOnly(50_000);
		client.send(GET);

		assertThat(client.aborted()).isTrue();
		assertThat(this.stages.get(0)).isCompletedExceptionally();
	}

	@Test
	void goesOnWhenTheStreamIsTakenAway() {
		this.answer = (request) -> {
			begin(request);
			CompletableFuture<Void> sent = write(request, 0, SIZE);
			request.detach().send(new byte[] { '.' });
			assertThat(sent).isNotDone();
		};
		TestConnection client = this.server.connect();
		client.transport().takeOnly(50_000);
		client.send(GET);
		client.transport().takeOnly(Long.MAX_VALUE);
		this.server.loop().runUntilIdle();
		client.stream().flush();

		assertThat(client.received()).endsWith(this.file.text() + "\r\n.");
		assertThat(this.stages.get(0)).isCompleted();
	}

}
