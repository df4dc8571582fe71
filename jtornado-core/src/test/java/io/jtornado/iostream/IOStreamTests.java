package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestLoop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What only a transport in memory can show: bounds, interest, what is held. */
class IOStreamTests {

	private final TestLoop loop = new TestLoop();

	private final StreamBuffers buffers = StreamBuffers.of(this.loop.ioLoop());

	private final MemoryTransport transport = new MemoryTransport();

	private final RecordingHandler handler = new RecordingHandler();

	private IOStream stream;

	@BeforeEach
	void open() throws IOException {
		this.stream = open(this.transport);
	}

	private IOStream open(MemoryTransport transport) throws IOException {
		return new IOStream(this.loop.ioLoop(), transport, new StreamOptions(100_000, 200_000, 20_000, 50_000));
	}

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void completesAWriteWhenItsOwnLastByteIsOut() {
		this.transport.takeOnly(0);
		CompletableFuture<Void> first = this.stream.write(new byte[10]).toCompletableFuture();
		CompletableFuture<Void> second = this.stream.write(new byte[10_000]).toCompletableFuture();
		CompletableFuture<Void> third = this.stream.write(new byte[1]).toCompletableFuture();

		takeMore(9);
		assertThat(first).isNotDone();
		takeMore(1);
		assertThat(first).isCompleted();
		takeMore(9_999);
		assertThat(second).isNotDone();
		takeMore(1);
		assertThat(second).isCompleted();
		assertThat(third).isNotDone();
		takeMore(1);
		assertThat(third).isCompleted();
	}

	@Test
	void sendsOneByteAtATimeInOrder() {
		this.stream.setHandler(this.handler);
		this.transport.writeAtMost(1);
		this.stream.page(3).put("abc");
		this.stream.send("d".repeat(10_000).getBytes(StandardCharsets.ISO_8859_1));
		this.stream.page(3).put("efg");
		this.stream.flush();
		this.loop.runUntilIdle();

		assertThat(this.transport.takeOutput()).isEqualTo("abc" + "d".repeat(10_000) + "efg");
		assertThat(this.handler.drains).isEqualTo(1);
		assertNothingIsHeld();
	}

	@Test
	void tellsWritersToWaitBetweenTheMarks() {
		this.transport.takeOnly(0);
		this.stream.write(new byte[50_000]);
		assertThat(this.stream.congested()).isFalse();
		this.stream.write(new byte[1]);
		assertThat(this.stream.congested()).isTrue();
		CompletableFuture<Void> writable = this.stream.whenWritable().toCompletableFuture();

		takeMore(30_000);
		assertThat(writable).isNotDone();
		takeMore(1);
		assertThat(writable).isCompleted();
		assertThat(this.stream.pending()).isEqualTo(20_000);
	}

	@Test
	void refusesMoreThanMayWait() {
		this.transport.takeOnly(0);
		this.stream.write(new byte[200_000]);

		assertThatExceptionOfType(StreamBufferFullException.class).isThrownBy(() -> this.stream.write(new byte[1]));
		assertThatExceptionOfType(StreamBufferFullException.class).isThrownBy(() -> this.stream.send(new byte[1]));
		assertThatExceptionOfType(StreamBufferFullException.class)
			.isThrownBy(() -> this.stream.send(ByteBuffer.allocate(9000)));
		assertThat(this.stream.pending()).isEqualTo(200_000);
	}

	@Test
	void asksForNoMoreRoomThanAPageHas() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.stream.page(OutputPage.SIZE + 1));
		this.stream.page(OutputPage.SIZE).put(new byte[OutputPage.SIZE]);
		this.stream.page(OutputPage.SIZE).put(new byte[OutputPage.SIZE]);
		this.stream.flush();

		assertThat(this.transport.takeOutput()).hasSize(2 * OutputPage.SIZE);
	}

	@Test
	void sendsThePageOfOneStreamBeforeAnotherTakesIt() throws IOException {
		MemoryTransport other = new MemoryTransport();
		IOStream second = open(other);
		this.stream.page(5).put("first");
		second.page(6).put("second");

		assertThat(this.transport.takeOutput()).isEqualTo("first");
		assertThat(other.takeOutput()).isEmpty();

		this.stream.flush();
		second.flush();
		assertThat(other.takeOutput()).isEqualTo("second");
		assertThat(this.transport.takeOutput()).isEmpty();
	}

	@Test
	void neverSendsWhatAClosedStreamLeftOnThePage() throws IOException {
		MemoryTransport other = new MemoryTransport();
		IOStream second = open(other);
		this.stream.page(6).put("secret");
		this.stream.abort();
		this.stream.page(6).put("secret");
		this.stream.flush();
		second.page(4).put("mine");
		second.flush();
		this.stream.page(6).put("secret");
		second.flush();
		second.page(4).put("mine");
		this.stream.flush();
		second.close();

		assertThat(other.takeOutput()).isEqualTo("minemine");
		assertThat(this.transport.takeOutput()).isEmpty();
	}

	@Test
	void neverSendsWhatABrokenStreamLeftOnThePage() throws IOException {
		MemoryTransport other = new MemoryTransport();
		IOStream second = open(other);
		this.transport.reset();
		this.stream.page(6).put("secret");
		second.page(4).put("mine");
		second.flush();

		assertThat(this.stream.closed()).isTrue();
		assertThat(other.takeOutput()).isEqualTo("mine");
	}

	@Test
	void keepsWhatIsPutOnThePageWhenAnotherStreamBreaks() throws IOException {
		// The flush of one stream, which a second one needs the page of, fails; he who
		// learns of it writes to a third.
		MemoryTransport second = new MemoryTransport();
		MemoryTransport third = new MemoryTransport();
		IOStream borrower = open(second);
		IOStream informed = open(third);
		this.transport.takeOnly(0);
		this.stream.write(new byte[30_000]).whenComplete((none, ex) -> informed.page(4).put("left"));
		BreakingTransport breaking = new BreakingTransport(new MemoryTransport());
		IOStream broken = open(breaking);
		broken.page(1).put("x");
		breaking.breakAfter(0);
		broken.setHandler(new RecordingHandler() {
			@Override
			public void handleClose(@Nullable IOException error) {
				IOStreamTests.this.stream.abort();
			}
		});

		borrower.page(4).put("mine");
		borrower.flush();
		informed.flush();

		assertThat(broken.closed()).isTrue();
		assertThat(second.takeOutput()).isEqualTo("mine");
		assertThat(third.takeOutput()).isEqualTo("left");
	}

	@Test
	void keepsItsMarksBelowItsBound() {
		StreamOptions options = StreamOptions.DEFAULTS.withMaxBufferSize(1000);

		assertThat(options.highWaterMark()).isEqualTo(500);
		assertThat(options.lowWaterMark()).isEqualTo(250);
		assertThat(StreamOptions.DEFAULTS.withMaxBufferSize(1 << 20).highWaterMark()).isEqualTo(64 * 1024);
	}

	@Test
	void doesNotLetAWaitingWriterInto() {
		// A message of two parts; he who waits for earlier bytes must not come between.
		this.transport.takeOnly(0);
		this.stream.write(new byte[30_000]);
		this.stream.whenWritable().thenRun(() -> this.stream.send("!".getBytes(StandardCharsets.ISO_8859_1)));
		takeMore(0);
		this.transport.takeOnly(100_000);

		this.stream.page(1).put("(");
		this.stream.send(ByteBuffer.wrap("x".repeat(9000).getBytes(StandardCharsets.ISO_8859_1)));
		this.stream.page(1).put(")");
		this.stream.flush();
		this.loop.runUntilIdle();
		this.stream.flush();

		assertThat(this.transport.takeOutput().substring(30_000)).isEqualTo("(" + "x".repeat(9000) + ")!");
	}

	@Test
	void countsWhatItHoldsAndGivesItBack() {
		this.stream.setHandler(this.handler);
		this.stream.pause();
		this.transport.feed("x".repeat(5000));
		this.transport.takeOnly(0);
		this.stream.write(new byte[30_000]);
		this.loop.runUntilIdle();

		assertThat(this.buffers.heldRead().get()).isEqualTo(5000);
		assertThat(this.buffers.heldWrite().get()).isEqualTo(30_000);

		this.stream.close();
		assertNothingIsHeld();
		assertThat(this.buffers.pooled()).isPositive();
	}

	@Test
	void countsWhatWasTakenBeforeTheConnectionBroke() {
		BreakingTransport breaking = new BreakingTransport(this.transport);
		assertThatExceptionOfType(StreamBufferFullException.class)
			.isThrownBy(() -> open(breaking).write(new byte[500_001]));
		IOStream broken = open(breaking);
		this.transport.takeOnly(0);
		broken.write(new byte[500_000]);
		breaking.breakAfter(1);
		this.transport.takeOnly(Long.MAX_VALUE);
		this.loop.runUntilIdle();

		assertThat(broken.closed()).isTrue();
		assertThat(this.buffers.sent().get()).isPositive();
		assertNothingIsHeld();
	}

	private IOStream open(BreakingTransport transport) {
		try {
			return new IOStream(this.loop.ioLoop(), transport, new StreamOptions(100_000, 500_000, 20_000, 50_000));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void keepsBytesForTheNextCall() {
		List<String> seen = new ArrayList<>();
		this.stream.setHandler(new RecordingHandler() {
			@Override
			public int handleBytes(byte[] bytes, int from, int to) {
				seen.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
				return from + (to - from) / 2;
			}
		});
		for (String piece : List.of("ab", "cd", "e")) {
			this.transport.feed(piece);
			this.loop.runUntilIdle();
		}

		assertThat(seen).containsExactly("ab", "bcd", "cde");
		assertThat(this.stream.waiting()).isEqualTo(2);
		assertThat(this.buffers.heldRead().get()).isEqualTo(2);
	}

	@Test
	void handsNothingToAHandlerThatWasSetAndPausedBeforeTheLastOneHadReturned() {
		this.stream.setHandler(new RecordingHandler() {
			@Override
			public int handleBytes(byte[] bytes, int from, int to) {
				IOStreamTests.this.stream.setHandler(IOStreamTests.this.handler);
				IOStreamTests.this.stream.pause();
				return from + 1;
			}
		});
		this.transport.feed("1" + "x".repeat(300_000));
		this.loop.runUntilIdle();
		assertThat(this.handler.received()).isEmpty();
		assertThat(this.stream.closed()).isFalse();
		this.stream.resume();
		this.loop.runUntilIdle();

		assertThat(this.handler.received()).hasSize(300_000);
	}

	@Test
	void stopsListeningAtTheEndAndWhileEnoughWaits() {
		this.stream.setHandler(this.handler);
		this.stream.pause();
		this.transport.feed("x".repeat(16 * 1024));
		this.loop.runUntilIdle();
		assertThat(this.transport.interest()).isZero();

		this.stream.resume();
		assertThat(this.transport.interest()).isEqualTo(IOLoop.READ);

		this.transport.end();
		this.loop.runUntilIdle();
		assertThat(this.transport.interest()).isZero();
		assertThat(this.handler.ends).isEqualTo(1);
	}

	@Test
	void tellsAgainOfAnEndAfterResuming() {
		this.stream.setHandler(this.handler);
		this.stream.pause();
		this.transport.end();
		this.loop.runUntilIdle();

		this.stream.resume();

		assertThat(this.handler.ends).isEqualTo(2);
	}

	@Test
	void handsTheRestToAHandlerThatIsSetMeanwhile() {
		RecordingHandler second = new RecordingHandler();
		this.stream.setHandler(new RecordingHandler() {
			@Override
			public int handleBytes(byte[] bytes, int from, int to) {
				IOStreamTests.this.stream.setHandler(second);
				return from + 3;
			}
		});
		this.transport.feed("abcdef");
		this.loop.runUntilIdle();

		assertThat(second.received()).isEqualTo("def");
	}

	@Test
	void readsAfterItsHandlerHasGone() {
		this.stream.setHandler(this.handler);
		assertThatIllegalStateException().isThrownBy(() -> this.stream.readBytes(1));

		this.stream.setHandler(null);
		this.transport.feed("abc");
		this.loop.runUntilIdle();

		assertThat(this.stream.readBytes(3).toCompletableFuture())
			.isCompletedWithValueMatching((bytes) -> new String(bytes, StandardCharsets.ISO_8859_1).equals("abc"));
	}

	@Test
	void closesWhenItsHandlerThrows() {
		RecordingHandler failing = new RecordingHandler() {
			@Override
			public int handleBytes(byte[] bytes, int from, int to) {
				throw new IllegalStateException("failing on purpose");
			}
		};
		this.stream.setHandler(failing);
		this.transport.feed("x");

		quietly(this.loop::runUntilIdle);

		assertThat(this.transport.aborted()).isTrue();
		assertThat(failing.closes).isEqualTo(1);
	}

	@Test
	void doesNotSpinWhenItsHandlerThrowsElsewhere() {
		this.stream.setHandler(new RecordingHandler() {
			@Override
			public void handleDrained() {
				throw new IllegalStateException("failing on purpose");
			}

			@Override
			public void handleEnd() {
				throw new IllegalStateException("failing on purpose");
			}
		});
		this.transport.takeOnly(0);
		this.stream.write(new byte[100]);
		this.loop.runUntilIdle();
		this.transport.takeOnly(100);
		this.transport.end();

		quietly(this.loop::runUntilIdle);

		assertThat(this.transport.interest()).isZero();
		assertThat(this.stream.pending()).isZero();
	}

	private void quietly(Runnable run) {
		try (CapturedLog log = new CapturedLog()) {
			run.run();
			assertThat(log.messages(Level.ERROR)).isNotEmpty();
		}
	}

	private void takeMore(long bytes) {
		this.transport.takeOnly(bytes);
		this.loop.runUntilIdle();
	}

	private void assertNothingIsHeld() {
		assertThat(this.buffers.heldRead().get()).isZero();
		assertThat(this.buffers.heldWrite().get()).isZero();
	}

}
