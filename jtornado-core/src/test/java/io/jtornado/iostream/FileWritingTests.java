package io.jtornado.iostream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestFile;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Parts of files on a stream in memory: what is waited for, held, shared and refused. */
class FileWritingTests {

	private static final int SIZE = 200_000;

	private static final int LARGE = Outflow.LARGE;

	private final TestLoop loop = new TestLoop();

	private final StreamBuffers buffers = StreamBuffers.of(this.loop.ioLoop());

	private final MemoryTransport transport = new MemoryTransport();

	private TestFile file;

	private IOStream stream;

	@BeforeEach
	void open() throws IOException {
		this.file = new TestFile(SIZE);
		this.stream = new IOStream(this.loop.ioLoop(), this.transport,
				new StreamOptions(100_000, 100_000, 20_000, 50_000));
	}

	@AfterEach
	void close() throws IOException {
		this.stream.abort();
		assertThat(this.buffers.heldWrite().get()).isZero();
		this.loop.close();
		this.file.close();
	}

	private CompletableFuture<Void> write(long offset, long length) {
		return this.stream.writeFile(this.file.channel(), offset, length).toCompletableFuture();
	}

	@Test
	void sendsAHeadAndASmallFileInOneWrite() {
		this.stream.page(4).put("head");
		CompletableFuture<Void> sent = write(100, LARGE - 1);

		assertThat(sent).isCompleted();
		assertThat(this.transport.writes()).isOne();
		assertThat(this.transport.takeOutput()).isEqualTo("head" + this.file.text(100, LARGE - 1));
		assertThat(this.buffers.sent().get()).isEqualTo(4 + LARGE - 1);
	}

	@Test
	void sendsALargeFileBehindTheHead() {
		this.stream.page(4).put("head");
		CompletableFuture<Void> sent = write(100, LARGE);
		this.stream.page(3).put("end");
		this.stream.flush();

		assertThat(sent).isCompleted();
		assertThat(this.transport.takeOutput()).isEqualTo("head" + this.file.text(100, LARGE) + "end");
		assertThat(this.buffers.sent().get()).isEqualTo(7 + LARGE);
		assertThat(this.stream.pending()).isZero();
	}

	@Test
	void holdsNothingWhileThePeerTakesNothing() {
		this.transport.takeOnly(0);
		this.stream.page(4).put("head");
		CompletableFuture<Void> large = write(0, SIZE);
		CompletableFuture<Void> small = write(0, 5);
		this.stream.send(new byte[7]);
		this.stream.flush();

		assertThat(this.buffers.heldWrite().get()).isEqualTo(4 + 7);
		assertThat(this.stream.pending()).isEqualTo(4 + SIZE + 5 + 7);
		assertThat(this.stream.congested()).isTrue();
		assertThat(this.stream.writable()).isFalse();
		takeMore(4 + SIZE);
		assertThat(large).isCompleted();
		assertThat(small).isNotDone();
		assertThat(this.stream.writable()).isTrue();
		takeMore(5);
		assertThat(small).isCompleted();
		takeMore(7);
		assertThat(this.transport.takeOutput())
			.isEqualTo("head" + this.file.text() + this.file.text(0, 5) + "\0".repeat(7));
	}

	@Test
	void doesNotCountFilesAsBytesThatWait() {
		this.transport.takeOnly(0);
		write(0, SIZE);
		this.stream.send(new byte[100_000]);

		assertThat(this.stream.pending()).isEqualTo(SIZE + 100_000);
	}

	@Test
	void waitsForFilesAndTheLowWaterMark() {
		this.transport.takeOnly(0);
		CompletableFuture<Void> none = this.stream.whenFilesSent().toCompletableFuture();
		write(0, 10);
		this.stream.send(new byte[30_000]);
		CompletableFuture<Void> writable = this.stream.whenWritable().toCompletableFuture();
		CompletableFuture<Void> sent = this.stream.whenFilesSent().toCompletableFuture();

		assertThat(none).isCompleted();
		takeMore(10_009);
		assertThat(writable).isNotDone();
		takeMore(1);
		assertThat(writable).isCompleted();
		assertThat(sent).isCompleted();
	}

	@Test
	void waitsForAFileBelowTheLowWaterMark() {
		this.transport.takeOnly(0);
		CompletableFuture<Void> sent = write(0, 10_000);

		assertThat(this.stream.whenWritable().toCompletableFuture()).isCompleted();
		takeMore(9999);
		assertThat(sent).isNotDone();
		takeMore(1);
		assertThat(sent).isCompleted();
	}

	@Test
	void leavesThePositionOfTheFileAlone() throws IOException {
		this.file.channel().position(17);
		write(0, SIZE);
		write(5, 5);

		assertThat(this.file.channel().position()).isEqualTo(17);
	}

	@Test
	void sendsNothingOfLengthZero() throws IOException {
		assertThat(write(0, 0)).isCompleted();
		assertThat(write(SIZE + 100, 0)).isCompleted();
		this.file.channel().close();
		assertThat(write(0, 0)).isCompleted();

		assertThat(this.transport.writes()).isZero();
		assertThat(this.stream.closed()).isFalse();
	}

	@Test
	void refusesWhatIsNoPart() {
		assertThatIllegalArgumentException().isThrownBy(() -> write(-1, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> write(0, -1));
		assertThatIllegalArgumentException().isThrownBy(() -> write(0, Long.MIN_VALUE));
		assertThat(this.stream.closed()).isFalse();
	}

	@Test
	void sendsAShareInATurnAndThenLetsOthersHaveTheirs() throws IOException {
		int share = (int) WriteQueue.MAX_OF_FILES;
		try (TestFile large = new TestFile(3 * share)) {
			List<Long> sent = new ArrayList<>();
			this.stream.writeFile(large.channel(), 0, 3L * share);
			assertThat(this.buffers.sent().get()).isEqualTo(share);
			this.loop.ioLoop().addCallback(() -> countTurns(sent));
			this.loop.runUntilIdle();

			assertThat(sent).contains(2L * share, 3L * share);
			assertThat(this.transport.takeOutput().equals(large.text())).isTrue();
			assertThat(this.buffers.sent().get()).isEqualTo(3L * share);
		}
	}

	private void countTurns(List<Long> sent) {
		sent.add(this.buffers.sent().get());
		if (this.stream.pending() > 0) {
			this.loop.ioLoop().addCallback(() -> countTurns(sent));
		}
	}

	/** The peer takes all at once, so every stage is complete at once. */
	@Test
	void sendsAShareInATurnToWhoeverWritesOn() throws IOException {
		int share = (int) WriteQueue.MAX_OF_FILES;
		try (TestFile large = new TestFile(share)) {
			writeOn(large, 5);
			assertThat(this.buffers.sent().get()).isEqualTo(share);
			assertThat(this.stream.pending()).isEqualTo(share);
			this.loop.runUntilIdle();

			assertThat(this.transport.takeOutput().equals(large.text().repeat(5))).isTrue();
		}
	}

	private void writeOn(TestFile large, int times) {
		CompletionStage<Void> sent = this.stream.writeFile(large.channel(), 0, large.text().length());
		if (times > 1) {
			sent.thenRun(() -> writeOn(large, times - 1));
		}
	}

	@Test
	void sendsManyPartsOfOneFile() {
		StringBuilder expected = new StringBuilder();
		this.transport.writeAtMost(7000);
		for (int i = 0; i < 300; i++) {
			int length = 1 + (i * 97) % 20_000;
			this.stream.send(("<" + i + ">").getBytes(StandardCharsets.US_ASCII));
			this.stream.sendFile(this.file.channel(), i * 10L, length);
			expected.append('<').append(i).append('>').append(this.file.text(i * 10, length));
		}
		this.stream.flush();
		CompletableFuture<Void> sent = this.stream.whenFilesSent().toCompletableFuture();
		this.loop.runUntilIdle();

		assertThat(sent).isCompleted();
		assertThat(this.transport.takeOutput().equals(expected.toString())).isTrue();
	}

	@Test
	void abortsWhenThePartIsNotThereAtOnce() {
		for (long[] beyond : new long[][] { { 0, SIZE + 1 }, { SIZE, 1 }, { SIZE - 10, 11 }, { 1L << 60, 1 },
				{ SIZE, LARGE }, { 1, Long.MAX_VALUE }, { Long.MAX_VALUE, Long.MAX_VALUE } }) {
			MemoryTransport other = new MemoryTransport();
			IOStream second = open(other);
			second.page(6).put("before");
			assertAborted(() -> second.writeFile(this.file.channel(), beyond[0], beyond[1]),
					(beyond[1] < LARGE) ? "The file has no byte at " : "The file has " + SIZE + " bytes");
			assertThat(other.aborted()).isTrue();
			assertThat(other.takeOutput()).isEqualTo("before");
		}
	}

	private IOStream open(MemoryTransport transport) {
		try {
			return new IOStream(this.loop.ioLoop(), transport);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void abortsWhenTheFileLosesItsEnd() throws IOException {
		this.transport.takeOnly(100_000);
		this.stream.page(4).put("head");
		CompletableFuture<Void> sent = write(0, SIZE);
		this.file.truncate(150_000);
		this.transport.takeOnly(Long.MAX_VALUE);

		assertAborted(() -> {
			this.loop.runUntilIdle();
			return sent;
		}, "The file has no byte at 150000");
		assertThat(("head" + this.file.text()).startsWith(this.transport.takeOutput())).isTrue();
	}

	@Test
	void sendsNoMoreThanWasPromisedOfAFileThatGrows() throws IOException {
		this.transport.takeOnly(100_000);
		CompletableFuture<Void> sent = write(0, SIZE);
		this.file.append("more");
		takeMore(Long.MAX_VALUE);

		assertThat(sent).isCompleted();
		assertThat(this.transport.takeOutput().equals(this.file.text())).isTrue();
	}

	@Test
	void abortsWhenTheFileIsClosedTooEarly() throws IOException {
		this.transport.takeOnly(0);
		CompletableFuture<Void> sent = write(0, SIZE);
		this.file.channel().close();
		this.transport.takeOnly(Long.MAX_VALUE);

		assertAborted(() -> {
			this.loop.runUntilIdle();
			return sent;
		}, "ClosedChannelException");
	}

	@Test
	void abortsWhenTheFileMayNotBeRead() throws IOException {
		try (FileChannel writing = FileChannel.open(this.file.path(), StandardOpenOption.WRITE)) {
			assertAborted(() -> this.stream.writeFile(writing, 0, 10), "NonReadableChannelException");
		}
	}

	private void assertAborted(Supplier<CompletionStage<Void>> writing, String why) {
		try (CapturedLog log = new CapturedLog()) {
			CompletableFuture<Void> sent = writing.get().toCompletableFuture();
			assertThat(sent).isCompletedExceptionally();
			assertThat(sent.handle((none, ex) -> ex).join()).isInstanceOf(StreamClosedException.class)
				.cause()
				.isInstanceOf(FileReadException.class)
				.hasMessageContaining(why);
			assertThat(log.messages(Level.WARN)).singleElement().asString().contains(why).endsWith("is aborted");
			assertThat(log.messages(Level.ERROR)).isEmpty();
		}
	}

	@Test
	void failsWhatThePeerDoesNotWaitFor() {
		this.transport.takeOnly(50_000);
		CompletableFuture<Void> first = write(0, SIZE);
		CompletableFuture<Void> second = write(0, 10);
		this.transport.reset();
		this.loop.runUntilIdle();

		assertThat(first).isCompletedExceptionally();
		assertThat(second).isCompletedExceptionally();
		assertThat(write(0, 10)).isCompletedExceptionally();
		assertThat(this.stream.pending()).isZero();
		assertThat(this.file.channel().isOpen()).isTrue();
	}

	@Test
	void failsWhatACloseOvertakes() {
		this.transport.takeOnly(0);
		CompletableFuture<Void> sent = write(0, SIZE);
		this.stream.close();

		assertThat(sent).isCompletedExceptionally();
	}

	/** Some stages complete a turn later; there may be none. */
	@Test
	void failsWhatTheEndOfTheLoopOvertakes() throws IOException {
		TestLoop ending = new TestLoop();
		IOStream last = new IOStream(ending.ioLoop(), new MemoryTransport());
		List<CompletableFuture<Void>> stages = new ArrayList<>();
		for (int i = 0; i < 64; i++) {
			stages.add(last.writeFile(this.file.channel(), 0, 1).toCompletableFuture());
		}
		assertThat(stages).anyMatch((stage) -> !stage.isDone());
		ending.close();

		assertThat(stages).allMatch(CompletableFuture::isDone);
	}

	@Test
	void tellsWhenThePeerHasLastTakenAnything() {
		this.transport.takeOnly(0);
		write(0, SIZE);
		long began = this.stream.lastProgress();
		this.loop.advance(Duration.ofSeconds(1));
		assertThat(this.stream.lastProgress()).isEqualTo(began);
		takeMore(1);

		assertThat(this.stream.lastProgress()).isEqualTo(began + 1_000_000_000);
	}

	@Test
	void belongsToItsLoop() throws Exception {
		this.loop.runUntilIdle();
		Thread other = new Thread(() -> assertThatIllegalStateException()
			.isThrownBy(() -> this.stream.sendFile(this.file.channel(), 0, 1)));
		Throwable[] failure = new Throwable[1];
		other.setUncaughtExceptionHandler((thread, ex) -> failure[0] = ex);
		other.start();
		other.join();

		assertThat(failure[0]).isNull();
	}

	private void takeMore(long bytes) {
		this.transport.takeOnly(bytes);
		this.loop.runUntilIdle();
	}

}
