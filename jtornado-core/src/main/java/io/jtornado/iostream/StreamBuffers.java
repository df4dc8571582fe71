package io.jtornado.iostream;

import java.nio.ByteBuffer;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;

/**
 * The buffers that all streams of a loop share, so that an idle connection owns none: one
 * to read into, one page to write from, and a pool for the bytes that must wait. It also
 * counts them.
 * <p>
 * <b>Threading:</b> confined to its loop; the counts may be read anywhere.
 */
public final class StreamBuffers {

	/** Most bytes taken from a transport at once. Tornado's {@code chunk_size}. */
	static final int READ_CHUNK = 64 * 1024;

	/**
	 * Most bytes a handler may leave for later: what was left and a chunk must fit into
	 * the input.
	 */
	static final int MAX_KEPT = 128 * 1024;

	private static final long MAX_POOLED = 4L << 20;

	private final byte[] inputBytes = new byte[MAX_KEPT + READ_CHUNK];

	private final ByteBuffer input = ByteBuffer.wrap(this.inputBytes);

	private final OutputPage page = new OutputPage();

	private final Outflow out = new Outflow(this);

	/** Carries one buffer to a transport without a new array each time. */
	private final ByteBuffer[] single = new ByteBuffer[1];

	private final BufferPool pool = new BufferPool(MAX_POOLED);

	private final Counter heldRead = new Counter();

	private final Counter heldWrite = new Counter();

	private final Counter received = new Counter();

	private final Counter sent = new Counter();

	private StreamBuffers() {
		// Its class is loaded here: without file descriptors, when closing matters most,
		// it could not be.
		StackRoom.require();
	}

	/**
	 * Returns the buffers of a loop, made on first use.
	 * @param loop the loop
	 * @return its buffers
	 */
	public static StreamBuffers of(IOLoop loop) {
		loop.checkInLoop();
		return loop.attachment(StreamBuffers.class, (any) -> new StreamBuffers());
	}

	ByteBuffer input() {
		return this.input;
	}

	/** The bytes of {@link #input()}. */
	byte[] inputBytes() {
		return this.inputBytes;
	}

	ByteBuffer[] single(ByteBuffer buffer) {
		this.single[0] = buffer;
		return this.single;
	}

	OutputPage page() {
		return this.page;
	}

	/** The writing side of the loop's streams. */
	Outflow out() {
		return this.out;
	}

	BufferPool pool() {
		return this.pool;
	}

	/**
	 * Returns the counter of bytes held for readers.
	 * @return bytes that wait to be understood, unfinished bodies included
	 */
	public Counter heldRead() {
		return this.heldRead;
	}

	/**
	 * Returns the counter of bytes held for writers.
	 * @return bytes that wait to be taken by peers; whoever holds some for that on the
	 * loop may add them
	 */
	public Counter heldWrite() {
		return this.heldWrite;
	}

	/**
	 * Returns the counter of bytes read.
	 * @return bytes since the start
	 */
	public Counter received() {
		return this.received;
	}

	/**
	 * Returns the counter of bytes written.
	 * @return bytes since the start
	 */
	public Counter sent() {
		return this.sent;
	}

	/**
	 * Returns the bytes that lie unused in the pool.
	 * @return at most 4 MiB
	 */
	public long pooled() {
		return this.pool.pooled();
	}

}
