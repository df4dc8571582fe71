package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of the streams of a loop: what is put on the loop's page leaves in one
 * write; what the transport does not take waits in a queue, which a stream has only then.
 * One for all, because one for each would cost every idle stream 24 bytes.
 */
final class Outflow {

	/** From here on bytes are sent from where they are instead of by way of the page. */
	static final int LARGE = 8 * 1024;

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final StreamBuffers buffers;

	/** Who has had his share of files, and in which turn of the loop. */
	private @Nullable IOStream served;

	private long servedAt;

	Outflow(StreamBuffers buffers) {
		this.buffers = buffers;
	}

	OutputPage page(IOStream stream, int room) {
		if (room > OutputPage.SIZE) {
			throw new IllegalArgumentException(room + " bytes do not fit on a page of " + OutputPage.SIZE);
		}
		OutputPage page = this.buffers.page();
		page.lendTo(stream);
		if (page.room() < room) {
			stream.flush();
			page.lendTo(stream);
		}
		return page;
	}

	/**
	 * Sends large bytes from where they are, behind what is on the page. Nobody who waits
	 * for earlier bytes is told from here: he might write in the middle of the caller's
	 * message.
	 */
	void sendLarge(IOStream stream, ByteBuffer bytes) {
		boolean first = stream.queue == null;
		enqueuePage(stream);
		if (stream.closed()) {
			return;
		}
		queue(stream).add(bytes.slice());
		count(queue(stream));
		if (first) {
			push(stream, queue(stream));
			stream.updateInterest();
		}
	}

	/**
	 * Sends a part of a file behind what is on the page: a small one by way of it, in one
	 * write with the head before, a large one from where it is. While others wait before
	 * it, it is not read into memory.
	 */
	void sendFile(IOStream stream, FilePart part) {
		boolean large = stream.queue != null || part.left() >= LARGE;
		try {
			if (large) {
				part.check();
			}
			else {
				page(stream, (int) part.left()).put(part);
			}
		}
		catch (Throwable ex) {
			flush(stream); // the answers before are whole
			fail(stream, ex);
		}
		if (large && !stream.closed()) {
			flush(stream);
			enqueue(stream, part);
		}
	}

	private void enqueue(IOStream stream, FilePart part) {
		if (stream.closed()) {
			return;
		}
		boolean mayPush = stream.queue == null && (this.served != stream || this.servedAt != stream.ioLoop().now());
		queue(stream).add(part);
		if (mayPush) {
			push(stream, queue(stream));
		}
		stream.updateInterest();
	}

	void flush(IOStream stream) {
		OutputPage page = this.buffers.page();
		if (!page.isLentTo(stream)) {
			return;
		}
		if (stream.queue == null && page.length() > 0) {
			writePage(stream, page);
		}
		else {
			enqueuePage(stream);
		}
		stream.updateInterest();
	}

	private void writePage(IOStream stream, OutputPage page) {
		ByteBuffer bytes = page.written();
		page.giveBack(); // what is on it leaves once, even if this fails half-way
		try {
			this.buffers.sent().add(stream.transport().write(this.buffers.single(bytes), 1));
			if (bytes.hasRemaining()) {
				queue(stream).addCopy(bytes);
				count(queue(stream));
			}
		}
		catch (Throwable ex) {
			fail(stream, ex);
		}
	}

	/**
	 * A write for which there was no memory is one that failed: nobody knows how much has
	 * left. It may be another stream that has made this one write, so nothing is thrown.
	 */
	private static void fail(IOStream stream, Throwable failure) {
		if (failure instanceof FileReadException ex) {
			if (!stream.closed()) {
				LOGGER.warn("{}; connection to {} is aborted", ex.getMessage(), peer(stream));
			}
			stream.failHalfway(ex);
			return;
		}
		if (failure instanceof IOException ex) {
			stream.fail(ex);
			return;
		}
		LOGGER.error("Writing to {} failed", peer(stream), failure);
		stream.failHalfway(new IOException("Writing failed", failure));
	}

	/** Peers on Unix domain sockets have an address that is empty. */
	private static String peer(IOStream stream) {
		String address = String.valueOf(stream.remoteAddress());
		return address.isEmpty() ? "unix:" : address;
	}

	private void enqueuePage(IOStream stream) {
		OutputPage page = this.buffers.page();
		if (!page.isLentTo(stream)) {
			return;
		}
		ByteBuffer bytes = page.written();
		page.giveBack();
		try {
			if (bytes.hasRemaining()) {
				queue(stream).addCopy(bytes);
				count(queue(stream));
			}
		}
		catch (Throwable ex) {
			fail(stream, ex);
		}
	}

	private static WriteQueue queue(IOStream stream) {
		if (stream.queue == null) {
			stream.queue = new WriteQueue(stream.ioLoop().now());
		}
		return stream.queue;
	}

	void writeQueued(IOStream stream) {
		WriteQueue unsent = stream.queue;
		if (unsent != null) {
			push(stream, unsent);
		}
		stream.updateInterest();
		if (unsent != null && !stream.closed()) {
			unsent.completeWaiters();
			if (pending(stream) == 0) {
				stream.handleDrained();
			}
		}
	}

	private void push(IOStream stream, WriteQueue unsent) {
		if (unsent.hasFiles()) {
			this.served = stream;
			this.servedAt = stream.ioLoop().now();
		}
		long before = unsent.pending();
		Throwable failure = null;
		try {
			unsent.writeTo(stream.transport());
		}
		catch (Throwable ex) {
			failure = ex;
		}
		long taken = before - unsent.pending();
		if (taken > 0) {
			this.buffers.sent().add(taken);
			unsent.lastProgress = stream.ioLoop().now();
		}
		count(unsent);
		if (failure != null) {
			fail(stream, failure);
		}
		else if (unsent.isEmpty()) {
			stream.queue = null;
		}
	}

	/** Brings what is held for connections up to date. */
	private void count(WriteQueue unsent) {
		long held = unsent.held();
		this.buffers.heldWrite().add(held - unsent.counted);
		unsent.counted = held; // with no call in between: it is counted once
	}

	/** Completes when no more than this many of today's bytes are unsent. */
	static CompletableFuture<Void> whenDownTo(IOStream stream, long left) {
		WriteQueue unsent = stream.queue;
		if (unsent != null && unsent.pending() > left) {
			return unsent.whenDownTo(left);
		}
		return stream.mayCompleteAtOnce() ? StreamOptions.DONE : inNextTurn(stream);
	}

	private static CompletableFuture<Void> inNextTurn(IOStream stream) {
		CompletableFuture<Void> later = new CompletableFuture<>();
		stream.ioLoop()
			.addCallback(Droppable.of(() -> later.complete(null),
					() -> later.completeExceptionally(new StreamClosedException(null))));
		return later;
	}

	/** Forgets what is unsent and fails those who wait for it. */
	void release(IOStream stream, @Nullable IOException reason) {
		OutputPage page = this.buffers.page();
		if (page.isLentTo(stream)) {
			page.giveBack();
		}
		if (this.served == stream) {
			this.served = null;
		}
		WriteQueue unsent = stream.queue;
		if (unsent != null) {
			stream.queue = null;
			this.buffers.heldWrite().add(-unsent.counted);
			unsent.fail(new StreamClosedException(reason));
		}
	}

	static long pending(IOStream stream) {
		return (stream.queue != null) ? stream.queue.pending() : 0;
	}

	/** How much of it is in memory: a part of a file is not. */
	static long pendingInMemory(IOStream stream) {
		return (stream.queue != null) ? stream.queue.pendingInMemory() : 0;
	}

	/** How much of it may be pending when no file is. */
	static long pendingBehindFiles(IOStream stream) {
		return (stream.queue != null) ? stream.queue.behindFiles() : Long.MAX_VALUE;
	}

	static long lastProgress(IOStream stream) {
		return (stream.queue != null) ? stream.queue.lastProgress : stream.ioLoop().now();
	}

}
