package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * The reading side of a stream: from the transport into the loop's input, to the handler,
 * and what the handler leaves into memory of the loop's pool.
 */
final class Inflow implements Transport.ReadyHandler {

	/** While this much waits for a handler that is paused or missing, nothing is read. */
	private static final int MAX_LOOK_AHEAD = 16 * 1024;

	/**
	 * While this much waits on all streams of the loop, nothing is read ahead: it takes a
	 * handler that answers, or bytes that are missing, to make it less.
	 */
	private static final int MAX_HELD = 4 << 20;

	/** Reads in a row before other streams get their turn. */
	private static final int MAX_READS = 4;

	private final IOStream stream;

	private final StreamBuffers buffers;

	private @Nullable StreamHandler handler;

	/**
	 * What the handler left, or what came while it was paused; what follows is put behind
	 * it, so that a message that comes byte by byte is not copied for every byte.
	 */
	private byte @Nullable [] kept;

	private int keptFrom;

	private int keptLength;

	private boolean delivering;

	private boolean paused;

	private boolean ended;

	Inflow(IOStream stream, StreamBuffers buffers) {
		this.stream = stream;
		this.buffers = buffers;
	}

	/**
	 * Reads what there is. What fails half-way, for want of memory for example, has lost
	 * bytes: reading on would take the middle of a message for the beginning of one.
	 */
	void readReady(Transport transport) {
		try {
			boolean more = !this.stream.closed() && wantsRead();
			for (int reads = 0; reads < MAX_READS && more; reads++) {
				more = read(transport) && !this.stream.closed() && wantsRead();
			}
			this.stream.updateInterest();
			tellFull();
		}
		catch (Throwable ex) {
			this.stream.abort();
			throw ex;
		}
	}

	/** For the stream: a lambda of its own would be 16 bytes for each idle connection. */
	@Override
	public void handleReady(int events) {
		this.stream.handleReady(events);
	}

	/** Reads a chunk; true if there may be more. */
	private boolean read(Transport transport) {
		// What is kept may have to be put before it.
		ByteBuffer input = this.buffers.input().clear().position(this.keptLength);
		input.limit(this.keptLength + (waits() ? MAX_LOOK_AHEAD - this.keptLength : StreamBuffers.READ_CHUNK));
		int count;
		try {
			count = transport.read(input);
		}
		catch (IOException ex) {
			this.stream.fail(ex);
			return false;
		}
		if (count > 0) {
			this.buffers.received().add(count);
			boolean more = !input.hasRemaining();
			join(this.buffers.inputBytes(), count);
			return more;
		}
		if (count < 0) {
			this.ended = true;
			this.stream.updateInterest();
			tellEnd();
		}
		return false;
	}

	/** Puts what has come behind what is kept, where less has to be moved. */
	private void join(byte[] input, int count) {
		byte[] before = this.kept;
		int end = this.keptFrom + this.keptLength;
		if (before != null && count <= before.length - end) {
			System.arraycopy(input, this.keptLength, before, end, count);
			take(before, this.keptFrom, end + count);
			return;
		}
		if (before != null) {
			System.arraycopy(before, this.keptFrom, input, 0, this.keptLength);
		}
		take(input, 0, this.keptLength + count);
	}

	private void take(byte[] bytes, int from, int to) {
		if (this.handler == null || this.paused) {
			keep(bytes, from, to);
		}
		else {
			deliver(this.handler, bytes, from, to);
		}
	}

	private void deliver(StreamHandler receiver, byte[] bytes, int from, int to) {
		this.delivering = true;
		try {
			int next = receiver.handleBytes(bytes, from, to);
			if (!this.stream.closed()) {
				keep(bytes, next, to);
			}
		}
		catch (Throwable ex) {
			this.stream.abort();
			throw ex;
		}
		finally {
			this.delivering = false;
			if (this.stream.closed()) {
				release();
			}
		}
		this.stream.flush();
		if (this.handler != receiver && !this.stream.closed()) {
			this.stream.ioLoop().addCallback(this::handIn);
		}
		tellFull();
	}

	/** What was left is for another handler, unless that wants nothing yet. */
	private void handIn() {
		if (!this.paused) {
			resume();
		}
	}

	private void tellFull() {
		boolean full = this.paused && !this.ended && isFull();
		if (full && this.handler != null && !this.stream.closed()) {
			this.handler.handleFull();
		}
	}

	private void keep(byte[] bytes, int from, int to) {
		int length = to - from;
		byte[] old = this.kept;
		if (old != null && bytes == old && length > 0 && !isWasteful(old, length)) {
			this.keptFrom = from;
		}
		else if (old != null || length > 0) {
			move(bytes, from, length);
		}
		if (length != this.keptLength) {
			this.buffers.heldRead().add(length - this.keptLength);
			this.keptLength = length;
		}
		if (length > StreamBuffers.MAX_KEPT && !waits()) {
			this.stream.fail(new UnsatisfiableReadException(StreamBuffers.MAX_KEPT));
		}
	}

	/** Into memory that fits; nothing has none. */
	private void move(byte[] bytes, int from, int length) {
		byte[] old = this.kept;
		byte[] room = null;
		if (length > 0) {
			// Where bytes leave in front while others come behind, a quarter more makes
			// moving rare.
			int wanted = (this.keptFrom > 0 && bytes != old) ? length + length / 4 : length;
			boolean fits = old != null && old.length >= wanted && !isWasteful(old, length);
			room = fits ? old : this.buffers.pool().take(wanted);
			System.arraycopy(bytes, from, room, 0, length);
		}
		if (old != null && old != room) {
			this.buffers.pool().giveBack(old);
		}
		this.kept = room;
		this.keptFrom = 0;
	}

	private static boolean isWasteful(byte[] room, int length) {
		return room.length > 4 * Math.max(length, BufferPool.MIN_SIZE);
	}

	void setHandler(@Nullable StreamHandler handler) {
		this.handler = handler;
		if (handler != null && this.stream.closed()) {
			this.stream.ioLoop().addCallback(() -> handler.handleClose(this.stream.error()));
		}
		resume();
	}

	void pause() {
		this.paused = true;
	}

	void resume() {
		this.paused = false;
		if (this.delivering || this.stream.closed()) {
			return;
		}
		byte[] bytes = this.kept;
		if (bytes != null && this.handler != null) {
			deliver(this.handler, bytes, this.keptFrom, this.keptFrom + this.keptLength);
		}
		if (this.ended && !this.stream.closed()) {
			tellEnd();
		}
		this.stream.updateInterest();
	}

	private void tellEnd() {
		if (this.handler != null) {
			this.handler.handleEnd();
		}
	}

	void tellClose(@Nullable IOException reason) {
		if (this.handler != null) {
			this.handler.handleClose(reason);
		}
	}

	/**
	 * A preamble is always read: none of it is kept here, and it alone has a time in
	 * which it must come.
	 */
	boolean wantsRead() {
		return !this.ended && (!(waits() && isFull()) || this.stream.opening());
	}

	private boolean isFull() {
		return this.keptLength >= MAX_LOOK_AHEAD || this.buffers.heldRead().get() > MAX_HELD;
	}

	/** Whether nobody takes bytes now. */
	private boolean waits() {
		return this.paused || this.handler == null;
	}

	/** Gives the memory back, but not from under a handler that is reading it. */
	void release() {
		byte[] unused = this.kept;
		if (unused != null && !this.delivering) {
			this.kept = null; // it is given back once, even if that fails
			this.buffers.heldRead().add(-this.keptLength);
			this.keptFrom = 0;
			this.keptLength = 0;
			this.buffers.pool().giveBack(unused);
		}
	}

	/** Of the loop, for the writing side as well. */
	StreamBuffers buffers() {
		return this.buffers;
	}

	@Nullable StreamHandler handler() {
		return this.handler;
	}

	int waiting() {
		return this.keptLength;
	}

	boolean delivering() {
		return this.delivering;
	}

	boolean ended() {
		return this.ended;
	}

}
