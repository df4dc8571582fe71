package io.jtornado.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket from the handshake to its end: frames become messages, and messages go to
 * the handler one after another.
 *
 * <pre>
 * OPEN ---- close(), or the server drains -----------------> CLOSING, what comes is dropped
 * OPEN, CLOSING ---- a Close frame has come, or a FIN -----> ENDING, closed when all is sent
 * OPEN, CLOSING ---- the protocol is broken, or a handler -> ENDING, FIN when all is sent
 * any ---- all done, five seconds are over, or a reset ----> CLOSED
 * </pre>
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class WebSocketSession implements StreamHandler, FrameHandler {

	/** For the peer's Close frame and for what is unsent before ours, as in Tornado. */
	private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

	/**
	 * Bytes of a message that was compressed from which on others have their turn before
	 * the next one: a few that come can be very many.
	 */
	private static final int DEAR = 64 * 1024;

	private enum State {

		OPEN, CLOSING, ENDING, CLOSED

	}

	private final WebSocketHandler handler;

	private final IOLoop loop;

	private final IOStream stream;

	private final WebSocketOptions options;

	private final WebSocketStats stats;

	private final SessionGroup group;

	/** Where it is in its group. */
	int place;

	private final HeldMemory memory;

	private final FrameDecoder decoder;

	private final FrameWriter writer;

	private final Liveness liveness;

	private final @Nullable Decompression decompression; // null without compression

	private final @Nullable MessageDeflater deflater;

	private State state = State.OPEN;

	private boolean busy; // the handler has a stage that is waited for

	private boolean told; // onClose has been called

	private @Nullable IncomingMessage message; // which has not come whole

	private @Nullable IncomingMessage served; // whose bytes the handler has

	private @Nullable Timeout closing;

	WebSocketSession(WebSocketHandler handler, HTTPRequest request, IOStream stream, WebSocketOptions options,
			@Nullable DeflateTerms terms) {
		this.handler = handler;
		this.loop = request.ioLoop();
		this.stream = stream;
		this.options = options;
		this.stats = WebSocketStats.of(this.loop);
		this.group = SessionGroup.of(this.loop, options);
		this.memory = new HeldMemory(request, this.stats);
		this.decoder = new FrameDecoder(this, terms != null);
		WebSocketCompression compression = options.compression();
		if (terms != null && compression != null) {
			LoopDeflate shared = LoopDeflate.of(this.loop);
			this.decompression = new Decompression(shared, terms.clientContext(), this.memory, this.stats);
			this.deflater = new MessageDeflater(shared, compression, terms.serverContext(), this.memory, this.stats);
		}
		else {
			this.decompression = null;
			this.deflater = null;
		}
		this.writer = new FrameWriter(stream, options, this.memory, this.stats, this.deflater);
		this.liveness = new Liveness(stream, this.writer, options, this.loop.now());
		request.setDrainCallback(() -> close(CloseCode.GOING_AWAY, ""));
	}

	/** The handshake has been answered. */
	void open() {
		this.stats.openCount.increment();
		this.stats.openedCount.increment();
		this.group.add(this);
		call(this.handler::open);
		this.stream.setHandler(this);
		if (this.busy) {
			this.stream.pause();
		}
	}

	// What comes

	@Override
	public int handleBytes(byte[] bytes, int from, int to) {
		int used = from;
		try {
			used = this.decoder.decode(bytes, from, to);
		}
		catch (WebSocketFailure ex) {
			this.stats.countFailure(ex.code());
			fail(ex.code(), ex.reason());
		}
		return (this.state == State.ENDING) ? to : used;
	}

	@Override
	public boolean takesFrames() {
		return (this.state == State.OPEN && !this.busy) || this.state == State.CLOSING;
	}

	@Override
	public void handleControl(int opcode, byte[] octets, int from, int to) {
		if (opcode == Opcode.CLOSE) {
			handleCloseFrame(octets, from, to);
			return;
		}
		byte[] data = Arrays.copyOfRange(octets, from, to);
		ByteBuffer view = ByteBuffer.wrap(data).asReadOnlyBuffer();
		if (opcode == Opcode.PONG) {
			this.liveness.handlePong();
			tell(() -> this.handler.onPong(view));
		}
		else if (this.state == State.OPEN) {
			this.writer.pong(data);
			tell(() -> this.handler.onPing(view));
		}
	}

	private void tell(Runnable event) {
		call(() -> {
			event.run();
			return null;
		});
	}

	@Override
	public void beginMessage(boolean text, boolean compressed) {
		if (this.state != State.OPEN) {
			return; // for nobody
		}
		IncomingMessage begun = new IncomingMessage(text, this.memory, this.options.maxMessageSize());
		this.message = begun;
		if (compressed && this.decompression != null) {
			begun.inflateBy(this.decompression.begin(begun));
		}
	}

	@Override
	public void beginFrame(long length, boolean last) {
		if (this.message != null) {
			this.message.beginFrame(length, last);
		}
	}

	@Override
	public void handlePayload(byte[] octets, int from, int to) {
		this.liveness.handlePayload();
		if (this.message != null) {
			this.message.add(octets, from, to);
		}
	}

	@Override
	public void endMessage() {
		IncomingMessage whole = this.message;
		if (whole != null) {
			whole.end();
			this.message = null;
			if (this.decompression != null) {
				this.decompression.end();
			}
			this.stats.receivedCount.increment();
			deliver(whole);
		}
	}

	private void deliver(IncomingMessage whole) {
		boolean dear = whole.inflatedBytes() >= DEAR;
		if (whole.isText()) {
			String text = whole.text();
			whole.release();
			call(() -> this.handler.onMessage(text));
		}
		else {
			this.served = whole;
			call(() -> this.handler.onMessage(whole.bytes()));
		}
		if (!this.busy) {
			releaseServed();
			if (dear) {
				await(CompletableFuture.completedFuture(null));
			}
		}
	}

	private void releaseServed() {
		if (this.served != null) {
			this.served.release();
			this.served = null;
		}
	}

	// The handler

	/** Calls the handler; what it waits for, the next message waits for. */
	private void call(Supplier<? extends @Nullable CompletionStage<?>> method) {
		try {
			CompletionStage<?> stage = method.get();
			if (stage != null && !isDone(stage)) {
				await(stage);
			}
		}
		catch (Throwable ex) { // whatever the application throws
			handleFailure(ex);
		}
	}

	private void await(CompletionStage<?> stage) {
		this.busy = true;
		this.stream.pause();
		this.loop.addFuture(stage, (value, failure) -> goOn(failure));
	}

	private static boolean isDone(CompletionStage<?> stage) {
		return stage instanceof CompletableFuture<?> future && future.isDone() && !future.isCompletedExceptionally();
	}

	private void goOn(@Nullable Throwable failure) {
		this.busy = false;
		releaseServed();
		if (failure != null) {
			handleFailure(failure);
		}
		this.liveness.begin(this.loop.now());
		this.stream.resume();
	}

	/** What fails because the client has gone is no failure of the handler. */
	private void handleFailure(Throwable failure) {
		if (failure instanceof WebSocketClosedException && this.state != State.OPEN) {
			return;
		}
		this.handler.log(failure);
		fail(CloseCode.INTERNAL_ERROR, "");
	}

	// What leaves

	CompletionStage<Void> write(int opcode, byte[] bytes) {
		if (this.state != State.OPEN) {
			return FrameWriter.closed();
		}
		return this.writer.hasRoom(bytes.length) ? this.writer.write(opcode, bytes) : refuse();
	}

	private CompletionStage<Void> refuse() {
		switch (this.options.slowClient()) {
			case CLOSE -> {
				this.stats.tooSlowCount.increment();
				close(CloseCode.TRY_AGAIN_LATER, "too slow");
				return FrameWriter.closed();
			}
			case DROP -> {
				this.stats.droppedCount.increment();
				return FrameWriter.dropped();
			}
			default -> {
				this.stats.droppedCount.increment();
				return CompletableFuture.failedFuture(new IllegalStateException("The client has not taken "
						+ this.stream.pending() + " bytes: wait for the stages of earlier messages"));
			}
		}
	}

	void ping(byte[] data) {
		if (this.state == State.OPEN) {
			this.writer.ping(data);
		}
	}

	@Override
	public void handleDrained() {
		if (this.state == State.OPEN) {
			this.writer.handleDrained();
		}
	}

	/** Called from time to time: whether the client is still there. */
	void look() {
		if (this.state == State.OPEN && this.liveness.isOver(this.loop.now(), this.busy, this.decoder.inFrame())) {
			this.stats.pingTimeoutCount.increment();
			close(CloseCode.NORMAL, "ping timed out");
		}
	}

	// The end

	/** Begins the end from this side, and waits for the client's. */
	void close(int code, String reason) {
		if (this.state != State.OPEN) {
			return;
		}
		this.state = State.CLOSING;
		awaitEnd();
		releaseMessages();
		this.writer.close(code, reason);
		this.stream.resume(); // what comes goes to nobody now
	}

	private void handleCloseFrame(byte[] octets, int from, int to) {
		CloseFrame frame = CloseFrame.parse(octets, from, to);
		boolean first = this.state == State.OPEN;
		this.state = State.ENDING;
		awaitEnd();
		releaseMessages();
		if (first) {
			this.writer.close(frame.code(), "");
		}
		tellClose(frame.code(), frame.reason());
		this.writer.whenSent(this.stream::close);
	}

	/** Ends it because of what the client has sent, or the handler has thrown. */
	private void fail(int code, String reason) {
		if (this.state == State.ENDING || this.state == State.CLOSED) {
			return;
		}
		boolean first = this.state == State.OPEN;
		this.state = State.ENDING;
		awaitEnd();
		releaseMessages();
		if (first) {
			this.writer.close(code, reason);
		}
		tellClose(CloseCode.ABNORMAL, reason);
		// Closing at once, with bytes of the client unread, might take ours from it.
		this.writer.whenSent(this::shutdownOutput);
		this.stream.resume();
	}

	private void shutdownOutput() {
		if (!this.stream.closed()) {
			this.stream.shutdownOutput();
		}
	}

	/** A FIN; what came before it is served before. */
	@Override
	public void handleEnd() {
		if (this.busy && this.state == State.OPEN && this.stream.waiting() > 0) {
			return;
		}
		if (this.state != State.ENDING) {
			this.state = State.ENDING;
			awaitEnd();
			releaseMessages();
			tellClose(CloseCode.ABNORMAL, "");
		}
		this.writer.whenSent(this.stream::close);
	}

	private void awaitEnd() {
		if (this.closing == null) {
			this.closing = this.loop.callLater(CLOSING_TIME, this.stream::close);
		}
	}

	/** No message comes or leaves any more; bytes that the handler has, it keeps. */
	private void releaseMessages() {
		if (this.message != null) {
			this.message.release();
			this.message = null;
		}
		if (this.decompression != null) {
			this.decompression.close();
		}
		if (this.deflater != null) {
			this.deflater.close();
		}
	}

	private void tellClose(int code, String reason) {
		if (this.told) {
			return;
		}
		this.told = true;
		try {
			this.handler.onClose(code, reason);
		}
		catch (Throwable ex) { // whatever the application throws
			this.handler.log(ex);
		}
	}

	@Override
	public void handleClose(@Nullable IOException error) {
		this.state = State.CLOSED;
		this.group.remove(this);
		this.stats.openCount.add(-1);
		if (this.closing != null) {
			this.loop.removeTimeout(this.closing);
		}
		releaseMessages();
		releaseServed();
		this.memory.releaseAll();
		tellClose(CloseCode.ABNORMAL, "");
	}

}
