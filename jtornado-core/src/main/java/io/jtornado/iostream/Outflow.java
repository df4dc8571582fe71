package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of a stream: what is put on the loop's page leaves in one write; what
 * the transport does not take waits in a queue, which exists only then.
 */
final class Outflow {

	/** From here on bytes are sent from where they are instead of by way of the page. */
	static final int LARGE = 8 * 1024;

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final IOStream stream;

	private final StreamBuffers buffers;

	/** Null while nothing is unsent. */
	private @Nullable WriteQueue queue;

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

	/**
	 * Sends large bytes from where they are, behind what is on the page. Nobody who waits
	 * for earlier bytes is told from here: he might write in the middle of the caller's
	 * message.
	 */
	void sendLarge(ByteBuffer bytes, Transport transport) {
		boolean first = this.queue == null;
		enqueuePage();
		if (this.stream.closed()) {
			return;
		}
		queue().add(bytes.slice());
		count(queue());
		if (first) {
			push(queue(), transport);
			this.stream.updateInterest();
		}
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
		page.giveBack(); // what is on it leaves once, even if this fails half-way
		try {
			this.buffers.sent().add(transport.write(this.buffers.single(bytes), 1));
			if (bytes.hasRemaining()) {
				queue().addCopy(bytes);
				count(queue());
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	/**
	 * A write for which there was no memory is one that failed: nobody knows how much has
	 * left. It may be another stream that has made this one write, so nothing is thrown.
	 */
	private void fail(Throwable failure) {
		if (failure instanceof IOException ex) {
			this.stream.fail(ex);
			return;
		}
		LOGGER.error("Writing to {} failed", this.stream.remoteAddress(), failure);
		this.stream.fail(new IOException("Writing failed", failure));
	}

	private void enqueuePage() {
		OutputPage page = this.buffers.page();
		if (!page.isLentTo(this.stream)) {
			return;
		}
		ByteBuffer bytes = page.written();
		page.giveBack();
		try {
			if (bytes.hasRemaining()) {
				queue().addCopy(bytes);
				count(queue());
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private WriteQueue queue() {
		if (this.queue == null) {
			this.queue = new WriteQueue(this.stream.ioLoop().now());
		}
		return this.queue;
	}

	void writeQueued(Transport transport) {
		WriteQueue unsent = this.queue;
		if (unsent != null) {
			push(unsent, transport);
		}
		this.stream.updateInterest();
		if (unsent != null && !this.stream.closed()) {
			unsent.completeWaiters();
			if (pending() == 0) {
				this.stream.handleDrained();
			}
		}
	}

	private void push(WriteQueue unsent, Transport transport) {
		long before = unsent.pending();
		Throwable failure = null;
		try {
			unsent.writeTo(transport);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		long taken = before - unsent.pending();
		if (taken > 0) {
			this.buffers.sent().add(taken);
			unsent.lastProgress = this.stream.ioLoop().now();
		}
		count(unsent);
		if (failure != null) {
			fail(failure);
		}
		else if (unsent.isEmpty()) {
			this.queue = null;
		}
	}

	/** Brings what is held for connections up to date. */
	private void count(WriteQueue unsent) {
		long held = unsent.held();
		this.buffers.heldWrite().add(held - unsent.counted);
		unsent.counted = held; // with no call in between: it is counted once
	}

	/** Completes when no more than this many of today's bytes are unsent. */
	CompletableFuture<Void> whenDownTo(long left) {
		WriteQueue unsent = this.queue;
		if (unsent != null && unsent.pending() > left) {
			return unsent.whenDownTo(left);
		}
		return this.stream.mayCompleteAtOnce() ? StreamOptions.DONE : inNextTurn();
	}

	private CompletableFuture<Void> inNextTurn() {
		CompletableFuture<Void> later = new CompletableFuture<>();
		this.stream.ioLoop().addCallback(() -> later.complete(null));
		return later;
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
			this.buffers.heldWrite().add(-unsent.counted);
			unsent.fail(new StreamClosedException(reason));
		}
	}

	long pending() {
		return (this.queue != null) ? this.queue.pending() : 0;
	}

	long lastProgress() {
		return (this.queue != null) ? this.queue.lastProgress : this.stream.ioLoop().now();
	}

}
