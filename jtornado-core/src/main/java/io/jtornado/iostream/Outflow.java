package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The writing side of a stream: what is put on the loop's page leaves in one write; what
 * the transport does not take waits in a queue, which exists only then.
 */
final class Outflow {

	/** From here on bytes are sent from where they are instead of by way of the page. */
	static final int LARGE = 8 * 1024;

	private final IOStream stream;

	private final StreamBuffers buffers;

	/** Null while nothing is unsent. */
	private @Nullable WriteQueue queue;

	private long lastProgress;

	Outflow(IOStream stream, StreamBuffers buffers) {
		this.stream = stream;
		this.buffers = buffers;
	}

	OutputPage page(int room) {
		if (room > OutputPage.SIZE) {
			throw new IllegalArgumentException(room + " bytes do not fit on a page of " + OutputPage.SIZE);
		}
		OutputPage page = this.buffers.page();
		page.lendTo(this.stream);
		if (page.room() < room) {
			this.stream.flush();
			page.lendTo(this.stream);
		}
		return page;
	}

	/** Sends large bytes from where they are, behind what is on the page. */
	void sendLarge(ByteBuffer bytes, Transport transport) {
		enqueuePage();
		this.buffers.heldWrite().add(bytes.remaining());
		queue().add(bytes.duplicate());
		writeQueued(transport);
	}

	void flush(Transport transport) {
		OutputPage page = this.buffers.page();
		if (!page.isLentTo(this.stream)) {
			return;
		}
		if (this.queue == null && page.length() > 0) {
			writePage(page, transport);
		}
		else {
			enqueuePage();
		}
		this.stream.updateInterest();
	}

	private void writePage(OutputPage page, Transport transport) {
		ByteBuffer bytes = page.written();
		try {
			count(transport.write(this.buffers.single(bytes), 1));
			if (bytes.hasRemaining()) {
				this.buffers.heldWrite().add(bytes.remaining());
				queue().addCopy(bytes);
			}
			page.giveBack();
		}
		catch (IOException ex) {
			page.giveBack();
			this.stream.fail(ex);
		}
	}

	private void enqueuePage() {
		OutputPage page = this.buffers.page();
		if (page.isLentTo(this.stream)) {
			if (page.length() > 0) {
				this.buffers.heldWrite().add(page.length());
				queue().addCopy(page.written());
			}
			page.giveBack();
		}
	}

	private WriteQueue queue() {
		if (this.queue == null) {
			this.queue = new WriteQueue();
			this.lastProgress = this.stream.ioLoop().now();
		}
		return this.queue;
	}

	void writeQueued(Transport transport) {
		WriteQueue unsent = this.queue;
		if (unsent == null) {
			return;
		}
		long before = unsent.pending();
		try {
			unsent.writeTo(transport);
		}
		catch (IOException ex) {
			this.stream.fail(ex);
			return;
		}
		long taken = before - unsent.pending();
		count(taken);
		this.buffers.heldWrite().add(-taken);
		boolean drained = unsent.isEmpty();
		if (drained) {
			this.queue = null;
		}
		unsent.completeWaiters();
		if (drained) {
			this.stream.handleDrained();
		}
		this.stream.updateInterest();
	}

	private void count(long taken) {
		if (taken > 0) {
			this.buffers.sent().add(taken);
			this.lastProgress = this.stream.ioLoop().now();
		}
	}

	/** Completes when no more than this many of today's bytes are unsent. */
	CompletableFuture<Void> whenDownTo(long left) {
		WriteQueue unsent = this.queue;
		return (unsent == null || unsent.pending() <= left) ? StreamOptions.DONE : unsent.whenDownTo(left);
	}

	/** Forgets what is unsent and fails those who wait for it. */
	void release(@Nullable IOException reason) {
		OutputPage page = this.buffers.page();
		if (page.isLentTo(this.stream)) {
			page.giveBack();
		}
		WriteQueue unsent = this.queue;
		if (unsent != null) {
			this.queue = null;
			this.buffers.heldWrite().add(-unsent.pending());
			unsent.fail(new StreamClosedException(reason));
		}
	}

	long pending() {
		return (this.queue != null) ? this.queue.pending() : 0;
	}

	long lastProgress() {
		return this.lastProgress;
	}

}
