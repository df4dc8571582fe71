package io.jtornado.web;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an opened file, slice by slice in the order in which they are sent: first
 * fetched by a worker, then sent on the loop.
 * <p>
 * <b>Threading:</b> belongs to one answer, and is handed between a worker and the loop.
 */
abstract sealed class FileContent implements Closeable {

	/** How many bytes there are now. */
	abstract long size() throws IOException;

	/** On a worker: the bytes of a part that is small. */
	abstract byte[] read(long offset, int length) throws IOException;

	/** On a worker: makes sure that sending a slice waits for no disk. */
	abstract void fetch(long offset, int length) throws IOException;

	/**
	 * On the loop: sends the slice that was fetched.
	 * @return completes when the client takes more, fails when it is gone
	 */
	abstract CompletionStage<Void> send(HTTPRequest request, long offset, int length);

	/** The most bytes of a slice. */
	abstract int slice(HTTPRequest request);

	private static EOFException shorter() {
		return new EOFException("The file has become shorter while it was sent");
	}

	/** A file of a file system. */
	static final class OfChannel extends FileContent {

		private static final int SLICE = 1 << 20;

		private static final int CHUNK = 64 * 1024;

		private final FileChannel channel;

		OfChannel(FileChannel channel) {
			this.channel = channel;
		}

		@Override
		long size() throws IOException {
			return this.channel.size();
		}

		@Override
		byte[] read(long offset, int length) throws IOException {
			ByteBuffer bytes = ByteBuffer.allocate(length);
			while (bytes.hasRemaining()) {
				if (this.channel.read(bytes, offset + bytes.position()) < 0) {
					throw shorter();
				}
			}
			return bytes.array();
		}

		/**
		 * What was read stays in the memory of the system, which the loop sends it from.
		 */
		@Override
		void fetch(long offset, int length) throws IOException {
			ByteBuffer bytes = ByteBuffer.allocate(Math.min(length, CHUNK));
			for (int at = 0; at < length; at += bytes.position()) {
				bytes.clear().limit(Math.min(CHUNK, length - at));
				if (this.channel.read(bytes, offset + at) < 0) {
					throw shorter();
				}
			}
		}

		@Override
		CompletionStage<Void> send(HTTPRequest request, long offset, int length) {
			return request.writeFile(this.channel, offset, length);
		}

		@Override
		int slice(HTTPRequest request) {
			return SLICE;
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

	/** What can be read in its order alone. */
	static final class OfStream extends FileContent {

		private static final int SLICE = 128 * 1024;

		private final Opening opening;

		private final long size;

		private @Nullable InputStream stream;

		private long position;

		private byte @Nullable [] fetched;

		/** Opens the stream at its start. */
		interface Opening {

			InputStream open() throws IOException;

		}

		OfStream(Opening opening, long size) {
			this.opening = opening;
			this.size = size;
		}

		@Override
		long size() {
			return this.size;
		}

		@Override
		byte[] read(long offset, int length) throws IOException {
			InputStream from = at(offset);
			byte[] bytes = from.readNBytes(length);
			this.position += bytes.length;
			if (bytes.length < length) {
				throw shorter();
			}
			return bytes;
		}

		/** Parts may be asked for in another order than theirs. */
		private InputStream at(long offset) throws IOException {
			InputStream open = this.stream;
			if (open != null && offset < this.position) {
				open.close();
				open = null;
			}
			if (open == null) {
				open = this.opening.open();
				this.stream = open;
				this.position = 0;
			}
			open.skipNBytes(offset - this.position);
			this.position = offset;
			return open;
		}

		@Override
		void fetch(long offset, int length) throws IOException {
			this.fetched = read(offset, length);
		}

		@Override
		CompletionStage<Void> send(HTTPRequest request, long offset, int length) {
			byte[] bytes = this.fetched;
			this.fetched = null;
			request.write((bytes != null) ? bytes : new byte[0]);
			return request.flush();
		}

		/** What may wait for the client has room for what is left of the one before. */
		@Override
		int slice(HTTPRequest request) {
			return Math.max(1, Math.min(SLICE, request.maxBufferSize() / 2));
		}

		@Override
		public void close() throws IOException {
			if (this.stream != null) {
				this.stream.close();
			}
		}

	}

}
