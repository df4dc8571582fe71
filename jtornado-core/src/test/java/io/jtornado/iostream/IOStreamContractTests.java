package io.jtornado.iostream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import io.jtornado.testing.TestFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What holds for a stream on any transport. */
abstract class IOStreamContractTests {

	/** The other end of the connection. */
	interface Peer {

		void send(byte[] bytes);

		default void send(String text) {
			send(text.getBytes(StandardCharsets.ISO_8859_1));
		}

		void end();

		void reset();

		/** All that has come from the stream so far. */
		byte[] received();

		boolean sawEnd();

	}

	abstract IOStream stream();

	abstract Peer peer();

	/** Runs the loop until this holds. */
	abstract void until(BooleanSupplier condition);

	@Test
	void readsUntilDelimiterAcrossPieces() throws Exception {
		CompletionStage<byte[]> line = stream().readUntil("\r\n".getBytes(StandardCharsets.UTF_8));
		for (String piece : List.of("he", "llo", "\r", "\nrest")) {
			peer().send(piece);
			until(() -> StreamBuffers.of(stream().ioLoop()).received().get() > 0);
		}

		assertThat(text(line)).isEqualTo("hello\r\n");
		assertThat(text(stream().readBytes(4))).isEqualTo("rest");
	}

	@Test
	void readsUntilRegex() throws Exception {
		CompletionStage<byte[]> head = stream().readUntilRegex(Pattern.compile("\r?\n\r?\n"), 100);
		peer().send("a\r\nb\n");
		peer().send("\nc");

		assertThat(text(head)).isEqualTo("a\r\nb\n\n");
	}

	@Test
	void readsExactlySoManyBytes() throws Exception {
		peer().send("abcdef");

		assertThat(text(stream().readBytes(0))).isEmpty();
		assertThat(text(stream().readBytes(2))).isEqualTo("ab");
		assertThat(text(stream().readBytes(3))).isEqualTo("cde");
	}

	@Test
	void readsWhatIsThere() throws Exception {
		CompletionStage<byte[]> some = stream().readPartial(4);
		peer().send("abcdef");

		assertThat(text(some)).isEqualTo("abcd");
		assertThat(text(stream().readPartial(4))).isEqualTo("ef");
	}

	@Test
	void readsUntilThePeerEnds() throws Exception {
		CompletionStage<byte[]> all = stream().readUntilClose();
		peer().send("abc");
		peer().send("def");
		peer().end();

		assertThat(text(all)).isEqualTo("abcdef");
		until(stream()::closed);
		assertThat(stream().error()).isNull();
	}

	@Test
	void readsWhatCameBeforeTheEnd() throws Exception {
		peer().send("abcdef");
		assertThat(text(stream().readBytes(1))).isEqualTo("a");
		peer().end();
		until(stream()::ended);

		assertThat(text(stream().readBytes(2))).isEqualTo("bc");
		assertFails(stream().readUntil(new byte[] { '\n' }), StreamClosedException.class);
		until(stream()::closed);
		assertThat(text(stream().readBytes(3))).isEqualTo("def");
		assertFails(stream().readBytes(1), StreamClosedException.class);
	}

	@Test
	void failsReadThatTheEndOvertakes() {
		CompletionStage<byte[]> line = stream().readUntil(new byte[] { '\n' });
		peer().send("abc");
		peer().end();

		assertFails(line, StreamClosedException.class);
		until(stream()::closed);
	}

	@Test
	void failsReadThatAResetOvertakes() {
		CompletionStage<byte[]> line = stream().readUntil(new byte[] { '\n' });
		peer().send("abc");
		until(() -> StreamBuffers.of(stream().ioLoop()).received().get() == 3);
		peer().reset();

		assertFails(line, StreamClosedException.class);
		assertThat(stream().closed()).isTrue();
		assertThat(stream().error()).isNotNull();
	}

	@Test
	void closesWhenTheBoundOfAReadIsReached() {
		CompletionStage<byte[]> line = stream().readUntil("\r\n".getBytes(StandardCharsets.UTF_8), 5);
		peer().send("abcd\r\n");

		assertFails(line, UnsatisfiableReadException.class);
		assertThat(stream().closed()).isTrue();
	}

	@Test
	void readsADelimiterThatEndsAtTheBound() throws Exception {
		CompletionStage<byte[]> line = stream().readUntil("\r\n".getBytes(StandardCharsets.UTF_8), 6);
		peer().send("abcd\r\n");

		assertThat(text(line)).isEqualTo("abcd\r\n");
	}

	@Test
	void allowsOneReadAtATime() {
		stream().readBytes(1);

		assertThatIllegalStateException().isThrownBy(() -> stream().readBytes(1));
	}

	@Test
	void readsManyLinesThatComeAtOnce() {
		List<String> lines = new ArrayList<>();
		readLines(lines);
		peer().send("x\n".repeat(30_000));

		until(() -> lines.size() == 30_000);
	}

	private void readLines(List<String> lines) {
		stream().readUntil(new byte[] { '\n' }).thenAccept((line) -> {
			lines.add("");
			readLines(lines);
		});
	}

	@Test
	void writesInOrderAndCompletesEachWrite() throws Exception {
		StringBuilder expected = new StringBuilder();
		Random random = new Random(1);
		List<CompletionStage<Void>> writes = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			String piece = String.valueOf((char) ('a' + i % 26)).repeat(random.nextInt(40_000));
			expected.append(piece);
			writes.add(stream().write(piece.getBytes(StandardCharsets.ISO_8859_1)));
		}
		CompletableFuture<Void> all = CompletableFuture
			.allOf(writes.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));

		until(all::isDone);
		until(() -> peer().received().length == expected.length());
		assertThat(new String(peer().received(), StandardCharsets.ISO_8859_1)).isEqualTo(expected.toString());
		assertThat(StreamBuffers.of(stream().ioLoop()).heldWrite().get()).isZero();
	}

	@Test
	void writesPartsOfAFileBetweenBytes() throws Exception {
		try (TestFile file = new TestFile(3_000_000)) {
			StringBuilder expected = new StringBuilder();
			Random random = new Random(2);
			List<CompletionStage<Void>> writes = new ArrayList<>();
			for (int i = 0; i < 60; i++) {
				String piece = "<" + i + ">".repeat(1 + random.nextInt(20_000));
				int offset = random.nextInt(1_000_000);
				int length = random.nextInt((i % 20 == 0) ? 2_000_000 : 60_000);
				expected.append(piece).append(file.text(offset, length));
				stream().send(piece.getBytes(StandardCharsets.ISO_8859_1));
				writes.add(stream().writeFile(file.channel(), offset, length));
			}
			CompletableFuture<Void> all = CompletableFuture
				.allOf(writes.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));

			until(all::isDone);
			all.get();
			until(() -> peer().received().length == expected.length());
			assertThat(new String(peer().received(), StandardCharsets.ISO_8859_1).equals(expected.toString())).isTrue();
			assertThat(StreamBuffers.of(stream().ioLoop()).heldWrite().get()).isZero();
		}
	}

	@Test
	void abortsWhenAFileIsShorterThanItsPart() throws Exception {
		try (TestFile file = new TestFile(20 << 20)) {
			CompletionStage<Void> written = stream().writeFile(file.channel(), 0, 20 << 20);
			assertThat(written.toCompletableFuture()).isNotDone();
			file.truncate(10 << 20);

			assertFails(written, StreamClosedException.class);
			assertThat(stream().error()).isInstanceOf(FileReadException.class);
			assertThat(file.text().startsWith(new String(peer().received(), StandardCharsets.ISO_8859_1))).isTrue();
		}
	}

	@Test
	void writesOnWhenAWriteIsComplete() {
		writeOn(20_000);

		until(() -> peer().received().length == 20_000);
	}

	private void writeOn(int left) {
		if (left > 0) {
			stream().write(new byte[1]).thenRun(() -> writeOn(left - 1));
		}
	}

	@Test
	void failsWritesThatTheCloseOvertakes() {
		CompletionStage<Void> write = stream().write(new byte[30 << 20]);
		stream().close();

		assertFails(write, StreamClosedException.class);
		assertFails(stream().write(new byte[1]), StreamClosedException.class);
		assertThat(StreamBuffers.of(stream().ioLoop()).heldWrite().get()).isZero();
	}

	@Test
	void tellsOnceOfTheClose() {
		int[] closed = { 0 };
		stream().setCloseCallback(() -> closed[0]++);
		stream().readBytes(1);
		peer().end();
		until(() -> closed[0] > 0);

		stream().close();
		stream().abort();
		until(() -> true);
		assertThat(closed[0]).isEqualTo(1);

		stream().setCloseCallback(() -> closed[0]++);
		until(() -> closed[0] == 2);
	}

	@Test
	void handlerAnswersAPeerThatHasEndedItsSide() {
		RecordingHandler handler = new RecordingHandler();
		stream().setHandler(handler);
		peer().send("abc");
		peer().end();
		until(() -> handler.ends > 0);

		stream().write("answer".getBytes(StandardCharsets.ISO_8859_1));
		stream().shutdownOutput();

		until(peer()::sawEnd);
		assertThat(handler.received()).isEqualTo("abc");
		assertThat(peer().received()).asString().isEqualTo("answer");
		assertThat(stream().closed()).isFalse();
	}

	@Test
	void pausedHandlerGetsTheRestAfterwards() {
		RecordingHandler handler = new RecordingHandler();
		stream().setHandler(handler);
		stream().pause();
		byte[] bytes = "0123456789abcdef".repeat(8192).getBytes(StandardCharsets.ISO_8859_1);
		peer().send(bytes);
		until(() -> stream().waiting() >= 16 * 1024);
		assertThat(handler.received()).isEmpty();

		stream().resume();

		until(() -> handler.received().length() == bytes.length);
		assertThat(handler.received()).isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
		assertThat(StreamBuffers.of(stream().ioLoop()).heldRead().get()).isZero();
	}

	@Test
	void bytesWaitForAHandler() {
		peer().send(new byte[300_000]);
		until(() -> stream().waiting() >= 16 * 1024);
		until(() -> true);
		assertThat(stream().closed()).isFalse();
		RecordingHandler handler = new RecordingHandler();

		stream().setHandler(handler);

		until(() -> handler.received().length() == 300_000);
	}

	final String text(CompletionStage<byte[]> read) throws Exception {
		CompletableFuture<byte[]> future = read.toCompletableFuture();
		until(future::isDone);
		return new String(future.get(), StandardCharsets.ISO_8859_1);
	}

	final void assertFails(CompletionStage<?> stage, Class<? extends IOException> type) {
		CompletableFuture<?> future = stage.toCompletableFuture();
		until(future::isDone);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get).withCauseInstanceOf(type);
	}

}
