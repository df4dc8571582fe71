package io.jtornado.httpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Collection;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.SSLIOStream;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.TCPServer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on one connection: many requests, one after the other
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>). Tornado's
 * {@code HTTPConnection}.
 * <p>
 * Bytes come in at {@link RequestReader#handleBytes}, which makes an {@link Exchange} of
 * them; the whole request goes to the {@link RequestCallback}, and its answer comes back
 * by {@link ResponseWriter} and {@link ResponseEncoder}. Waits are
 * {@link ConnectionTimer}'s, the last word is {@link ConnectionEnd}'s.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class HTTPConnection extends ConnectionTimer {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final IOStream stream;

	private final @Nullable SocketAddress remoteAddress;

	/** Only while it ends. */
	private @Nullable ConnectionEnd end;

	private final long openedAt;

	private final RequestReader reader;

	/** The answers before wait for the client; requests behind them are not read. */
	private boolean congested;

	HTTPConnection(ConnectionSet set, IOStream stream, @Nullable SocketAddress remoteAddress) {
		super(set);
		this.stream = stream;
		this.remoteAddress = remoteAddress;
		this.openedAt = set.loop().now();
		this.reader = new RequestReader(this);
	}

	void start() {
		set().add(this);
		this.stream.setHandler(this.reader);
		if (set().draining()) {
			ioLoop().addCallback(this::endIfDraining); // it may have sent a request
		}
		watch();
	}

	// From bytes to a request

	/** The first byte of a head has come, but not all of it. */
	void handleHeadBegun() {
		markBusy(true);
		restartTimer();
	}

	/** A head is complete. */
	void handleHead(Exchange begun, boolean bodyIsComing) {
		markBusy(true);
		HTTPRequest request = begin(begun);
		if (!begun.framing().hasBody()) {
			handle(request);
			return;
		}
		moveTo(ConnectionState.READING_BODY);
		restartTimer();
		BodyReading body = new BodyReading(this, set(), request, begun.framing());
		begun.expectBody(body);
		body.open(bodyIsComing);
	}

	/** A request is complete. */
	void handle(HTTPRequest request) {
		moveTo(ConnectionState.HANDLING);
		try {
			set().callback().handle(request);
		}
		catch (Throwable ex) {
			request.fail(ex);
		}
		request.endIfTorn(); // the application may have kept the failure to itself
	}

	/** After bytes have been read: what comes next, and until when. */
	void settle() {
		this.congested = isReading() && this.stream.congested();
		endIfDraining();
		if (state() == ConnectionState.CLOSING) {
			end().closeIfSent();
		}
		else if (this.congested || (state() == ConnectionState.HANDLING && !isAtItsLast()) || isHeld()) {
			this.stream.pause();
		}
		watch();
	}

	// From an answer to the next request

	void encodeHead(ResponseStartLine line, HTTPHeaders headers, ResponseFraming framing) {
		set().encoder().encode(this.stream, line, headers, framing);
	}

	/** Called when the answer is complete. */
	void finishAnswer(boolean persistent) {
		if (state() == ConnectionState.READING_BODY) {
			// It is answered, and what still comes of the body is not wanted.
			forgetExchange();
			beginClosing(CloseReason.SERVER, true);
			return;
		}
		if (state() != ConnectionState.HANDLING) {
			return;
		}
		// A client that was not asked may be sending its next request already.
		boolean unasked = exchange().framing().persistent();
		boolean last = exchange().isLast();
		forgetExchange();
		restartTimer();
		if (!persistent || last) {
			beginClosing(CloseReason.SERVER, unasked || (this.stream.waiting() > 0 && !this.stream.delivering()));
			return;
		}
		moveTo(ConnectionState.READING_HEADERS);
		markBusy(false);
		this.congested = this.stream.congested();
		if (!this.stream.delivering()) {
			this.stream.flush();
			resume();
		}
	}

	private void resume() {
		if (!this.congested && isReading() && !isHeld()) {
			this.stream.resume();
			endIfDraining();
		}
		watch();
	}

	/** The receiver of a body wants more of it, or has had it all. */
	void resumeBody() {
		if (state() == ConnectionState.HANDLING) {
			this.stream.pause();
			if (this.stream.ended()) {
				handleEnd(); // it was told while the body was held
			}
			watch();
		}
		else if (state() == ConnectionState.READING_BODY) {
			this.stream.flush();
			this.congested = this.stream.congested();
			resume();
		}
	}

	void handleDrained() {
		if (this.congested || !this.reader.headBegun()) {
			// The client was busy reading; its other times begin only now.
			restartTimer();
		}
		if (state() == ConnectionState.CLOSING) {
			end().restart();
			end().closeIfSent();
		}
		else if (this.congested && !this.stream.delivering()) {
			this.congested = false;
			resume();
		}
		watch();
	}

	/** Gives an answer up half-way: the client must not take it for the whole. */
	void breakOff(String why) {
		LOGGER.warn("{}; connection to {} is aborted", why, TCPServer.describe(this.remoteAddress));
		this.stream.flush(); // the answers before are whole
		end().abort(CloseReason.ERROR);
	}

	/** A step of an answer was left half done: what it has left must not be sent. */
	void tear() {
		LOGGER.warn("An answer was left half written; connection to {} is aborted",
				TCPServer.describe(this.remoteAddress));
		end().abort(CloseReason.ERROR);
	}

	// Refusals and the end

	void refuse(Refusal refusal) {
		set().events().handleMalformed(refusal, this);
		refuse(refusal.status(), refusal, refusal.text(), CloseReason.ERROR);
	}

	void refuseForMemory() {
		set().events().handleOverload(this);
		refuse(503, null, "Too much is under way at the moment", CloseReason.SERVER);
	}

	private void refuse(int status, @Nullable Refusal refusal, String text, CloseReason reason) {
		this.reader.release();
		HTTPRequest pending = pendingRequest();
		BodyReading body = (pending != null) ? exchange().body() : null;
		if (pending != null && pending.headersWritten()) {
			end().abort(reason); // a second status line would be taken for body
			return;
		}
		RefusalPage page = set().pages().page(status, refusal, text);
		forgetExchange();
		end().answer(status, page, this.reader.headOnly());
		beginClosing(reason, true);
		if (body != null) {
			body.handleRefused(status);
		}
		if (pending != null) {
			pending.handleClientGone();
		}
	}

	/** Throws away what comes behind the end. */
	int discard(int to) {
		end().linger();
		restartTimer();
		return to;
	}

	@Override
	int lingeringSince() {
		return end().beganMillis();
	}

	private void beginClosing(CloseReason reason, boolean linger) {
		moveTo(ConnectionState.CLOSING);
		restartTimer();
		end().begin(reason, linger);
		watch();
	}

	private ConnectionEnd end() {
		ConnectionEnd made = this.end;
		if (made == null) {
			made = new ConnectionEnd(this.stream, set());
			this.end = made;
		}
		return made;
	}

	void handleEnd() {
		switch (state()) {
			case READING_HEADERS, READING_BODY -> handleEndOfRequests();
			case HANDLING -> handleHalfClose();
			case CLOSING -> end().closeIfSent();
			case DETACHED, CLOSED -> {
			}
		}
	}

	private void handleHalfClose() {
		if (exchange().markHalfClosed()) {
			restartTimer();
			watch();
		}
	}

	/**
	 * So much waits that nothing more is read, and a client that leaves now would not be
	 * noticed. After a while what waits is given up for that: a handler may wait for
	 * ever.
	 */
	void handleFull() {
		if (state() == ConnectionState.HANDLING && !exchange().isDeaf()) {
			exchange().markDeaf();
			restartTimer();
			watch();
		}
	}

	private void listenAgain() {
		exchange().markLast();
		this.stream.resume();
	}

	private void handleEndOfRequests() {
		if (isHeld()) {
			handleHalfClose(); // what waits may be the rest of the body
			return;
		}
		if (this.congested) {
			return; // what waits may be whole requests
		}
		if (state() == ConnectionState.READING_BODY || this.reader.headBegun()) {
			refuse(Refusal.TRUNCATED);
		}
		else {
			beginClosing(CloseReason.CLIENT, false);
		}
	}

	void handleClose(@Nullable IOException error) {
		if (state() == ConnectionState.DETACHED) {
			return;
		}
		moveTo(ConnectionState.CLOSED);
		this.reader.release();
		HTTPRequest pending = pendingRequest();
		forgetExchange();
		markBusy(false);
		if (pending != null) {
			pending.handleClientGone();
		}
		try {
			set().handleClosed(closeReason(error), set().loop().now() - this.openedAt);
		}
		finally { // want of memory included, lest a drain wait for ever
			set().remove(this); // whom that lets drain finds all the rest done
		}
	}

	private CloseReason closeReason(@Nullable IOException error) {
		ConnectionEnd begun = this.end; // to make one now takes memory
		if (error != null) {
			return CloseReason.ERROR;
		}
		return (begun != null) ? begun.reason() : CloseReason.SERVER;
	}

	// Time

	@Override
	@Nullable TimeoutPhase phase() {
		return switch (state()) {
			case READING_HEADERS -> this.reader.headBegun() ? TimeoutPhase.HEADER : TimeoutPhase.IDLE;
			case READING_BODY -> isHeld() ? phaseOfApplication() : TimeoutPhase.BODY;
			case HANDLING -> phaseOfApplication();
			case CLOSING -> TimeoutPhase.CLOSE;
			case DETACHED, CLOSED -> null;
		};
	}

	private @Nullable TimeoutPhase phaseOfApplication() {
		return (exchange().isDeaf() || exchange().awaitsAnswerHalfClosed()) ? TimeoutPhase.HALF_CLOSE : null;
	}

	@Override
	void handleTimeout(TimeoutPhase phase) {
		if (phase == TimeoutPhase.HALF_CLOSE && !this.stream.ended()) {
			listenAgain();
			return;
		}
		if (phase != TimeoutPhase.IDLE) {
			set().events().handleTimeout(phase, this);
		}
		switch (phase) {
			case IDLE -> end().close(CloseReason.IDLE);
			case HEADER, BODY -> refuse(408, null, "The request did not come in time", CloseReason.TIMEOUT);
			case WRITE -> end().abort(CloseReason.TIMEOUT);
			case HALF_CLOSE -> end().close(CloseReason.CLIENT);
			case CLOSE -> end().close(end().reason());
			case HANDSHAKE -> throw new IllegalStateException("The handshake is over");
		}
	}

	/** Once the server stops: an idle connection ends, another one with its answer. */
	void endIfDraining() {
		boolean idle = state() == ConnectionState.READING_HEADERS && !this.reader.headBegun() && !this.congested;
		if (idle && set().draining()) {
			beginClosing(CloseReason.SHUTDOWN, false);
		}
	}

	/** The server begins to drain: whoever answers without an end is to be told. */
	void handleDrain(Collection<Runnable> untold) {
		HTTPRequest pending = pendingRequest();
		if (pending != null) {
			untold.add(pending::handleDrain);
		}
		endIfDraining();
	}

	/** The server has waited long enough. */
	void shutDown() {
		end().abort(CloseReason.SHUTDOWN);
	}

	// What it is

	/** Counts what is gathered of an answer; false if that is too much. */
	boolean holdAnswer(int more) {
		return set().holdAnswer(more, this);
	}

	/** Gives the stream away. */
	IOStream detach(HTTPRequest request) {
		if (!this.stream.delivering()) {
			this.stream.flush();
		}
		if (pendingRequest() != request) {
			throw new IllegalStateException("It is not, or no longer, this request that is being answered");
		}
		moveTo(ConnectionState.DETACHED);
		forgetExchange();
		markBusy(false);
		request.handleDetached(set().giveAway(this, this.openedAt));
		this.stream.setHandler(null);
		return this.stream;
	}

	/**
	 * Returns the loop that serves the connection.
	 * @return the loop
	 */
	public IOLoop ioLoop() {
		return set().loop();
	}

	/**
	 * Returns the bytes below.
	 * @return the stream
	 */
	@Override
	public IOStream stream() {
		return this.stream;
	}

	/** The scheme by which the peer came, whatever it says of others. */
	String protocol() {
		return (this.stream instanceof SSLIOStream) ? "https" : "http";
	}

	/**
	 * Returns where the client is.
	 * @return its address, or null if it has none
	 */
	public @Nullable SocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	/**
	 * Returns where this side is.
	 * @return its address, or null if it has none
	 */
	public @Nullable SocketAddress localAddress() {
		return this.stream.localAddress();
	}

}
