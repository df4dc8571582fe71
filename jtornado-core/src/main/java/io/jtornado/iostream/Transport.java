package io.jtornado.iostream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * What lies under an {@link IOStream}: bytes in and out, and word of when either would
 * succeed. A socket, or memory in tests; never blocking. Some stand on another transport
 * and begin with a preamble of their own, as TLS does.
 * <p>
 * <b>Threading:</b> confined to the loop it was opened on.
 */
public interface Transport {

	/**
	 * Is told that the transport is ready.
	 */
	@FunctionalInterface
	interface ReadyHandler {

		/**
		 * Called by the loop.
		 * @param events {@link IOLoop#READ}, {@link IOLoop#WRITE}, {@link IOLoop#ERROR}
		 */
		void handleReady(int events);

	}

	/**
	 * Begins to report readiness to read.
	 * @param loop the loop to report on
	 * @param handler whom to tell
	 * @throws IOException if the transport cannot be watched
	 */
	void open(IOLoop loop, ReadyHandler handler) throws IOException;

	/**
	 * Changes what is reported.
	 * @param events a mask of {@link IOLoop#READ} and {@link IOLoop#WRITE}, or 0
	 */
	void interest(int events);

	/**
	 * Tells whether what comes before the stream's own bytes is not over: a PROXY header,
	 * a TLS handshake. While it lasts, {@link #read read} makes progress and returns 0,
	 * and nothing is taken by {@link #write write}. A transport that ends it outside of a
	 * read tells its handler.
	 * @return whether the preamble of this transport, or of one below, is under way
	 */
	default boolean opening() {
		return false;
	}

	/**
	 * Tells whether the remote address is not that of whoever sends the bytes: a proxy
	 * stands there that does not say for whom it speaks.
	 * @return whether nobody may be taken for known by this address
	 */
	default boolean hidesPeer() {
		return false;
	}

	/**
	 * Reads what is there.
	 * @param target takes the bytes
	 * @return how many came, 0 if there are none now, -1 if the peer has ended its side
	 * @throws IOException if the connection is lost
	 */
	int read(ByteBuffer target) throws IOException;

	/**
	 * Writes what the other side takes now. What was not taken must be offered again,
	 * before anything else: a transport may have begun to send it.
	 * @param sources bytes in order
	 * @param count how many of the sources to use, from the first
	 * @return how many bytes were taken
	 * @throws IOException if the connection is lost
	 */
	long write(ByteBuffer[] sources, int count) throws IOException;

	/**
	 * Writes what the other side takes now of a part of a file. What was not taken is
	 * offered again as by {@link #write write}, but with other bytes if somebody has
	 * written to the file: what a transport has begun to send, it has to have for itself.
	 * <p>
	 * By default the part is read in slices, and these are written.
	 * @param file the file; its own position is neither used nor moved
	 * @param position where the part begins
	 * @param count how many bytes it has, 1 or more
	 * @return how many bytes were taken; fewer than there are if no more can be taken now
	 * @throws FileReadException if the file cannot be read, or ends before the part
	 * @throws IOException if the connection is lost
	 */
	default long writeFile(FileChannel file, long position, long count) throws IOException {
		return FilePart.offer(this, file, position, count, ByteBuffer.allocate((int) Math.min(count, FilePart.SLICE)));
	}

	/**
	 * Ends this side: the peer reads to the end and may go on sending.
	 * @throws IOException if the connection is lost
	 */
	void shutdownOutput() throws IOException;

	/** Closes both sides; bytes under way still arrive. */
	void close();

	/** Closes both sides so that the peer sees a failure, not an end. */
	void abort();

	/**
	 * Returns where the peer is.
	 * @return its address, or null if it has none
	 */
	@Nullable SocketAddress remoteAddress();

	/**
	 * Returns where this side is.
	 * @return its address, or null if it has none
	 */
	@Nullable SocketAddress localAddress();

}
