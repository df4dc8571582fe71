package io.jtornado.iostream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking stream of bytes on a {@link Transport}. Tornado's {@code IOStream}:
 * {@link #readUntil readUntil}, {@link #readBytes readBytes} and {@link #write write} for
 * protocols that ask for what comes next, and beside it the way HTTP takes: a
 * {@link StreamHandler} that gets bytes as they come, and the loop's {@link OutputPage}.
 *
 * <p>
 * Bytes are read into the buffer of the loop; only those that the handler leaves are
 * copied, into memory that goes back to the loop's pool as soon as they are used. An idle
 * stream owns no buffer.
 *
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class IOStream {

	/** While this much waits for a paused handler, nothing is read. */
	private static final int MAX_LOOK_AHEAD = 16 * 1024;

	/** Reads in a row before other streams get their turn. */
	private static final int MAX_READS = 4;

	/** From here on bytes are sent from where they are instead of by way of the page. */
	private static final int LARGE = 8 * 1024;

	private final IOLoop loop;

	private final Transport transport;

	private final StreamBuffers buffers;

	private final StreamOptions options;

	private @Nullable StreamHandler handler;

	/** What the handler left, or what came while it was paused. */
	private byte @Nullable [] kept;

	private int keptLength;

	/** Null while nothing is unsent. */
	private @Nullable WriteQueue queue;

	private @Nullable Runnable closeCallback;

	private @Nullable IOException error;

	private long lastProgress;

	private int interest = IOLoop.READ;

	private boolean delivering;

	private boolean paused;

	private boolean ended;

	private boolean closed;

	/**
	 * Opens a stream with default bounds.
	 * @param loop the loop that serves it
	 * @param transport what lies under it
	 * @throws IOException if the transport cannot be watched
	 */
	public IOStream(IOLoop loop, Transport transport) throws IOException {
		this(loop, transport, StreamOptions.DEFAULTS);
	}

	/**
	 * Opens a stream.
	 * @param loop the loop that serves it
	 * @param transport what lies under it
	 * @param options its bounds
	 * @throws IOException if the transport cannot be watched
	 */
	public IOStream(IOLoop loop, Transport transport, StreamOptions options) throws IOException {
		this.loop = loop;
		this.transport = transport;
		this.options = options;
		this.buffers = StreamBuffers.of(loop);
		transport.open(loop, this::handleReady);
	}

	// Reading, Tornado's way

	/**
	 * Reads up to and including a delimiter.
	 * @param delimiter the bytes that end the read
	 * @return completes with the bytes; fails with {@link StreamClosedException} or,
	 * beyond the stream's bound, with {@link UnsatisfiableReadException}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntil(byte[] delimiter) {
		return readUntil(delimiter, this.options.maxBufferSize());
	}

	/**
	 * Reads up to and including a delimiter, within a bound.
	 * @param delimiter the bytes that end the read
	 * @param maxBytes most bytes of it, delimiter included
	 * @return as {@link #readUntil(byte[])}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntil(byte[] delimiter, int maxBytes) {
		return puller().read(new PendingRead.UntilDelimiter(delimiter.clone(), maxBytes));
	}

	/**
	 * Reads up to and including the first match of an expression over the bytes as
	 * ISO-8859-1.
	 * @param regex the expression
	 * @param maxBytes most bytes of it, the match included
	 * @return as {@link #readUntil(byte[])}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntilRegex(Pattern regex, int maxBytes) {
		return puller().read(new PendingRead.UntilRegex(regex, maxBytes));
	}

	/**
	 * Reads exactly this many bytes.
	 * @param count 0 or more
	 * @return completes with the bytes; fails with {@link StreamClosedException}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readBytes(int count) {
		return puller().read(new PendingRead.Exactly(count));
	}

	/**
	 * Reads what is there, one byte at least. Tornado's
	 * {@code read_bytes(n, partial=True)}.
	 * @param maxBytes most bytes
	 * @return completes with the bytes; fails with {@link StreamClosedException}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readPartial(int maxBytes) {
		return puller().read(new PendingRead.AtMost(maxBytes));
	}

	/**
	 * Reads all that comes until the peer ends its side or the stream is closed.
	 * @return completes with the bytes
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntilClose() {
		return puller().read(new PendingRead.UntilClose(this.options.maxBufferSize()));
	}

	private PullReader puller() {
		if (this.handler == null) {
			setHandler(new PullReader(this, this.options.maxBufferSize()));
		}
		if (this.handler instanceof PullReader puller) {
			return puller;
		}
		throw new IllegalStateException("The stream's bytes go to a handler already");
	}

	// Reading, as it comes

	/**
	 * Hands the bytes to a handler from now on, those that are waiting included.
	 * @param handler whom to tell
	 */
	public void setHandler(StreamHandler handler) {
		this.handler = handler;
		resume();
	}

	/**
	 * Stops handing bytes to the handler; a few are read ahead, so that a peer that
	 * leaves is noticed.
	 */
	public void pause() {
		this.paused = true;
	}

	/**
	 * Goes on after {@link #pause()}: hands in what has waited and tells again of an end.
	 */
	public void resume() {
		this.paused = false;
		if (this.delivering || this.closed) {
			return;
		}
		byte[] bytes = this.kept;
		if (bytes != null) {
			int length = this.keptLength;
			this.kept = null;
			this.keptLength = 0;
			this.buffers.heldRead().add(-length);
			deliver(bytes, 0, length);
			this.buffers.pool().giveBack(bytes);
		}
		if (this.ended && !this.closed && this.handler != null) {
			this.handler.handleEnd();
		}
		updateInterest();
	}

	private void handleReady(int events) {
		if ((events & IOLoop.ERROR) != 0) {
			close(new IOException("The transport failed"), false);
			return;
		}
		if ((events & IOLoop.WRITE) != 0) {
			writeQueued();
		}
		if ((events & IOLoop.READ) != 0) {
			boolean more = wantsRead();
			for (int reads = 0; reads < MAX_READS && more; reads++) {
				more = read() && wantsRead();
			}
			updateInterest();
		}
	}

	/** Reads a chunk; true if there may be more. */
	private boolean read() {
		ByteBuffer input = this.buffers.input().clear();
		if (this.kept != null) {
			input.put(this.kept, 0, this.keptLength);
		}
		input.limit(input.position() + StreamBuffers.READ_CHUNK);
		int count;
		try {
			count = this.transport.read(input);
		}
		catch (IOException ex) {
			close(ex, false);
			return false;
		}
		if (count > 0) {
			this.buffers.received().add(count);
			take(input);
			return !input.hasRemaining();
		}
		if (count < 0) {
			this.ended = true;
			if (this.handler != null) {
				this.handler.handleEnd();
			}
		}
		return false;
	}

	private void take(ByteBuffer input) {
		if (this.paused || this.handler == null) {
			keep(input.array(), 0, input.position());
		}
		else {
			deliver(input.array(), 0, input.position());
		}
	}

	private void deliver(byte[] bytes, int from, int to) {
		StreamHandler receiver = this.handler;
		if (receiver == null) {
			keep(bytes, from, to);
			return;
		}
		this.delivering = true;
		int next;
		try {
			next = receiver.handleBytes(bytes, from, to);
		}
		catch (Throwable ex) {
			abort();
			throw ex;
		}
		finally {
			this.delivering = false;
		}
		if (!this.closed) {
			keep(bytes, next, to);
			flush();
			if (this.handler != receiver) {
				this.loop.addCallback(this::resume);
			}
		}
	}

	private void keep(byte[] bytes, int from, int to) {
		int length = to - from;
		byte[] old = this.kept;
		if (length == 0 && old == null) {
			return;
		}
		byte[] room = old;
		if (length == 0) {
			room = null;
		}
		else if (old == null || old.length < length || old.length > 4 * length) {
			room = this.buffers.pool().take(length);
		}
		if (room != null) {
			System.arraycopy(bytes, from, room, 0, length);
		}
		if (old != null && old != room) {
			this.buffers.pool().giveBack(old);
		}
		this.buffers.heldRead().add(length - this.keptLength);
		this.kept = room;
		this.keptLength = length;
		if (length > StreamBuffers.MAX_KEPT) {
			close(new UnsatisfiableReadException(StreamBuffers.MAX_KEPT), false);
		}
	}

	private boolean wantsRead() {
		return !this.ended && !this.closed && !(this.paused && this.keptLength >= MAX_LOOK_AHEAD);
	}

	// Writing

	/**
	 * Writes bytes. They belong to the stream until the returned stage completes.
	 * @param bytes the bytes
	 * @return completes when the last of these bytes has been taken by the transport;
	 * fails with {@link StreamClosedException}
	 * @throws StreamBufferFullException if too many bytes wait already
	 */
	public CompletionStage<Void> write(ByteBuffer bytes) {
		if (this.closed) {
			return CompletableFuture.failedFuture(new StreamClosedException(this.error));
		}
		send(bytes);
		flush();
		return whenDownTo(0);
	}

	/**
	 * Writes bytes. They belong to the stream until the returned stage completes.
	 * @param bytes the bytes
	 * @return as {@link #write(ByteBuffer)}
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
		if (room > OutputPage.SIZE) {
			throw new IllegalArgumentException(room + " bytes do not fit on a page of " + OutputPage.SIZE);
		}
		OutputPage page = this.buffers.page();
		page.lendTo(this);
		if (page.room() < room) {
			flush();
			page.lendTo(this);
		}
		return page;
	}

	/**
	 * Writes bytes behind those on the page: few are copied onto it, many are sent from
	 * where they are.
	 * @param bytes the bytes; they belong to the stream
	 * @throws StreamBufferFullException if too many bytes wait already
	 */
	public void send(ByteBuffer bytes) {
		if (this.closed || !bytes.hasRemaining()) {
			return;
		}
		if (pending() + bytes.remaining() > this.options.maxWriteBufferSize()) {
			throw new StreamBufferFullException(this.options.maxWriteBufferSize());
		}
		if (bytes.remaining() < LARGE) {
			page(bytes.remaining()).put(bytes);
			return;
		}
		enqueuePage();
		enqueue(bytes.duplicate());
		writeQueued();
	}

	/**
	 * Writes bytes behind those on the page: few are copied onto it, many are sent from
	 * where they are.
	 * @param bytes the bytes; they belong to the stream
	 * @throws StreamBufferFullException if too many bytes wait already
	 */
	public void send(byte[] bytes) {
		if (bytes.length < LARGE && !this.closed) {
			page(bytes.length).put(bytes);
		}
		else {
			send(ByteBuffer.wrap(bytes));
		}
	}

	/** Sends what is on the page. */
	public void flush() {
		OutputPage page = this.buffers.page();
		if (!page.isLentTo(this)) {
			return;
		}
		if (this.queue == null && page.length() > 0 && !this.closed) {
			writePage(page);
		}
		else {
			enqueuePage();
		}
		updateInterest();
	}

	private void writePage(OutputPage page) {
		ByteBuffer bytes = page.written();
		try {
			count(this.transport.write(this.buffers.single(bytes), 1));
			if (bytes.hasRemaining()) {
				queue().addCopy(bytes);
				this.buffers.heldWrite().add(queue().pending());
			}
			page.giveBack();
		}
		catch (IOException ex) {
			page.giveBack();
			close(ex, false);
		}
	}

	private void enqueuePage() {
		OutputPage page = this.buffers.page();
		if (page.isLentTo(this)) {
			if (page.length() > 0 && !this.closed) {
				int length = page.length();
				queue().addCopy(page.written());
				this.buffers.heldWrite().add(length);
			}
			page.giveBack();
		}
	}

	private void enqueue(ByteBuffer bytes) {
		this.buffers.heldWrite().add(bytes.remaining());
		queue().add(bytes);
	}

	private WriteQueue queue() {
		if (this.queue == null) {
			this.queue = new WriteQueue();
			this.lastProgress = this.loop.now();
		}
		return this.queue;
	}

	private void writeQueued() {
		WriteQueue unsent = this.queue;
		if (unsent == null || this.closed) {
			return;
		}
		long taken;
		try {
			taken = unsent.writeTo(this.transport);
		}
		catch (IOException ex) {
			close(ex, false);
			return;
		}
		count(taken);
		this.buffers.heldWrite().add(-taken);
		boolean drained = unsent.isEmpty();
		if (drained) {
			this.queue = null;
		}
		unsent.completeWaiters();
		if (drained && this.handler != null && !this.closed) {
			this.handler.handleDrained();
		}
		updateInterest();
	}

	private void count(long taken) {
		if (taken > 0) {
			this.buffers.sent().add(taken);
			this.lastProgress = this.loop.now();
		}
	}

	/**
	 * Completes when the peer has taken enough that writing on makes sense.
	 * @return complete already if no more than the low-water mark is unsent; fails with
	 * {@link StreamClosedException}
	 */
	public CompletionStage<Void> whenWritable() {
		return whenDownTo(this.options.lowWaterMark());
	}

	private CompletionStage<Void> whenDownTo(long left) {
		if (this.closed) {
			return CompletableFuture.failedFuture(new StreamClosedException(this.error));
		}
		WriteQueue unsent = this.queue;
		return (unsent == null || unsent.pending() <= left) ? StreamOptions.DONE : unsent.whenDownTo(left);
	}

	/**
	 * Returns how many bytes the peer has not taken yet.
	 * @return bytes, those on the page not counted
	 */
	public long pending() {
		return (this.queue != null) ? this.queue.pending() : 0;
	}

	/**
	 * Tells whether more than the high-water mark is unsent.
	 * @return whether the writer should wait
	 */
	public boolean congested() {
		return pending() > this.options.highWaterMark();
	}

	/**
	 * Returns when the peer last took a byte, or when bytes began to wait.
	 * @return a time of the loop's clock
	 */
	public long lastProgress() {
		return this.lastProgress;
	}

	// Closing

	/**
	 * Sets what runs, once, after the stream has been closed by either side.
	 * @param callback the callback; null for none
	 */
	public void setCloseCallback(@Nullable Runnable callback) {
		this.closeCallback = callback;
	}

	/**
	 * Ends this side; the peer reads to the end. What has not been sent yet is lost: wait
	 * for it before.
	 */
	public void shutdownOutput() {
		flush();
		try {
			this.transport.shutdownOutput();
		}
		catch (IOException ex) {
			close(ex, false);
		}
	}

	/**
	 * Closes the stream; what has not been sent yet is lost. Closing again does nothing.
	 */
	public void close() {
		flush();
		close(null, false);
	}

	/** Closes the stream so that the peer sees a failure and not an end. */
	public void abort() {
		close(null, true);
	}

	private void close(@Nullable IOException reason, boolean abort) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.error = reason;
		OutputPage page = this.buffers.page();
		if (page.isLentTo(this)) {
			page.giveBack();
		}
		releaseKept();
		if (abort) {
			this.transport.abort();
		}
		else {
			this.transport.close();
		}
		WriteQueue unsent = this.queue;
		if (unsent != null) {
			this.queue = null;
			this.buffers.heldWrite().add(-unsent.pending());
			unsent.fail(new StreamClosedException(reason));
		}
		if (this.handler != null) {
			this.handler.handleClose(reason);
		}
		if (this.closeCallback != null) {
			this.loop.addCallback(this.closeCallback);
		}
	}

	private void releaseKept() {
		if (this.kept != null) {
			this.buffers.heldRead().add(-this.keptLength);
			this.buffers.pool().giveBack(this.kept);
			this.kept = null;
			this.keptLength = 0;
		}
	}

	private void updateInterest() {
		int wanted = (wantsRead() ? IOLoop.READ : 0) | ((this.queue != null) ? IOLoop.WRITE : 0);
		if (wanted != this.interest && !this.closed) {
			this.interest = wanted;
			this.transport.interest(wanted);
		}
	}

	// What it is

	/**
	 * Returns the loop that serves the stream.
	 * @return the loop
	 */
	public IOLoop ioLoop() {
		return this.loop;
	}

	/**
	 * Returns how many bytes wait for the handler.
	 * @return bytes that were left or have come while it was paused
	 */
	public int waiting() {
		return this.keptLength;
	}

	/**
	 * Tells whether bytes are being handed to the handler: then what is on the page
	 * leaves afterwards by itself.
	 * @return whether the handler is at work
	 */
	public boolean delivering() {
		return this.delivering;
	}

	/**
	 * Tells whether the peer has ended its side.
	 * @return whether no more bytes will come
	 */
	public boolean ended() {
		return this.ended;
	}

	/**
	 * Tells whether the stream is closed.
	 * @return whether it is
	 */
	public boolean closed() {
		return this.closed;
	}

	/**
	 * Returns why the stream was closed. Tornado's {@code error}.
	 * @return the failure; null if it is open or was closed in an orderly way
	 */
	public @Nullable IOException error() {
		return this.error;
	}

	/**
	 * Returns where the peer is.
	 * @return its address, or null if it has none
	 */
	public @Nullable SocketAddress remoteAddress() {
		return this.transport.remoteAddress();
	}

	/**
	 * Returns where this side is.
	 * @return its address, or null if it has none
	 */
	public @Nullable SocketAddress localAddress() {
		return this.transport.localAddress();
	}

}
