package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jtornado.web.MultipartText.form;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Files of forms that are too large for memory: written step by step on an executor, and
 * gone with the request, in whatever way it ends.
 */
class StoredFormTests {

	private static final int THRESHOLD = 10;

	private static final String LARGE = "0123456789abc";

	@TempDir
	private Path directory;

	/** Runs what it is given when it is told to; or refuses. */
	private static final class Steps implements Executor {

		private final Queue<Runnable> waiting = new ArrayDeque<>();

		private boolean ended;

		@Override
		public void execute(Runnable step) {
			if (this.ended) {
				throw new RejectedExecutionException("ended");
			}
			this.waiting.add(step);
		}

		void runAll(TestConnection connection) {
			while (!this.waiting.isEmpty()) {
				this.waiting.remove().run();
				connection.loop().runUntilIdle();
			}
		}

	}

	private final Steps steps = new Steps();

	private final List<HTTPFile> files = new ArrayList<>();

	private CompletableFuture<String> answer;

	private boolean thereAtTheEnd;

	private TestConnection client;

	private Application application;

	class Stored extends RequestHandler {

		CompletionStage<String> post() {
			StoredFormTests.this.files.addAll(files("f"));
			if (argument("fail", "no").equals("yes")) {
				throw new HTTPException(409);
			}
			return StoredFormTests.this.answer;
		}

		@Override
		protected void onFinish() {
			StoredFormTests.this.thereAtTheEnd = StoredFormTests.this.files.stream()
				.allMatch((file) -> file.path() == null || Files.exists(file.path()));
		}

	}

	@BodyLimits(maxSize = 300, timeout = 5)
	class Limited extends Stored {

	}

	private void serve(MultipartOptions options, Executor executor) {
		this.application = Application.builder()
			.add(url("/", Stored.class, Stored::new), url("/limited", Limited.class, Limited::new))
			.multipart(options.withFileThreshold(THRESHOLD).withDirectory(this.directory))
			.executor(executor)
			.accessLog(false)
			.build();
		this.client = new TestConnection(this.application);
	}

	private void serve() {
		serve(MultipartOptions.DEFAULTS, this.steps);
	}

	private List<Path> stored() throws IOException {
		try (Stream<Path> entries = Files.list(this.directory)) {
			return entries.toList();
		}
	}

	private void runAll() {
		if (!this.client.closed()) {
			this.client.loop().runUntilIdle();
		}
		this.steps.runAll(this.client);
	}

	@AfterEach
	void close() throws IOException {
		if (!this.client.closed()) {
			this.client.reset();
		}
		runAll();
		this.client.close();
		assertThat(stored()).isEmpty();
	}

	@Test
	void storesALargeFileUntilTheAnswerIsComplete() throws IOException {
		serve();
		this.answer = new CompletableFuture<>();
		this.client.send(form().file("f", "../x", LARGE).field("a", "1").request("/"));
		assertThat(stored()).as("before any step").isEmpty();

		runAll();
		HTTPFile file = this.files.get(0);
		assertThat(file.filename()).isEqualTo("../x");
		assertThat(file.size()).isEqualTo(LARGE.length());
		assertThat(file.body()).isNull();
		assertThat(file.path()).hasParent(this.directory).hasContent(LARGE);
		assertThat(Files.getPosixFilePermissions(file.path())).hasSize(2);
		try (InputStream content = file.newInputStream()) {
			assertThat(content).hasContent(LARGE);
		}

		this.answer.complete("done");
		assertThat(this.client.received()).endsWith("done");
		assertThat(this.thereAtTheEnd).as("onFinish has it").isTrue();
		runAll();
		assertThat(stored()).isEmpty();
	}

	@Test
	void keepsAFileOfTheThresholdInMemory() throws IOException {
		serve();
		this.answer = CompletableFuture.completedFuture("done");
		this.client.send(form().file("f", "x", LARGE.substring(0, THRESHOLD)).request("/"));

		assertThat(this.steps.waiting).isEmpty();
		assertThat(this.files.get(0).path()).isNull();
		assertThat(this.files.get(0).body()).hasSize(THRESHOLD);
		assertThat(this.files.get(0).newInputStream()).hasContent(LARGE.substring(0, THRESHOLD));
		this.files.clear();
	}

	@Test
	void storesTheSameAtEverySplit() throws IOException {
		serve();
		this.answer = CompletableFuture.completedFuture("done");
		String request = form().file("f", "x", LARGE + "\r\n" + LARGE).file("f", "y", LARGE).request("/");
		for (int cut = 1; cut < request.length(); cut++) {
			this.answer = new CompletableFuture<>();
			this.client.send(request.substring(0, cut));
			runAll();
			this.client.send(request.substring(cut));
			runAll();

			assertThat(this.files).as("cut at %d", cut).hasSize(2);
			assertThat(this.files.get(0).path()).hasContent(LARGE + "\r\n" + LARGE);
			assertThat(this.files.get(1).path()).hasContent(LARGE);
			this.answer.complete("done");
			assertThat(this.client.received()).endsWith("done");
			this.files.clear();
			runAll();
			assertThat(stored()).isEmpty();
		}
		assertThat(this.client.server().stats().heldRead()).isZero();
	}

	/** What the disk has not taken yet is waited for by the client. */
	@Test
	void readsNothingWhileTheDiskIsBusy() {
		serve();
		String content = "x".repeat(1 << 20);
		String request = form().file("f", "x", content).request("/");
		this.client.transport().feed(request);
		this.client.loop().runUntilIdle();

		assertThat(this.steps.waiting).hasSize(1);
		assertThat(this.client.server().stats().heldRead()).isLessThan(300_000);
		this.answer = CompletableFuture.completedFuture("done");
		runAll();
		assertThat(this.client.received()).endsWith("done");
		this.files.clear();
	}

	@Test
	void removesTheFileOfAnAnswerThatFailed() {
		serve();
		this.client.send(form().field("fail", "yes").file("f", "x", LARGE).request("/"));
		runAll();

		assertThat(this.client.received()).startsWith("HTTP/1.1 409 ");
		assertThat(this.files.get(0).path()).doesNotExist();
		this.files.clear();
	}

	@Test
	void removesTheFileOfAClientThatLeavesDuringTheUpload() throws IOException {
		serve();
		String request = form().file("f", "x", LARGE).request("/");
		this.client.send(request.substring(0, request.length() - 10));
		runAll();
		assertThat(stored()).hasSize(1);

		this.client.reset();
		runAll();
		assertThat(stored()).isEmpty();
	}

	@Test
	void removesTheFileOfAClientThatLeavesWhileItIsWritten() {
		serve();
		this.client.send(form().file("f", "x", LARGE).request("/"));
		assertThat(this.steps.waiting).hasSize(1);

		this.client.reset();
		runAll();
		assertThat(this.files).as("the handler is not called").isEmpty();
	}

	@Test
	void removesTheFileOfAClientThatLeavesWhileItIsServed() throws IOException {
		serve();
		this.answer = new CompletableFuture<>();
		this.client.send(form().file("f", "x", LARGE).request("/"));
		runAll();
		assertThat(stored()).hasSize(1);

		this.client.reset();
		assertThat(this.answer).isCancelled();
		runAll();
		assertThat(stored()).isEmpty();
		this.files.clear();
	}

	@Test
	void removesTheFilesOfUploadsThatAreRefused() throws IOException {
		serve();
		String request = form().file("f", "x", LARGE).request("/limited");
		this.client.send(request.substring(0, request.length() - 10));
		runAll();
		assertThat(stored()).hasSize(1);
		this.client.advance(Duration.ofSeconds(6));
		assertThat(this.client.received()).startsWith("HTTP/1.1 408 ");
		runAll();
		assertThat(stored()).isEmpty();

		this.client = new TestConnection(this.application);
		String chunk = MultipartText.fileHead("f", "x") + LARGE;
		this.client.send(
				"POST /limited HTTP/1.1\r\nHost: a\r\n" + MultipartText.TYPE + "\r\nTransfer-Encoding: chunked\r\n\r\n"
						+ Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
		runAll();
		assertThat(stored()).hasSize(1);
		this.client.send("fff\r\n" + "x".repeat(0xfff));
		assertThat(this.client.received()).startsWith("HTTP/1.1 413 ");
	}

	@Test
	void removesTheFilesOfAMalformedForm() {
		serve();
		String body = form().file("f", "x", LARGE).body().replace("--b--", "--bb-");
		this.client.send(MultipartText.head("/", body.length()) + body);
		runAll();

		assertThat(this.client.received()).startsWith("HTTP/1.1 400 ");
		assertThat(this.files).isEmpty();
	}

	@Test
	void removesFilesWithoutItsExecutor() throws IOException {
		serve();
		this.answer = new CompletableFuture<>();
		this.client.send(form().file("f", "x", LARGE).request("/"));
		runAll();
		assertThat(stored()).hasSize(1);

		this.steps.ended = true;
		this.answer.complete("done");
		assertThat(this.client.received()).endsWith("done");
		assertThat(stored()).isEmpty();
		this.files.clear();
	}

	@Test
	void removesWhatIsLeftWhenTheApplicationIsClosed() throws IOException {
		serve();
		this.answer = new CompletableFuture<>();
		this.client.send(form().file("f", "x", LARGE).request("/"));
		runAll();
		assertThat(stored()).hasSize(1);

		this.application.close();
		assertThat(stored()).isEmpty();
		this.files.clear();
	}

	@Test
	void refusesAnUploadThatNobodyStores() {
		serve();
		this.steps.ended = true;

		assertThat(this.client.exchange(form().file("f", "x", LARGE).request("/"))).startsWith("HTTP/1.1 503 ")
			.contains("Retry-After: 1");
	}

	@Test
	void failsAnUploadThatTheDiskDoesNotTake() throws IOException {
		serve();
		Files.delete(this.directory);
		try (LogCapture log = new LogCapture("jtornado.general")) {
			this.client.send(form().file("f", "x", LARGE).request("/"));
			runAll();

			assertThat(this.client.received()).startsWith("HTTP/1.1 500 ").doesNotContain(this.directory.toString());
			assertThat(log.lines()).singleElement().asString().contains("An upload cannot be stored: ");
		}
		finally {
			Files.createDirectory(this.directory);
		}
	}

	@Test
	void boundsWhatIsStoredForAll() throws IOException {
		serve(MultipartOptions.DEFAULTS.withMaxStored(20), this.steps);
		this.answer = new CompletableFuture<>();
		this.client.send(form().file("f", "x", LARGE).request("/"));
		runAll();
		try (TestConnection other = new TestConnection(this.application)) {
			other.send(form().file("f", "x", LARGE).request("/"));
			this.steps.runAll(other);
			assertThat(other.received()).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5");
		}
		this.answer.complete("done");
		runAll();
		this.files.clear();

		this.answer = new CompletableFuture<>();
		this.client.send(form().file("f", "x", LARGE).request("/"));
		runAll();
		assertThat(this.files).as("there is room again").hasSize(1);
		this.files.clear();
	}

	@Test
	void movesFilesAwayToBeKept(@TempDir Path kept) throws IOException {
		serve();
		this.answer = new CompletableFuture<>();
		this.client.send(form().file("f", "x", LARGE).file("f", "y", "small").request("/"));
		runAll();
		this.files.get(0).moveTo(kept.resolve("large"));
		this.files.get(1).moveTo(kept.resolve("small"));
		assertThatThrownBy(() -> this.files.get(1).moveTo(kept.resolve("small"))).isInstanceOf(IOException.class);
		this.files.clear();

		this.answer.complete("done");
		runAll();
		assertThat(kept.resolve("large")).hasContent(LARGE);
		assertThat(kept.resolve("small")).hasContent("small");
	}

	@Test
	void keepsEverythingInMemoryWithoutAnExecutor() {
		serve(MultipartOptions.DEFAULTS, null);
		this.answer = CompletableFuture.completedFuture("done");
		this.client.send(form().file("f", "x", LARGE).request("/"));

		assertThat(new String(this.files.get(0).body(), StandardCharsets.US_ASCII)).isEqualTo(LARGE);
		this.files.clear();
	}

	@Test
	void refusesOptionsThatCannotWork() {
		assertThatThrownBy(() -> MultipartOptions.DEFAULTS.withMaxParts(0)).hasMessageContaining("maxParts");
		assertThatThrownBy(() -> MultipartOptions.DEFAULTS.withFileThreshold(-1)).hasMessageContaining("fileThreshold");
		assertThatThrownBy(() -> MultipartOptions.DEFAULTS.withDirectory(this.directory.resolve("none")))
			.hasMessageContaining("directory must be");
		serve();
	}

}
