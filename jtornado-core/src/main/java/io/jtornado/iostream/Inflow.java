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

	/** Reads in a row before other streams get their turn. */
	private static final int MAX_READS = 4;

	private final IOStream stream;

	private final StreamBuffers buffers;

	private @Nullable StreamHandler handler;

	/** What the handler left, or what came while it was paused. */
	private byte @Nullable [] kept;

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
		ByteBuffer input = this.buffers.input().clear();
		if (this.kept != null) {
			input.put(this.kept, 0, this.keptLength);
		}
		input.limit(input.position() + (waits() ? MAX_LOOK_AHEAD - this.keptLength : StreamBuffers.READ_CHUNK));
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
			take(this.buffers.inputBytes(), input.position());
			return !input.hasRemaining();
		}
		if (count < 0) {
			this.ended = true;
			this.stream.updateInterest();
			tellEnd();
		}
		return false;
	}

	private void take(byte[] bytes, int to) {
		if (this.handler == null || this.paused) {
			keep(bytes, 0, to);
		}
		else {
			deliver(this.handler, bytes, to);
		}
	}

	private void deliver(StreamHandler receiver, byte[] bytes, int to) {
		this.delivering = true;
		try {
			int next = receiver.handleBytes(bytes, 0, to);
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
		}
		this.stream.flush();
		if (this.handler != receiver && !this.stream.closed()) {
			this.stream.ioLoop().addCallback(this::resume);
		}
	}

	private void keep(byte[] bytes, int from, int to) {
		int length = to - from;
		byte[] old = this.kept;
		byte[] room = (length == 0) ? null : old;
		if (length > 0 && (old == null || old.length < length || old.length > 4 * length)) {
			room = this.buffers.pool().take(length);
		}
		if (room != null) {
			System.arraycopy(bytes, from, room, 0, length);
		}
		if (old != null && old != room) {
			this.buffers.pool().giveBack(old);
		}
		if (length != this.keptLength) {
			this.buffers.heldRead().add(length - this.keptLength);
		}
		this.kept = room;
		this.keptLength = length;
		if (length > StreamBuffers.MAX_KEPT && !waits()) {
			this.stream.fail(new UnsatisfiableReadException(StreamBuffers.MAX_KEPT));
		}
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
			int length = this.keptLength;
			this.kept = null;
			this.keptLength = 0;
			this.buffers.heldRead().add(-length);
			deliver(this.handler, bytes, length);
			this.buffers.pool().giveBack(bytes);
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

	boolean wantsRead() {
		return !this.ended && !(waits() && this.keptLength >= MAX_LOOK_AHEAD);
	}

	/** Whether nobody takes bytes now. */
	private boolean waits() {
		return this.paused || this.handler == null;
	}

	void release() {
		if (this.kept != null) {
			this.buffers.heldRead().add(-this.keptLength);
			this.buffers.pool().giveBack(this.kept);
			this.kept = null;
			this.keptLength = 0;
		}
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
