package io.jtornado.iostream;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Serves a stream's {@code read...} methods: gathers bytes while a read is pending and
 * hands them out when it ends.
 */
final class PullReader implements StreamHandler {

	private static final byte[] EMPTY = {};

	/**
	 * Reads that are served at once from what is there. Each may ask for the next:
	 * without a bound a peer that sends many short lines would fill the stack.
	 */
	private static final int MAX_IN_A_ROW = 64;

	private final IOStream stream;

	private final int maxBufferSize;

	private byte[] bytes = EMPTY;

	private int start;

	private int end;

	private int readsInARow;

	private @Nullable PendingRead pending;

	private CompletableFuture<byte[]> future = new CompletableFuture<>();

	PullReader(IOStream stream, int maxBufferSize) {
		this.stream = stream;
		this.maxBufferSize = maxBufferSize;
	}

	int maxBufferSize() {
		return this.maxBufferSize;
	}

	CompletionStage<byte[]> read(PendingRead read) {
		if (this.pending != null) {
			throw new IllegalStateException("Already reading");
		}
		CompletableFuture<byte[]> result = new CompletableFuture<>();
		this.future = result;
		this.pending = read;
		if (++this.readsInARow < MAX_IN_A_ROW) {
			begin(read);
		}
		else {
			this.readsInARow = 0;
			this.stream.ioLoop().addCallback(() -> begin(read));
		}
		return result;
	}

	private void begin(PendingRead read) {
		if (this.pending != read) {
			return;
		}
		satisfy();
		if (this.pending != null && this.stream.closed()) {
			finishAtEnd();
		}
		else if (this.pending != null) {
			this.stream.resume();
		}
	}

	@Override
	public int handleBytes(byte[] source, int from, int to) {
		this.readsInARow = 0;
		append(source, from, to);
		satisfy();
		return to;
	}

	private void append(byte[] source, int from, int to) {
		int length = to - from;
		if (this.bytes.length - this.end < length) {
			int used = this.end - this.start;
			byte[] room = (used + length <= this.bytes.length) ? this.bytes
					: new byte[Math.max(used + length, 2 * used)];
			System.arraycopy(this.bytes, this.start, room, 0, used);
			this.bytes = room;
			this.start = 0;
			this.end = used;
		}
		System.arraycopy(source, from, this.bytes, this.end, length);
		this.end += length;
	}

	private void satisfy() {
		PendingRead read = this.pending;
		if (read == null) {
			pauseIfFull();
			return;
		}
		int length = read.end(this.bytes, this.start, this.end);
		if (length != PendingRead.MORE) {
			complete(length);
		}
		else if (this.end - this.start >= Math.min(read.maxBytes(), this.maxBufferSize)) {
			this.pending = null;
			this.future
				.completeExceptionally(new UnsatisfiableReadException(Math.min(read.maxBytes(), this.maxBufferSize)));
			this.stream.close();
		}
	}

	/**
	 * Nobody asks for bytes: few are taken in, so that a peer that leaves is still
	 * noticed.
	 */
	private void pauseIfFull() {
		if (this.end > this.start) {
			this.stream.pause();
		}
	}

	private void complete(int length) {
		byte[] result = Arrays.copyOfRange(this.bytes, this.start, this.start + length);
		this.start += length;
		if (this.start == this.end) {
			this.bytes = EMPTY;
			this.start = 0;
			this.end = 0;
		}
		this.pending = null;
		this.future.complete(result);
		if (this.pending == null) {
			pauseIfFull();
		}
	}

	@Override
	public void handleEnd() {
		PendingRead read = this.pending;
		if (read != null) {
			int length = lengthAtEnd(read);
			if (length == PendingRead.MORE) {
				this.stream.close();
				return;
			}
			complete(length);
		}
		if (this.pending == null && this.end == this.start) {
			this.stream.close();
		}
	}

	private int lengthAtEnd(PendingRead read) {
		int length = read.end(this.bytes, this.start, this.end);
		return (length != PendingRead.MORE) ? length : read.endAtClose(this.end - this.start);
	}

	@Override
	public void handleDrained() {
		// A write's own stage tells its writer.
	}

	@Override
	public void handleClose(@Nullable IOException error) {
		finishAtEnd();
	}

	private void finishAtEnd() {
		PendingRead read = this.pending;
		if (read == null) {
			return;
		}
		int length = lengthAtEnd(read);
		if (length != PendingRead.MORE) {
			complete(length);
			return;
		}
		this.pending = null;
		this.future.completeExceptionally(new StreamClosedException(this.stream.error()));
	}

}
