package io.jtornado.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A connection without a socket, which can be mean: it reads and writes as little as it
 * is told to, stops taking bytes, ends, or breaks.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class MemoryTransport implements Transport {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private byte[] input = {};

	private int mostRead = Integer.MAX_VALUE;

	private int mostWritten = Integer.MAX_VALUE;

	private long room = Long.MAX_VALUE;

	private boolean ended;

	private boolean broken;

	private boolean outputEnded;

	private boolean closed;

	private boolean aborted;

	private int writes;

	private int interest = IOLoop.READ;

	private boolean scheduled;

	private @Nullable IOLoop loop;

	private @Nullable ReadyHandler handler;

	private @Nullable Runnable outputCallback;

	// What the peer does

	/**
	 * The peer sends bytes.
	 * @param bytes the bytes
	 */
	public void feed(byte[] bytes) {
		byte[] joined = Arrays.copyOf(this.input, this.input.length + bytes.length);
		System.arraycopy(bytes, 0, joined, this.input.length, bytes.length);
		this.input = joined;
		schedule();
	}

	/**
	 * The peer sends text.
	 * @param text characters up to U+00FF, a byte each
	 */
	public void feed(String text) {
		feed(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** The peer ends its side. */
	public void end() {
		this.ended = true;
		schedule();
	}

	/** The connection breaks: reads and writes fail. */
	public void reset() {
		this.broken = true;
		schedule();
	}

	/**
	 * Bounds what one read brings.
	 * @param bytes 1 or more
	 */
	public void readAtMost(int bytes) {
		this.mostRead = bytes;
	}

	/**
	 * Bounds what one write takes.
	 * @param bytes 0 or more
	 */
	public void writeAtMost(int bytes) {
		this.mostWritten = bytes;
		schedule();
	}

	/**
	 * The peer takes this many more bytes, then none until it is told again.
	 * @param bytes 0 or more
	 */
	public void takeOnly(long bytes) {
		this.room = bytes;
		schedule();
	}

	/** Sets what runs on the loop when bytes are written or this side ends. */
	void setOutputCallback(@Nullable Runnable callback) {
		this.outputCallback = callback;
	}

	private void tellOutput() {
		if (this.outputCallback != null) {
			this.outputCallback.run();
		}
	}

	// What the peer sees

	/**
	 * Returns what has been written, and forgets it.
	 * @return the bytes as ISO-8859-1
	 */
	public String takeOutput() {
		String text = this.output.toString(StandardCharsets.ISO_8859_1);
		this.output.reset();
		return text;
	}

	/**
	 * Returns how often bytes were taken by a write.
	 * @return calls
	 */
	public int writes() {
		return this.writes;
	}

	/**
	 * Tells whether the peer has read the end.
	 * @return whether this side is ended or closed
	 */
	public boolean outputEnded() {
		return this.outputEnded || this.closed;
	}

	/**
	 * Tells whether the transport is closed.
	 * @return whether it is
	 */
	public boolean closed() {
		return this.closed;
	}

	/**
	 * Tells whether the peer has seen a failure.
	 * @return whether the transport was aborted
	 */
	public boolean aborted() {
		return this.aborted;
	}

	/**
	 * Returns what the stream waits for.
	 * @return a mask of {@link IOLoop#READ} and {@link IOLoop#WRITE}
	 */
	public int interest() {
		return this.interest;
	}

	// Transport

	@Override
	public void open(IOLoop loop, ReadyHandler handler) {
		this.loop = loop;
		this.handler = handler;
		schedule();
	}

	@Override
	public void interest(int events) {
		this.interest = events;
		schedule();
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		check();
		if (this.input.length == 0) {
			return this.ended ? -1 : 0;
		}
		int count = Math.min(Math.min(target.remaining(), this.mostRead), this.input.length);
		target.put(this.input, 0, count);
		this.input = Arrays.copyOfRange(this.input, count, this.input.length);
		return count;
	}

	@Override
	public long write(ByteBuffer[] sources, int count) throws IOException {
		check();
		if (this.outputEnded) {
			throw new IOException("Broken pipe");
		}
		long budget = Math.min(this.mostWritten, this.room);
		long taken = 0;
		for (int i = 0; i < count && taken < budget; i++) {
			byte[] bytes = new byte[(int) Math.min(budget - taken, sources[i].remaining())];
			sources[i].get(bytes);
			this.output.writeBytes(bytes);
			taken += bytes.length;
		}
		this.room -= taken;
		this.writes++;
		tellOutput();
		return taken;
	}

	private void check() throws IOException {
		if (this.closed) {
			throw new IOException("Closed");
		}
		if (this.broken) {
			throw new IOException("Connection reset");
		}
	}

	@Override
	public void shutdownOutput() {
		this.outputEnded = true;
		tellOutput();
	}

	@Override
	public void close() {
		this.closed = true;
		tellOutput();
	}

	@Override
	public void abort() {
		this.aborted = true;
		this.closed = true;
		tellOutput();
	}

	@Override
	public SocketAddress remoteAddress() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);
	}

	@Override
	public SocketAddress localAddress() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 8888);
	}

	// Readiness is level-triggered, as with a selector

	private void schedule() {
		if (this.loop != null && !this.scheduled && ready() != 0) {
			this.scheduled = true;
			this.loop.addCallback(this::tell);
		}
	}

	private void tell() {
		this.scheduled = false;
		int events = ready();
		if (events != 0 && this.handler != null) {
			this.handler.handleReady(events);
			schedule();
		}
	}

	private int ready() {
		if (this.closed) {
			return 0;
		}
		boolean readable = this.broken || this.ended || this.input.length > 0;
		boolean writable = this.broken || (this.room > 0 && this.mostWritten > 0);
		return this.interest & ((readable ? IOLoop.READ : 0) | (writable ? IOLoop.WRITE : 0));
	}

}
