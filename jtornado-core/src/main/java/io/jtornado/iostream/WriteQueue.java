package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedList;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Bytes that the peer has not taken yet, and who waits for which of them. It exists only
 * while there are such bytes.
 */
final class WriteQueue {

	/**
	 * A call copies its bytes out of the heap; more than this a call would often be
	 * copied in vain. With half of it a download of 1 MiB cost a third more, with four
	 * times as much it cost 8 % less, and each loop keeps that much memory.
	 */
	static final int MAX_SLICE = 256 * 1024;

	/**
	 * What is sent of files in a turn of the loop: a peer that reads as fast as it is
	 * written to would have the loop for itself otherwise.
	 */
	static final long MAX_OF_FILES = 1 << 20;

	private static final int MAX_SOURCES = 16;

	private record Waiter(long position, CompletableFuture<Void> future) {
	}

	/** Unlike an ArrayDeque it keeps what it has when there is no room for more. */
	@SuppressWarnings("JdkObsolete")
	private final Deque<ByteBuffer> buffers = new LinkedList<>();

	/** Between the buffers, each where it begins. */
	@SuppressWarnings("JdkObsolete")
	private final Deque<FilePart> files = new LinkedList<>();

	/**
	 * In the order of what they wait for: not all wait for the last byte of their time.
	 */
	private final Queue<Waiter> waiters = new PriorityQueue<>(1, Comparator.comparingLong(Waiter::position));

	private long queued;

	private long written;

	private long held;

	private long unsentOfFiles;

	/** Where the last file ends. */
	private long filesEnd;

	/** How much of what is held the counters know. */
	long counted;

	/** When the peer last took a byte, or when the first began to wait. */
	long lastProgress;

	WriteQueue(long now) {
		this.lastProgress = now;
	}

	/** Adds a buffer of its own: its capacity is what waits. */
	void add(ByteBuffer bytes) {
		if (bytes.hasRemaining()) {
			this.buffers.add(bytes);
			this.queued += bytes.remaining();
			this.held += bytes.capacity();
		}
	}

	void addCopy(ByteBuffer bytes) {
		byte[] copy = new byte[bytes.remaining()];
		bytes.get(copy);
		add(ByteBuffer.wrap(copy));
	}

	/** Adds a part that is not empty; it is not held. */
	void add(FilePart part) {
		part.begin = this.queued;
		this.files.add(part);
		this.queued += part.left();
		this.unsentOfFiles += part.left();
		this.filesEnd = this.queued;
	}

	boolean hasFiles() {
		return !this.files.isEmpty();
	}

	/** How much has been added behind the last file. */
	long behindFiles() {
		return this.queued - this.filesEnd;
	}

	/** How much of what is pending is in memory. */
	long pendingInMemory() {
		return pending() - this.unsentOfFiles;
	}

	long pending() {
		return this.queued - this.written;
	}

	/**
	 * What the queue keeps from being collected: a buffer is held as a whole until its
	 * last byte has left.
	 */
	long held() {
		return this.held;
	}

	boolean isEmpty() {
		return pending() == 0;
	}

	/** Completes when no more than {@code left} of today's bytes are unsent. */
	CompletableFuture<Void> whenDownTo(long left) {
		CompletableFuture<Void> future = new CompletableFuture<>();
		this.waiters.add(new Waiter(this.queued - left, future));
		return future;
	}

	/**
	 * Writes until the peer takes no more, or has had its share of files; returns how
	 * many bytes it took.
	 */
	long writeTo(Transport transport) throws IOException {
		long before = this.written;
		long share = MAX_OF_FILES;
		ByteBuffer[] sources = new ByteBuffer[Math.min(MAX_SOURCES, this.buffers.size())];
		boolean taken = true;
		while (taken && !isEmpty()) {
			long untilFile = hasFiles() ? this.files.element().begin - this.written : Long.MAX_VALUE;
			if (untilFile > 0) {
				taken = writeBytes(transport, sources, untilFile);
			}
			else {
				long rest = this.files.element().left();
				long n = writeFile(transport, share);
				share -= n;
				taken = n == rest && share > 0;
			}
		}
		return this.written - before;
	}

	private boolean writeBytes(Transport transport, ByteBuffer[] sources, long most) throws IOException {
		int count = gather(sources, (int) Math.min(MAX_SLICE, most));
		long offered = 0;
		for (int i = 0; i < count; i++) {
			offered += sources[i].remaining();
		}
		long n = transport.write(sources, count);
		advance(n);
		return n == offered;
	}

	private long writeFile(Transport transport, long share) throws IOException {
		FilePart file = this.files.element();
		long n = file.writeTo(transport, share);
		this.written += n;
		this.unsentOfFiles -= n;
		if (file.left() == 0) {
			this.files.remove();
		}
		return n;
	}

	private int gather(ByteBuffer[] sources, int most) {
		int count = 0;
		int room = most;
		for (ByteBuffer buffer : this.buffers) {
			if (count == sources.length || room == 0) {
				break;
			}
			int slice = Math.min(room, buffer.remaining());
			sources[count++] = buffer.slice(buffer.position(), slice);
			room -= slice;
		}
		return count;
	}

	private void advance(long taken) {
		this.written += taken;
		long rest = taken;
		while (rest > 0) {
			ByteBuffer head = this.buffers.element();
			int step = (int) Math.min(rest, head.remaining());
			head.position(head.position() + step);
			rest -= step;
			if (!head.hasRemaining()) {
				this.buffers.remove();
				this.held -= head.capacity();
			}
		}
	}

	/** Completes those whose bytes have left; what they do may write again. */
	void completeWaiters() {
		while (!this.waiters.isEmpty() && this.waiters.element().position() <= this.written) {
			this.waiters.remove().future().complete(null);
		}
	}

	void fail(IOException error) {
		while (!this.waiters.isEmpty()) {
			this.waiters.remove().future().completeExceptionally(error);
		}
	}

}
