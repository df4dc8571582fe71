package io.jtornado.iostream;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The part of an {@link IOStream} that writes: {@link #write write} for whoever waits for
 * his bytes, and {@link #page page}, {@link #send send} and {@link #flush flush} for
 * HTTP.
 */
abstract sealed class StreamWrites extends StreamReads permits IOStream {

	/**
	 * Writes bytes. They belong to the stream until the returned stage completes.
	 * @param bytes the bytes
	 * @return completes when the last of these bytes has been taken by the transport;
	 * fails with {@link StreamClosedException}
	 * @throws StreamBufferFullException if too many bytes wait already
	 */
	public CompletionStage<Void> write(ByteBuffer bytes) {
		send(bytes);
		flush();
		return whenDownTo(0);
	}

	/**
	 * Writes bytes as {@link #write(ByteBuffer)} does.
	 * @param bytes the bytes
	 * @return as there
	 * @throws StreamBufferFullException if too many bytes wait already
	 */
	public CompletionStage<Void> write(byte[] bytes) {
		return write(ByteBuffer.wrap(bytes));
	}

	/**
	 * Borrows the loop's page, to write on it; it leaves with {@link #flush()}, or at the
	 * end of the read that the handler is serving.
	 * @param room how many bytes will be put on it at most
	 * @return the page, with this much room
	 * @throws IllegalArgumentException if no page has so much room
	 */
	public OutputPage page(int room) {
		IOStream stream = checked();
		return stream.out().page(stream, room);
	}

	/**
	 * Writes bytes behind those on the page: few are copied onto it, many are sent from
	 * where they are.
	 * @param bytes the bytes; they belong to the stream
	 * @throws StreamBufferFullException if too many bytes wait already
	 */
	public void send(ByteBuffer bytes) {
		IOStream stream = checked();
		if (stream.closed() || !bytes.hasRemaining()) {
			return;
		}
		long max = stream.options().maxWriteBufferSize();
		if (Outflow.pendingInMemory(stream) + bytes.remaining() > max) {
			throw new StreamBufferFullException(max);
		}
		if (bytes.remaining() < Outflow.LARGE) {
			page(bytes.remaining()).put(bytes);
		}
		else {
			stream.out().sendLarge(stream, bytes);
		}
	}

	/**
	 * Writes bytes as {@link #send(ByteBuffer)} does.
	 * @param bytes the bytes; they belong to the stream
	 * @throws StreamBufferFullException if too many bytes wait already
	 */
	public void send(byte[] bytes) {
		IOStream stream = checked();
		if (bytes.length < Outflow.LARGE && !stream.closed() && pending() < stream.options().highWaterMark()) {
			page(bytes.length).put(bytes);
		}
		else {
			send(ByteBuffer.wrap(bytes));
		}
	}

	/**
	 * Writes a part of a file: {@link #sendFile sendFile}, {@link #flush flush} and
	 * {@link #whenFilesSent whenFilesSent}.
	 * @param file the file
	 * @param offset where the part begins
	 * @param length how many bytes it has
	 * @return as {@link #whenFilesSent()}
	 * @throws IllegalArgumentException if offset or length is negative
	 */
	public CompletionStage<Void> writeFile(FileChannel file, long offset, long length) {
		sendFile(file, offset, length);
		flush();
		return whenFilesSent();
	}

	/**
	 * Writes a part of a file behind the bytes on the page: a small one is read onto it,
	 * a large one is read as the peer takes it, on a plain socket by the system itself.
	 * It does not count as held, and at most 1 MiB is sent of files in a turn of the
	 * loop.
	 * <p>
	 * Reading is not waited for: who writes a part sees to it that the system has it in
	 * memory, or the loop stands still for the disk. If the file cannot be read, or is
	 * shorter than the part, the stream is aborted with a {@link FileReadException}.
	 * @param file the file, to be left open until {@link #whenFilesSent()} completes
	 * @param offset where the part begins; the channel's own position does not matter
	 * @param length how many bytes it has; none for 0
	 * @throws IllegalArgumentException if offset or length is negative
	 */
	public void sendFile(FileChannel file, long offset, long length) {
		IOStream stream = checked();
		if (offset < 0 || length < 0) {
			throw new IllegalArgumentException("A file has no " + length + " bytes from " + offset + " on");
		}
		if (!stream.closed() && length > 0) {
			stream.out().sendFile(stream, new FilePart(file, offset, length));
		}
	}

	/** Sends what is on the page. */
	public void flush() {
		IOStream stream = checked();
		if (!stream.closed()) {
			stream.out().flush(stream);
		}
	}

	/**
	 * Completes when the peer has taken enough that writing on makes sense.
	 * @return complete already if no more than the low-water mark is unsent; fails with
	 * {@link StreamClosedException}
	 */
	public CompletionStage<Void> whenWritable() {
		return whenDownTo(checked().options().lowWaterMark());
	}

	/**
	 * Completes when the files of today are not read any more, and the peer has taken
	 * enough that writing on makes sense.
	 * @return complete already if no part of a file and no more than the low-water mark
	 * is unsent; fails with {@link StreamClosedException}, whose cause is a
	 * {@link FileReadException} where a file is
	 */
	public CompletionStage<Void> whenFilesSent() {
		IOStream stream = checked();
		return whenDownTo(Math.min(stream.options().lowWaterMark(), Outflow.pendingBehindFiles(stream)));
	}

	/**
	 * Tells whether writing on makes sense. Unlike the stage of {@link #whenWritable()},
	 * which sometimes completes a turn later so that others have theirs, this says what
	 * is.
	 * @return whether no more than the low-water mark is unsent
	 */
	public boolean writable() {
		return pending() <= stream().options().lowWaterMark();
	}

	final CompletionStage<Void> whenDownTo(long left) {
		IOStream stream = stream();
		if (stream.closed()) {
			return CompletableFuture.failedFuture(new StreamClosedException(stream.error()));
		}
		return Outflow.whenDownTo(stream, left);
	}

	/**
	 * Returns how many bytes the peer has not taken yet.
	 * @return bytes, those on the page not counted
	 */
	public long pending() {
		return Outflow.pending(stream());
	}

	/**
	 * Tells whether more than the high-water mark is unsent.
	 * @return whether the writer should wait
	 */
	public boolean congested() {
		return pending() > stream().options().highWaterMark();
	}

	/**
	 * Returns when the peer last took a byte, or when bytes began to wait.
	 * @return a time of the loop's clock; the present one if no bytes wait
	 */
	public long lastProgress() {
		return Outflow.lastProgress(stream());
	}

	private IOStream stream() {
		return (IOStream) this;
	}

	private IOStream checked() {
		IOStream stream = stream();
		stream.ioLoop().checkInLoop();
		return stream;
	}

}
