package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.jtornado.ioloop.CapturedLog;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestLoop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a stream does when it is called from where it should not be, or in between. */
class IOStreamSafetyTests {

	private final TestLoop loop = new TestLoop();

	private final CapturedLog log = new CapturedLog();

	@AfterEach
	void close() {
		this.loop.close();
		this.log.close();
	}

	static Stream<Consumer<IOStream>> mutators() {
		return Stream.of((stream) -> stream.write(new byte[1]), (stream) -> stream.send(new byte[1]),
				(stream) -> stream.send(ByteBuffer.allocate(1)), (stream) -> stream.page(1), IOStream::flush,
				IOStream::whenWritable, (stream) -> stream.readBytes(1), (stream) -> stream.setHandler(null),
				IOStream::pause, IOStream::resume, (stream) -> stream.setCloseCallback(null), IOStream::shutdownOutput,
				IOStream::close, IOStream::abort);
	}

	@ParameterizedTest
	@MethodSource("mutators")
	void throwsOnAForeignThread(Consumer<IOStream> mutator) throws IOException {
		IOStream stream = new IOStream(this.loop.ioLoop(), new MemoryTransport());

		assertThatThrownBy(() -> CompletableFuture.runAsync(() -> mutator.accept(stream)).join())
			.isInstanceOf(CompletionException.class)
			.hasCauseInstanceOf(IllegalStateException.class);
		assertThat(stream.closed()).isFalse();
	}

	@Test
	void keepsThePageOfAStreamThatIsWrittenToWhileAnotherBreaks() throws IOException {
		MemoryTransport kept = new MemoryTransport();
		MemoryTransport last = new MemoryTransport();
		IOStream keptStream = new IOStream(this.loop.ioLoop(), kept);
		IOStream lastStream = new IOStream(this.loop.ioLoop(), last);
		BreakingTransport breaking = new BreakingTransport(new MemoryTransport());
		breaking.breakAfter(0);
		IOStream broken = new IOStream(this.loop.ioLoop(), breaking);
		broken.setHandler(new RecordingHandler() {

			@Override
			public void handleClose(@Nullable IOException error) {
				keptStream.page(4).put("kept");
			}

		});

		broken.page(4).put("lost");
		lastStream.page(4).put("last");
		lastStream.flush();

		assertThat(kept.takeOutput()).isEqualTo("kept");
		assertThat(last.takeOutput()).isEqualTo("last");
	}

	@Test
	void breaksWhenReadingFailsForWantOfMemory() throws IOException {
		MemoryTransport memory = new MemoryTransport();
		BreakingTransport breaking = new BreakingTransport(memory);
		breaking.failReads(new OutOfMemoryError("Cannot reserve direct buffer memory"));
		IOStream stream = new IOStream(this.loop.ioLoop(), breaking);
		RecordingHandler handler = new RecordingHandler();
		stream.setHandler(handler);

		memory.feed("x");
		this.loop.runUntilIdle();

		assertThat(stream.closed()).isTrue();
		assertThat(handler.closes).isEqualTo(1);
	}

	@Test
	void tellsAHandlerThatComesTooLate() throws IOException {
		IOStream stream = new IOStream(this.loop.ioLoop(), new MemoryTransport());
		RecordingHandler handler = new RecordingHandler();

		stream.close();
		stream.setHandler(handler);

		assertThat(handler.closes).isZero();
		this.loop.runUntilIdle();
		assertThat(handler.closes).isEqualTo(1);
	}

}
