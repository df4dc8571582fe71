package io.jtornado.iostream;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking stream of bytes on a {@link Transport}. Tornado's {@code IOStream}:
 * {@link #readUntil readUntil}, {@link #readBytes readBytes} and {@link #write write} for
 * protocols that ask for what comes next, and beside it the way HTTP takes: a
 * {@link StreamHandler} that gets bytes as they come, and the loop's {@link OutputPage}.
 * <p>
 * Bytes are read into the buffer of the loop; only what the handler leaves is copied,
 * into memory of the loop's pool until it is used. An idle stream owns no buffer.
 * <p>
 * <b>Threading:</b> confined to its loop; what reads, writes, closes or sets throws
 * IllegalStateException on any other thread.
 */
public sealed class IOStream extends StreamWrites permits SSLIOStream {

	/**
	 * Stages in a row that are complete at once. Each may write on and ask for the next:
	 * without a bound a fast peer would fill the stack and starve the loop.
	 */
	private static final int MAX_AT_ONCE = 64;

	private final IOLoop loop;

	private final Transport transport;

	private final StreamOptions options;

	private final Inflow in;

	/** What is unsent; null while nothing is. The loop's {@link Outflow} works on it. */
	@Nullable WriteQueue queue;

	private @Nullable Runnable closeCallback;

	private @Nullable IOException error;

	/** Null unless somebody waits for it. */
	private @Nullable CompletableFuture<Void> handshake;

	/** What the transport has been told to report; a byte, lest an idle stream grow. */
	private byte interest = IOLoop.READ;

	/** Stages in a row; here, where it costs an idle stream nothing. */
	private byte atOnce;

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
		StreamBuffers buffers = StreamBuffers.of(loop);
		this.in = new Inflow(this, buffers);
		transport.open(loop, this.in);
		loop.addCallback(this::readFirst);
	}

	/**
	 * Reads what has come already, instead of waiting to be told that something has: the
	 * first bytes of a client mostly come with its connection, and a connection of one
	 * request is spared the selector altogether. A callback, so that those that came with
	 * it are with their loops before one of them is served.
	 */
	private void readFirst() {
		if (!this.closed) {
			handleReady(IOLoop.READ);
		}
	}

	/**
	 * Waits for what comes before the stream's own bytes: a PROXY header, a TLS
	 * handshake. Tornado's {@code wait_for_handshake}.
	 * @return completes when that is over, at once where there is none; fails with
	 * {@link StreamClosedException}, whose cause says why
	 */
	public CompletionStage<Void> waitForHandshake() {
		this.loop.checkInLoop();
		if (this.closed || !opening()) {
			return whenDownTo(Long.MAX_VALUE);
		}
		if (this.handshake == null) {
			this.handshake = new CompletableFuture<>();
		}
		return this.handshake;
	}

	/** Whether the stream's own bytes cannot flow yet. */
	boolean opening() {
		return this.transport.opening();
	}

	// Reading

	@Override
	PullReader puller() {
		this.loop.checkInLoop();
		if (this.in.handler() == null) {
			setHandler(new PullReader(this, this.options.maxBufferSize()));
		}
		if (this.in.handler() instanceof PullReader puller) {
			return puller;
		}
		throw new IllegalStateException("The stream's bytes go to a handler already");
	}

	/**
	 * Hands the bytes to a handler from now on, those that are waiting included.
	 * @param handler whom to tell; null: nobody, the bytes wait for a handler or a read
	 */
	public void setHandler(@Nullable StreamHandler handler) {
		this.loop.checkInLoop();
		this.in.setHandler(handler);
	}

	/**
	 * Stops handing bytes to the handler; a few are read ahead, so that a peer that
	 * leaves is noticed.
	 */
	public void pause() {
		this.loop.checkInLoop();
		this.in.pause();
	}

	/** Goes on after {@link #pause()}: hands in what has waited, an end too. */
	public void resume() {
		this.loop.checkInLoop();
		this.in.resume();
	}

	void handleReady(int events) {
		if ((events & IOLoop.ERROR) != 0) {
			fail(new IOException("The transport failed"));
			return;
		}
		if ((events & IOLoop.WRITE) != 0) {
			out().writeQueued(this);
		}
		if ((events & IOLoop.READ) != 0) {
			this.in.readReady(this.transport);
		}
		CompletableFuture<Void> waiting = this.handshake;
		if (waiting != null && !opening()) {
			this.handshake = null;
			waiting.complete(null);
		}
	}

	// Writing

	Outflow out() {
		return this.in.buffers().out();
	}

	StreamOptions options() {
		return this.options;
	}

	Transport transport() {
		return this.transport;
	}

	boolean mayCompleteAtOnce() {
		this.atOnce = (byte) ((this.atOnce + 1) % MAX_AT_ONCE);
		return this.atOnce != 0;
	}

	// Closing

	/**
	 * Sets what runs, once, after the stream has been closed by either side; on the
	 * loop's next turn if it is closed already. A {@link CloseObserver} stays.
	 * @param callback the callback; null for none
	 */
	public void setCloseCallback(@Nullable Runnable callback) {
		this.loop.checkInLoop();
		this.closeCallback = CloseObserver.join(this.closeCallback, callback);
		if (this.closed && callback != null) {
			this.loop.addCallback(callback);
		}
	}

	/**
	 * Ends this side; the peer reads to the end. What has not been sent yet is lost: wait
	 * for it before.
	 */
	public void shutdownOutput() {
		this.loop.checkInLoop();
		flush();
		try {
			this.transport.shutdownOutput();
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	/** Closes the stream; what is unsent is lost. Closing again does nothing. */
	public void close() {
		this.loop.checkInLoop();
		flush();
		close(null, false);
	}

	/** Closes the stream so that the peer sees a failure and not an end. */
	public void abort() {
		this.loop.checkInLoop();
		close(null, true);
	}

	/** The transport, or a bound of the stream, leaves no choice. */
	void fail(IOException reason) {
		close(reason, false);
	}

	/** What has left is a part of something, and must not be taken for the whole. */
	void failHalfway(IOException reason) {
		close(reason, true);
	}

	private void close(@Nullable IOException reason, boolean abort) {
		if (this.closed) {
			return;
		}
		StackRoom.require();
		this.closed = true;
		this.error = reason;
		if (abort) { // first: whatever fails afterwards, the peer sees an end
			this.transport.abort();
		}
		else {
			this.transport.close();
		}
		this.in.release();
		out().release(this, reason);
		if (this.closeCallback != null) {
			this.loop.addCallback(this.closeCallback);
		}
		if (this.handshake != null) {
			this.handshake.completeExceptionally(new StreamClosedException(reason));
		}
		this.in.tellClose(reason);
	}

	void handleDrained() {
		StreamHandler handler = this.in.handler();
		if (handler != null && !this.closed) {
			handler.handleDrained();
		}
	}

	void updateInterest() {
		int wanted = (this.in.wantsRead() ? IOLoop.READ : 0) | ((pending() > 0) ? IOLoop.WRITE : 0);
		if (wanted != this.interest && !this.closed) {
			this.interest = (byte) wanted;
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
		return this.in.waiting();
	}

	/**
	 * Tells whether the handler is at work: then the page leaves afterwards by itself.
	 * @return whether bytes are being handed to it
	 */
	public boolean delivering() {
		return this.in.delivering();
	}

	/**
	 * Tells whether the peer has ended its side.
	 * @return whether no more bytes will come
	 */
	public boolean ended() {
		return this.in.ended();
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
	 * Tells whether a proxy hides the peer, see {@link Transport#hidesPeer()}.
	 * @return whether the address is not that of whoever sends the bytes
	 */
	public boolean hidesPeer() {
		return this.transport.hidesPeer();
	}

	/**
	 * Returns where this side is.
	 * @return its address, or null if it has none
	 */
	public @Nullable SocketAddress localAddress() {
		return this.transport.localAddress();
	}

}
