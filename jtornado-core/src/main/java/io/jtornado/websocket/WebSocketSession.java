package io.jtornado.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket from the handshake to its end: between the stream and the handler.
 *
 * <pre>
 * OPEN ---- close(), a drain, a slow or silent client -----> CLOSING, what comes is dropped
 * OPEN, CLOSING ---- a Close frame has come, or a FIN -----> ENDING, closed when all is sent
 * OPEN, CLOSING ---- the protocol is broken, or a handler -> ENDING, FIN when all is sent
 * any ---- all done, {@link ClosingTime} over, or a reset -> CLOSED
 * </pre>
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class WebSocketSession implements StreamHandler, MessageReader.Receiver, HandlerCalls.Caller {

	/** For a handler that is at work when the server drains. */
	private static final Duration BUSY_TIME = Duration.ofSeconds(5);

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

	private final HandlerCalls calls;

	private final MessageReader reader;

	private final FrameWriter writer;

	private final Liveness liveness;

	private State state = State.OPEN;

	private boolean draining;

	private boolean told; // onClose has been called

	/** Of broadcasts; null before the first one. */
	private @Nullable Set<Audience> audiences;

	/** What the client was told at the end. */
	private String ownReason = "";

	private @Nullable ClosingTime closing; // from the beginning of the end on

	/** Until when a drain waits for the handler. */
	private @Nullable Timeout leaving;

	WebSocketSession(WebSocketHandler handler, HTTPRequest request, IOStream stream, WebSocketOptions options,
			@Nullable DeflateTerms terms) {
		this.handler = handler;
		this.loop = request.ioLoop();
		this.stream = stream;
		this.options = options;
		this.stats = WebSocketStats.of(this.loop);
		this.group = SessionGroup.of(this.loop, options);
		this.memory = new HeldMemory(request, this.stats);
		this.calls = new HandlerCalls(handler, this, this.loop);
		this.reader = new MessageReader(this, this.memory, options.maxMessageSize(), decompression(terms));
		this.writer = new FrameWriter(stream, options, this.memory, this.stats, deflater(terms));
		this.liveness = new Liveness(stream, this.writer, options, this.loop.now());
		request.setDrainCallback(this::handleDrain);
	}

	private @Nullable Decompression decompression(@Nullable DeflateTerms terms) {
		return (terms != null)
				? new Decompression(LoopDeflate.of(this.loop), terms.clientContext(), this.memory, this.stats) : null;
	}

	private @Nullable MessageDeflater deflater(@Nullable DeflateTerms terms) {
		WebSocketCompression compression = this.options.compression();
		return (terms != null && compression != null) ? new MessageDeflater(LoopDeflate.of(this.loop), compression,
				terms.serverContext(), this.memory, this.stats) : null;
	}

	/** The handshake has been answered. */
	void open() {
		this.stats.openCount.increment();
		this.stats.openedCount.increment();
		this.group.add(this);
		this.calls.open();
		// A turn later: what came with the handshake comes behind its onFinish.
		this.loop.addCallback(() -> this.stream.setHandler(this));
	}

	// What comes

	@Override
	public int handleBytes(byte[] bytes, int from, int to) {
		int used = from;
		this.liveness.handleBytes(this.loop.now());
		try {
			used = this.reader.read(bytes, from, to);
		}
		catch (ClientFault ex) {
			this.stats.countFailure(ex.code());
			fail(ex.code(), ex.reason());
		}
		if (this.state == State.OPEN && this.calls.busy()) {
			// Also if it has been resumed by whoever had the stream before.
			this.stream.pause();
		}
		return (this.state == State.ENDING) ? to : used;
	}

	@Override
	public boolean takesFrames() {
		return (this.state == State.OPEN && !this.calls.busy()) || this.state == State.CLOSING;
	}

	@Override
	public void handleMessage(IncomingMessage message) {
		this.stats.receivedCount.increment();
		this.calls.message(message);
	}

	@Override
	public void handleControl(int opcode, byte[] octets, int from, int to) {
		if (opcode == Opcode.CLOSE) {
			handleCloseFrame(octets, from, to);
			return;
		}
		if (this.state != State.OPEN) {
			return;
		}
		byte[] data = Arrays.copyOfRange(octets, from, to);
		ByteBuffer view = ByteBuffer.wrap(data).asReadOnlyBuffer();
		if (opcode == Opcode.PONG) {
			this.liveness.handlePong();
			this.calls.pong(view);
		}
		else {
			this.writer.pong(data);
			this.calls.ping(view);
		}
	}

	@Override
	public void hold() {
		this.stream.pause();
	}

	@Override
	public void goOn() {
		if (this.draining) {
			leave();
		}
		this.liveness.begin(this.loop.now());
		this.stream.resume();
	}

	/**
	 * What fails because a client has gone, this one or one that was written to as well,
	 * is no failure of the handler.
	 */
	@Override
	public void handleFailure(Throwable failure) {
		if (failure instanceof WebSocketClosedException || failure.getCause() instanceof WebSocketClosedException) {
			return;
		}
		this.handler.log(failure);
		if (this.state == State.OPEN) {
			fail(CloseCode.INTERNAL_ERROR, "");
		}
	}

	// What leaves

	CompletionStage<Void> write(int opcode, byte[] bytes) {
		if (this.state != State.OPEN) {
			return FrameWriter.closed();
		}
		this.writer.checkSize(bytes.length);
		boolean room = this.writer.hasRoom(bytes.length);
		if (this.state != State.OPEN) {
			return FrameWriter.closed(); // as has been found right now
		}
		if (!room) {
			return refuse();
		}
		this.writer.add(opcode, bytes);
		return this.writer.flush();
	}

	CompletionStage<Void> write(WebSocketMessage message) {
		this.writer.checkSize(message.payload().length);
		return write(List.of(message));
	}

	/**
	 * Those of a broadcast; one that is too big, since this one has joined only now, is
	 * left out.
	 */
	CompletionStage<Void> write(List<WebSocketMessage> messages) {
		CompletionStage<Void> refused = null;
		CompletionStage<Void> taken;
		try {
			for (WebSocketMessage message : messages) {
				int bytes = message.payload().length;
				boolean fits = bytes <= most();
				boolean room = fits && this.writer.hasRoom(bytes);
				if (this.state != State.OPEN) {
					return FrameWriter.closed();
				}
				if (room) {
					this.writer.add(message);
				}
				else {
					refused = fits ? refuse() : leaveOut();
				}
			}
		}
		finally {
			taken = this.writer.flush();
		}
		return (refused != null) ? refused : taken;
	}

	private CompletionStage<Void> leaveOut() {
		this.stats.droppedCount.increment();
		return FrameWriter.dropped();
	}

	/** So many bytes a message may have. */
	int most() {
		return this.writer.most();
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

	/** Called from time to time: pings the client, or ends what is over. */
	void checkAlive() {
		if (this.state == State.OPEN && this.liveness.askOrGiveUp(this.loop.now(), this.calls.busy())) {
			this.stats.pingTimeoutCount.increment();
			close(CloseCode.NORMAL, "ping timed out");
		}
		else if (this.state == State.OPEN && this.reader.inMessage() && !this.calls.busy()
				&& this.liveness.isStalled(this.loop.now())) {
			this.stats.stalledCount.increment();
			close(CloseCode.POLICY_VIOLATION, "message stalled");
		}
	}

	void join(Audience audience) {
		if (this.state == State.OPEN) {
			Set<Audience> joined = (this.audiences != null) ? this.audiences : new HashSet<>(2);
			this.audiences = joined;
			joined.add(audience);
			audience.add(this);
		}
	}

	void leave(Audience audience) {
		if (this.audiences != null && this.audiences.remove(audience)) {
			audience.remove(this);
		}
	}

	// The end

	/** A message that is being served is answered before, if that is soon. */
	private void handleDrain() {
		this.draining = true;
		if (this.calls.busy()) {
			this.leaving = this.loop.callLater(BUSY_TIME, this::leave);
		}
		else {
			leave();
		}
	}

	private void leave() {
		close(CloseCode.GOING_AWAY, "");
	}

	/** Begins the end from this side, and waits for the client's. */
	void close(int code, String reason) {
		if (this.state == State.OPEN) {
			this.ownReason = reason;
			moveTo(State.CLOSING);
			this.writer.close(code, reason);
			awaitAnswer();
			// A turn later: what comes goes to nobody now, but not within this call.
			this.loop.addCallback(this.stream::resume);
		}
	}

	private void handleCloseFrame(byte[] octets, int from, int to) {
		CloseFrame frame = CloseFrame.parse(octets, from, to);
		boolean first = this.state == State.OPEN;
		moveTo(State.ENDING);
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
		moveTo(State.ENDING);
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
			if (this.closing != null) {
				this.closing.beginAnew();
			}
		}
	}

	/** A FIN; what came before it is served before. */
	@Override
	public void handleEnd() {
		if (this.calls.busy() && this.state == State.OPEN && this.stream.waiting() > 0) {
			return;
		}
		if (this.state != State.ENDING) {
			moveTo(State.ENDING);
			tellClose(CloseCode.ABNORMAL, this.ownReason);
		}
		this.writer.whenSent(this.stream::close);
	}

	/** No message comes or leaves any more; bytes that the handler has, it keeps. */
	private void moveTo(State next) {
		this.state = next;
		if (this.closing == null && next != State.CLOSED) {
			this.closing = new ClosingTime(this.loop, this.stream);
		}
		if (this.leaving != null) {
			this.loop.removeTimeout(this.leaving);
		}
		this.reader.close();
		this.writer.closeDeflater();
		if (this.audiences != null) {
			this.audiences.forEach((audience) -> audience.remove(this));
			this.audiences = null;
		}
	}

	/** The client's time to answer begins when it has our Close frame. */
	private void awaitAnswer() {
		this.writer.whenSent(() -> {
			if (this.closing != null && this.state == State.CLOSING) {
				this.closing.beginAnew();
			}
		});
	}

	/** In a turn of its own: never inside of what this handler, or another one, calls. */
	private void tellClose(int code, String reason) {
		if (!this.told) {
			this.told = true;
			this.loop.addCallback(() -> this.calls.close(code, reason));
		}
	}

	@Override
	public void handleClose(@Nullable IOException error) {
		moveTo(State.CLOSED);
		if (this.closing != null) {
			this.closing.over();
		}
		this.group.remove(this);
		this.stats.openCount.add(-1);
		this.calls.release();
		this.memory.releaseAll();
		tellClose(CloseCode.ABNORMAL, this.ownReason);
	}

}
