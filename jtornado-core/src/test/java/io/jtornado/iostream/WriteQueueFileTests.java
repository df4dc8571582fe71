package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** Parts of files between bytes in memory. */
class WriteQueueFileTests {

	private static final int LARGE = 3 * FilePart.SLICE + 1000;

	private final WriteQueue queue = new WriteQueue(0);

	private final MemoryTransport transport = new MemoryTransport();

	private TestFile file;

	@BeforeEach
	void make() throws IOException {
		this.file = new TestFile(LARGE);
	}

	@AfterEach
	void remove() throws IOException {
		this.file.close();
	}

	private void add(String bytes) {
		this.queue.add(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.US_ASCII)));
	}

	private void add(int position, int length) {
		this.queue.add(new FilePart(this.file.channel(), position, length));
	}

	/** Adds bytes and parts in all orders; returns what they are. */
	private String addMixture() {
		add("<1>");
		add("<2>");
		add(10, 7);
		add(0, 5);
		add("<3>");
		add(100, 1);
		add("<4>");
		return "<1><2>" + this.file.text(10, 7) + this.file.text(0, 5) + "<3>" + this.file.text(100, 1) + "<4>";
	}

	@Test
	void keepsTheOrderWhereverItIsCut() throws IOException {
		int length = addMixture().length();
		this.queue.writeTo(this.transport);
		this.transport.takeOutput();
		for (int first = 0; first <= length; first++) {
			for (int second = 0; second <= length - first; second++) {
				String expected = addMixture();
				this.transport.takeOnly(first);
				assertThat(this.queue.writeTo(this.transport)).isEqualTo(first);
				assertThat(this.queue.pending()).isEqualTo(length - first);
				this.transport.takeOnly(second);
				assertThat(this.queue.writeTo(this.transport)).isEqualTo(second);
				this.transport.takeOnly(Long.MAX_VALUE);
				this.queue.writeTo(this.transport);

				assertThat(this.queue.isEmpty()).isTrue();
				assertThat(this.queue.held()).isZero();
				assertThat(this.queue.hasFiles()).isFalse();
				assertThat(this.transport.takeOutput()).isEqualTo(expected);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 4096, FilePart.SLICE - 1, FilePart.SLICE, FilePart.SLICE + 1 })
	void keepsTheOrderByAnyStep(int most) throws IOException {
		String expected = addMixture();
		if (most > 1000) {
			add(0, LARGE);
			add(".");
			expected += this.file.text() + ".";
		}
		this.transport.writeAtMost(most);
		for (int i = 0; !this.queue.isEmpty(); i++) {
			long pending = this.queue.pending();
			assertThat(this.queue.writeTo(this.transport)).isBetween(1L, pending);
			assertThat(i).isLessThan(expected.length());
		}

		assertThat(this.transport.takeOutput()).isEqualTo(expected);
	}

	@Test
	void countsWhatWasTakenBeforeTheConnectionBroke() throws IOException {
		int length = addMixture().length();
		for (int cut = 0; cut < length; cut++) {
			MemoryTransport breaking = new MemoryTransport();
			WriteQueue own = new WriteQueue(0);
			own.add(ByteBuffer.wrap("<1>".getBytes(StandardCharsets.US_ASCII)));
			own.add(new FilePart(this.file.channel(), 0, length - 6));
			own.add(ByteBuffer.wrap("<2>".getBytes(StandardCharsets.US_ASCII)));
			breaking.takeOnly(cut);
			own.writeTo(breaking);
			breaking.reset();

			assertThatIOException().isThrownBy(() -> own.writeTo(breaking)).withMessage("Connection reset");
			assertThat(own.pending()).isEqualTo(length - cut);
		}
	}

	@Test
	void countsSlicesThatWereTakenBeforeTheConnectionBroke() throws IOException {
		BreakingTransport breaking = new BreakingTransport(this.transport);
		breaking.breakAfter(2);
		add(0, LARGE);

		assertThat(this.queue.writeTo(breaking)).isEqualTo(2 * FilePart.SLICE);
		assertThatIOException().isThrownBy(() -> this.queue.writeTo(breaking));
		assertThat(this.queue.pending()).isEqualTo(LARGE - 2 * FilePart.SLICE);
	}

	@Test
	void holdsNothingOfFiles() {
		add("12345");
		add(0, LARGE);
		add("678");

		assertThat(this.queue.pending()).isEqualTo(LARGE + 8);
		assertThat(this.queue.pendingInMemory()).isEqualTo(8);
		assertThat(this.queue.held()).isEqualTo(8);
		assertThat(this.queue.behindFiles()).isEqualTo(3);
	}

	@Test
	void completesWhoeverWaitsForAPart() throws IOException {
		add("12345");
		add(0, 10);
		CompletableFuture<Void> first = this.queue.whenDownTo(0);
		add(0, LARGE);
		add("678");
		CompletableFuture<Void> second = this.queue.whenDownTo(this.queue.behindFiles());

		writeOnly(14);
		assertThat(first).isNotDone();
		writeOnly(1);
		assertThat(first).isCompleted();
		writeOnly(LARGE - 1);
		assertThat(second).isNotDone();
		writeOnly(1);
		assertThat(second).isCompleted();
		assertThat(this.queue.pending()).isEqualTo(3);
	}

	private void writeOnly(long bytes) throws IOException {
		this.transport.takeOnly(bytes);
		this.queue.writeTo(this.transport);
		this.queue.completeWaiters();
	}

	@Test
	void sendsAShareAtATime() throws IOException {
		int share = (int) WriteQueue.MAX_OF_FILES;
		try (TestFile large = new TestFile(share + 1)) {
			this.queue.add(new FilePart(large.channel(), 0, 10));
			this.queue.add(new FilePart(large.channel(), 0, share + 1));
			add(".");

			assertThat(this.queue.writeTo(this.transport)).isEqualTo(share);
			assertThat(this.queue.writeTo(this.transport)).isEqualTo(12);
			assertThat(this.transport.takeOutput()).isEqualTo(large.text(0, 10) + large.text() + ".");
		}
	}

	@Test
	void refusesAFileThatHasLostItsEnd() throws IOException {
		add("12345");
		add(0, LARGE);
		this.transport.takeOnly(5 + FilePart.SLICE);
		this.queue.writeTo(this.transport);
		this.file.truncate(FilePart.SLICE + 10);
		this.transport.takeOnly(Long.MAX_VALUE);

		assertThatExceptionOfType(FileReadException.class).isThrownBy(() -> this.queue.writeTo(this.transport))
			.withMessage("The file has no byte at " + (FilePart.SLICE + 10));
		assertThat(this.transport.takeOutput()).isEqualTo("12345" + this.file.text(0, FilePart.SLICE));
	}

	@Test
	void refusesAFileThatIsClosed() throws IOException {
		add(0, 10);
		this.file.channel().close();

		assertThatExceptionOfType(FileReadException.class).isThrownBy(() -> this.queue.writeTo(this.transport))
			.withMessageContaining("ClosedChannelException");
	}

}
