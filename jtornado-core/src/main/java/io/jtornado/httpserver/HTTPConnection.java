package io.jtornado.httpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

import io.jtornado.http.Framing;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.HTTPStatus;
import io.jtornado.http.HeadParser;
import io.jtornado.http.Refusal;
import io.jtornado.http.RequestHead;
import io.jtornado.http.RequestTarget;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.StreamHandler;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 on one connection: many requests, one after the other
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>). Tornado's
 * {@code HTTPConnection}.
 *
 * <p>
 * Bytes come in at {@link Events#handleBytes}; a head goes through {@link HeadParser},
 * {@link RequestTarget} and {@link Framing}, a body through {@link RequestBody}; the
 * whole request goes to the {@link RequestCallback}, and its answer comes back by
 * {@link ResponseWriter} and {@link ResponseEncoder}.
 *
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class HTTPConnection {

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.application");

	private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FAILED = "500: Internal Server Error\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] NO_BODY = {};

	/** The average rate of a body counts after this time. */
	private static final long RATE_GRACE_NANOS = 60_000_000_000L;

	private final ConnectionSet set;

	private final IOStream stream;

	private final @Nullable SocketAddress remoteAddress;

	private final ConnectionTimer timer;

	private final long openedAt;

	private ConnectionState state = ConnectionState.READING_HEADERS;

	/** Only while a head is incomplete. */
	private @Nullable HeadParser parser;

	/** Only from a head to the end of its answer. */
	private @Nullable Exchange exchange;

	/** The answers before wait for the client; requests behind them are not read. */
	private boolean congested;

	private boolean busy;

	/** The client may still be sending, and must get time to read why nobody listens. */
	private boolean lingering;

	private CloseReason closeReason = CloseReason.SERVER;

	private @Nullable HTTPConnection previous;

	private @Nullable HTTPConnection next;

	HTTPConnection(ConnectionSet set, IOStream stream, @Nullable SocketAddress remoteAddress) {
		this.set = set;
		this.stream = stream;
		this.remoteAddress = remoteAddress;
		this.openedAt = set.loop().now();
		this.timer = new ConnectionTimer(this, set.loop(), set.options().timeouts());
	}

	void start() {
		this.set.add(this);
		this.stream.setHandler(new Events());
		this.timer.watch();
	}

	/** What the stream tells. */
	private final class Events implements StreamHandler {

		@Override
		public int handleBytes(byte[] bytes, int from, int to) {
			int end = from;
			try {
				end = read(bytes, from, to);
			}
			catch (HTTPInputException ex) {
				refuse(ex.refusal());
				end = to;
			}
			catch (OverloadException ex) {
				refuseForMemory();
				end = to;
			}
			settle(end < to);
			return end;
		}

		@Override
		public void handleEnd() {
			HTTPConnection.this.handleEnd();
		}

		@Override
		public void handleDrained() {
			HTTPConnection.this.handleDrained();
		}

		@Override
		public void handleClose(@Nullable IOException error) {
			HTTPConnection.this.handleClose(error);
		}

	}

	// From bytes to a request

	private int read(byte[] bytes, int from, int to) {
		int i = from;
		int before = -1;
		while (i != before && i < to && !this.stream.congested()) {
			before = i;
			i = switch (this.state) {
				case READING_HEADERS -> readHead(bytes, i, to);
				case READING_BODY -> readBody(bytes, i, to);
				case HANDLING, DETACHED -> i;
				case CLOSING, CLOSED -> discard(to);
			};
		}
		return i;
	}

	private int discard(int to) {
		this.lingering = true;
		return to;
	}

	private int readHead(byte[] bytes, int from, int to) {
		HeadParser reading = this.parser;
		if (reading == null) {
			reading = this.set.takeParser();
			this.parser = reading;
			markBusy(true);
		}
		boolean first = !reading.begun();
		int end = reading.parse(bytes, from, to);
		if (end < 0) {
			if (first && reading.begun()) {
				this.timer.restart();
			}
			return from;
		}
		RequestHead head = reading.take(bytes, from);
		releaseParser();
		begin(new Exchange(head), end < to);
		return end;
	}

	private void begin(Exchange begun, boolean bodyIsComing) {
		this.exchange = begun;
		if (!begun.framing().hasBody()) {
			handle(begun, NO_BODY);
			return;
		}
		begun.expectBody(this.set.options().limits().maxBodySize(), this.set.budget(), this.set.loop().now());
		moveTo(ConnectionState.READING_BODY);
		this.timer.restart();
		if (begun.framing().expectsContinue() && !bodyIsComing) {
			this.stream.page(CONTINUE.length).put(CONTINUE);
		}
	}

	private int readBody(byte[] bytes, int from, int to) {
		Exchange begun = current();
		int end = begun.body().read(bytes, from, to);
		this.timer.restart();
		if (begun.body().done()) {
			handle(begun, begun.body().take());
		}
		else if (begun.isSlowerThan(this.set.options().timeouts().minBodyRate(), RATE_GRACE_NANOS,
				this.set.loop().now())) {
			handleTimeout(TimeoutPhase.BODY);
		}
		return end;
	}

	private void handle(Exchange begun, byte[] body) {
		moveTo(ConnectionState.HANDLING);
		this.set.requests().increment();
		HTTPRequest request = begun.toRequest(this, body);
		try {
			this.set.callback().handle(request);
		}
		catch (Throwable ex) {
			LOGGER.error("The callback failed for {}", request, ex);
			if (request.headersWritten()) {
				request.abort();
			}
			else {
				request.respond(ResponseStartLine.of(500), HTTPHeaders.of("Content-Type", "text/plain"), FAILED);
			}
		}
	}

	/** After bytes have been read: what comes next, and until when. */
	private void settle(boolean more) {
		if (this.state == ConnectionState.CLOSING) {
			this.lingering |= more;
			endIfSent();
		}
		else {
			this.congested = this.state == ConnectionState.READING_HEADERS && this.stream.congested();
			if (this.congested || this.state == ConnectionState.HANDLING) {
				this.stream.pause();
			}
		}
		this.timer.watch();
	}

	// From an answer to the next request

	void encodeHead(ResponseStartLine line, HTTPHeaders headers, ResponseFraming framing) {
		this.set.encoder().encode(this.stream, line, headers, framing);
	}

	/** Called when the answer is complete. */
	void finishAnswer(boolean persistent) {
		forgetExchange();
		if (this.state != ConnectionState.HANDLING) {
			return;
		}
		this.timer.restart();
		if (!persistent) {
			beginClosing(CloseReason.SERVER, this.stream.waiting() > 0 && !this.stream.delivering());
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
		if (!this.congested && this.state == ConnectionState.READING_HEADERS) {
			this.stream.resume();
		}
		this.timer.watch();
	}

	private void handleDrained() {
		if (this.state == ConnectionState.CLOSING) {
			endIfSent();
		}
		else if (this.congested && !this.stream.delivering()) {
			this.congested = false;
			resume();
		}
		this.timer.watch();
	}

	/** Gives an answer up half-way: the client must not take it for the whole. */
	void breakOff(String why) {
		LOGGER.warn("{}; connection to {} is aborted", why, this.remoteAddress);
		this.closeReason = CloseReason.ERROR;
		this.stream.abort();
	}

	// Refusals and the end

	private void refuse(Refusal refusal) {
		this.set.handleMalformed(refusal, this);
		refuse(refusal.status(), refusal.text(), HTTPHeaders.of("Content-Type", "text/plain"));
		beginClosing(CloseReason.ERROR, true);
	}

	private void refuseForMemory() {
		this.set.notify((listener) -> listener.onRejected(RejectReason.MEMORY));
		refuse(503, "Too much is being uploaded at the moment",
				HTTPHeaders.of("Content-Type", "text/plain", "Retry-After", "5"));
		beginClosing(CloseReason.SERVER, true);
	}

	private void refuse(int status, String text, HTTPHeaders headers) {
		releaseParser();
		forgetExchange();
		byte[] body = (status + ": " + HTTPStatus.reason(status) + "\n" + text + ".\n")
			.getBytes(StandardCharsets.US_ASCII);
		encodeHead(ResponseStartLine.of(status), headers, new ResponseFraming(body.length, false, false, false, false));
		this.stream.send(body);
	}

	private void beginClosing(CloseReason reason, boolean linger) {
		if (this.state == ConnectionState.CLOSED || this.state == ConnectionState.CLOSING) {
			return;
		}
		moveTo(ConnectionState.CLOSING);
		this.closeReason = reason;
		this.lingering = linger;
		this.timer.restart();
		if (!this.stream.delivering()) {
			endIfSent();
			this.timer.watch();
		}
	}

	/**
	 * Closes once the answer has left; a client that may still be sending gets time to
	 * read it.
	 */
	private void endIfSent() {
		this.stream.flush();
		if (this.stream.closed() || this.stream.pending() > 0) {
			return;
		}
		if (this.lingering && !this.stream.ended()) {
			this.stream.shutdownOutput();
			this.stream.resume();
		}
		else {
			this.stream.close();
		}
	}

	private void handleEnd() {
		switch (this.state) {
			case READING_HEADERS -> {
				if (this.congested) {
					return;
				}
				if (headBegun()) {
					refuse(Refusal.TRUNCATED);
				}
				else {
					beginClosing(CloseReason.CLIENT, false);
				}
			}
			case READING_BODY -> refuse(Refusal.TRUNCATED);
			case HANDLING -> {
				if (current().markHalfClosed()) {
					this.timer.restart();
					this.timer.watch();
				}
			}
			case CLOSING -> endIfSent();
			case DETACHED, CLOSED -> {
			}
		}
	}

	private void handleClose(@Nullable IOException error) {
		if (this.state == ConnectionState.DETACHED) {
			return;
		}
		moveTo(ConnectionState.CLOSED);
		this.timer.cancel();
		releaseParser();
		Exchange begun = this.exchange;
		forgetExchange();
		markBusy(false);
		this.set.remove(this);
		CloseReason reason = (error != null) ? CloseReason.ERROR : this.closeReason;
		long nanos = this.set.loop().now() - this.openedAt;
		this.set.notify((listener) -> listener.onClosed(reason, nanos));
		HTTPRequest pending = (begun != null) ? begun.request() : null;
		if (pending != null) {
			pending.handleClientGone();
		}
	}

	private void forgetExchange() {
		Exchange begun = this.exchange;
		if (begun != null) {
			this.exchange = null;
			begun.releaseBody();
			if (begun.request() != null) {
				this.set.requests().add(-1);
			}
		}
	}

	// Time

	/** What is waited for; null while the application is at work. */
	@Nullable TimeoutPhase phase() {
		return switch (this.state) {
			case READING_HEADERS -> headBegun() ? TimeoutPhase.HEADER : TimeoutPhase.IDLE;
			case READING_BODY -> TimeoutPhase.BODY;
			case HANDLING -> current().awaitsAnswerHalfClosed() ? TimeoutPhase.HALF_CLOSE : null;
			case CLOSING -> TimeoutPhase.CLOSE;
			case DETACHED, CLOSED -> null;
		};
	}

	void watch() {
		this.timer.watch();
	}

	void handleTimeout(TimeoutPhase phase) {
		if (phase != TimeoutPhase.IDLE) {
			this.set.notify((listener) -> listener.onTimeout(phase));
		}
		switch (phase) {
			case IDLE -> {
				this.closeReason = CloseReason.IDLE;
				this.stream.close();
			}
			case HEADER, BODY -> {
				refuse(408, "The request did not come in time", HTTPHeaders.of("Content-Type", "text/plain"));
				beginClosing(CloseReason.TIMEOUT, true);
			}
			case WRITE -> {
				this.closeReason = CloseReason.TIMEOUT;
				this.stream.abort();
			}
			case HALF_CLOSE -> {
				this.closeReason = CloseReason.CLIENT;
				this.stream.close();
			}
			case CLOSE -> this.stream.close();
		}
	}

	// The set's chain

	void linkBefore(@Nullable HTTPConnection first) {
		this.next = first;
		if (first != null) {
			first.previous = this;
		}
	}

	void unlink() {
		if (this.previous != null) {
			this.previous.next = this.next;
		}
		if (this.next != null) {
			this.next.previous = this.previous;
		}
		this.previous = null;
		this.next = null;
	}

	@Nullable HTTPConnection next() {
		return this.next;
	}

	/** The server stops: an idle connection ends now, another one with its answer. */
	void handleDraining() {
		if (this.state == ConnectionState.READING_HEADERS && !headBegun() && !this.congested) {
			beginClosing(CloseReason.SHUTDOWN, false);
		}
	}

	/** The server has waited long enough. */
	void shutDown() {
		this.closeReason = CloseReason.SHUTDOWN;
		this.stream.abort();
	}

	// What it is

	private void moveTo(ConnectionState nextState) {
		if (!this.state.mayMoveTo(nextState)) {
			throw new IllegalStateException("A connection cannot move from " + this.state + " to " + nextState);
		}
		this.state = nextState;
	}

	private Exchange current() {
		Exchange begun = this.exchange;
		if (begun == null) {
			throw new IllegalStateException("No request is under way");
		}
		return begun;
	}

	private void markBusy(boolean nowBusy) {
		if (this.busy != nowBusy) {
			this.busy = nowBusy;
			this.set.busy().add(nowBusy ? 1 : -1);
		}
	}

	/** Whether more than empty lines of a head have come. */
	private boolean headBegun() {
		return this.parser != null && this.parser.begun();
	}

	private void releaseParser() {
		if (this.parser != null) {
			this.set.giveBack(this.parser);
			this.parser = null;
		}
	}

	boolean http11() {
		return current().framing().http11();
	}

	/** Whether another request may follow, as far as client and server are concerned. */
	boolean mayPersist() {
		return current().framing().persistent() && !this.set.options().noKeepAlive() && !this.set.draining();
	}

	/**
	 * Gives the stream away, with the bytes that have come already; the connection has no
	 * more part in it. Tornado's {@code detach}.
	 * @return the stream; whoever takes it sets its handler
	 * @throws IllegalStateException unless a request is being answered
	 */
	public IOStream detach() {
		moveTo(ConnectionState.DETACHED);
		this.timer.cancel();
		forgetExchange();
		markBusy(false);
		this.set.remove(this);
		return this.stream;
	}

	/**
	 * Returns the loop that serves the connection.
	 * @return the loop
	 */
	public IOLoop ioLoop() {
		return this.set.loop();
	}

	/**
	 * Returns the bytes below.
	 * @return the stream
	 */
	public IOStream stream() {
		return this.stream;
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
