package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.ContentCoding;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPInputException;
import org.jspecify.annotations.Nullable;

/**
 * The part of an exchange in which its body comes in: first the callback sees the head
 * and may settle limits and receiver, then the client is told to go on, then the body is
 * read, with pauses while its receiver wants none, and at its end the request is handled.
 * <p>
 * All of it may end early: with an answer that needs no more of the body, a refusal, or
 * the connection. Nothing here is {@link #isWanted wanted} from then on.
 */
final class BodyReading {

	private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	/** The average rate of a body counts after this time. */
	private static final long RATE_GRACE_NANOS = 60_000_000_000L;

	private final HTTPConnection connection;

	private final ConnectionSet set;

	private final HTTPRequest request;

	private final Framing framing;

	private long max;

	private long timeoutNanos;

	private @Nullable BodyReceiver receiver;

	private ContentCoding coding = ContentCoding.IDENTITY;

	/** Null until it is begun. */
	private @Nullable RequestBody body;

	/** When it began, and later by the time in which it was held. */
	private long began;

	private long heldSince;

	/** How many stages are waited for. */
	private int holds;

	/** What the receiver keeps. */
	private long reserved;

	BodyReading(HTTPConnection connection, ConnectionSet set, HTTPRequest request, Framing framing) {
		this.connection = connection;
		this.set = set;
		this.request = request;
		this.framing = framing;
		this.max = set.options().limits().maxBodySize();
		this.timeoutNanos = set.options().timeouts().body().toNanos();
	}

	// Before the first byte

	/**
	 * The head is complete; {@code coming}: more than that is there already. Throws
	 * HTTPInputException if the body is coded in a way that cannot be undone.
	 */
	void open(boolean coming) {
		if (this.set.options().decompressRequest()) {
			this.coding = ContentCoding.of(this.request.header("Content-Encoding"));
		}
		if (this.coding != ContentCoding.IDENTITY) {
			this.request.showDecoded();
		}
		try {
			this.set.callback().handleHead(this.request);
		}
		catch (Throwable ex) { // whatever the application throws
			handleFailure(ex);
		}
		if (!held() && isWanted()) {
			begin(coming);
		}
	}

	private void begin(boolean coming) {
		this.body = (this.coding != ContentCoding.IDENTITY)
				? new InflatedBody(this.coding, this.framing, this.max, content(), this.set.budget()) : plain();
		this.began = this.set.loop().now();
		if (this.framing.expectsContinue() && !coming && !this.request.headersWritten()) {
			this.connection.stream().page(CONTINUE.length).put(CONTINUE);
		}
	}

	private RequestBody plain() {
		BodyReceiver taker = this.receiver;
		return (taker != null) ? new StreamedBody(this, taker, this.framing, this.max, this.set.budget())
				: new GatheredBody(this.framing, this.max, this.set.budget());
	}

	private RequestBody content() {
		BodyReceiver taker = this.receiver;
		return (taker != null) ? new StreamedBody(this, taker, this.max, this.set.budget())
				: new GatheredBody(this.max, this.set.budget());
	}

	/** Whether limits and receiver can still be settled. */
	boolean isOpen() {
		return this.body == null;
	}

	void setMax(long bytes) {
		this.max = bytes;
	}

	void setTimeout(Duration timeout) {
		this.timeoutNanos = timeout.toNanos();
	}

	void setReceiver(BodyReceiver taker) {
		this.receiver = taker;
	}

	@Nullable BodyReceiver receiver() {
		return this.receiver;
	}

	// Byte by byte

	int read(byte[] bytes, int from, int to) {
		RequestBody reading = this.body;
		if (held() || reading == null) {
			return from;
		}
		int end = reading.read(bytes, from, to);
		if (isWanted()) {
			this.connection.restartTimer();
			goOn(reading);
		}
		return end;
	}

	private void goOn(RequestBody reading) {
		if (held()) {
			return;
		}
		if (reading.done()) {
			this.request.complete(reading.take(), this.receiver == null);
			this.connection.handle(this.request);
		}
		else if (isTooSlow(reading)) {
			this.connection.handleTimeout(TimeoutPhase.BODY);
		}
	}

	private boolean isTooSlow(RequestBody reading) {
		long nanos = this.set.loop().now() - this.began;
		long rate = this.set.options().timeouts().minBodyRate();
		return nanos > RATE_GRACE_NANOS && reading.length() < rate * (nanos / 1_000_000_000);
	}

	/** Whether this is still what the connection is about. */
	boolean isWanted() {
		return this.connection.isReading(this);
	}

	void handleFailure(Throwable failure) {
		this.request.fail(failure);
	}

	/** The server has answered, and not the receiver. */
	void handleRefused(int status) {
		BodyReceiver taker = this.receiver;
		if (taker != null) {
			this.set.loop().addCallback(() -> taker.refused(status));
		}
	}

	// Pauses

	/**
	 * Reads nothing more until a stage has completed, unless it has, and those that are
	 * waited for already.
	 */
	void hold(CompletionStage<?> stage) {
		// Only of this very class, because others may refuse to tell.
		if (stage.getClass() == CompletableFuture.class && ((CompletableFuture<?>) stage).isDone()) {
			((CompletableFuture<?>) stage).join(); // throws what it has failed with
			return;
		}
		if (!isWanted()) {
			return;
		}
		if (this.holds++ == 0) {
			this.heldSince = this.set.loop().now();
			if (this.body != null) {
				this.body.pause();
			}
		}
		this.set.loop().addFuture(stage, (value, failure) -> release(failure));
	}

	/** Whether this side, not the client, is waited for. */
	boolean held() {
		return this.holds > 0;
	}

	private void release(@Nullable Throwable failure) {
		if (!isWanted()) {
			return;
		}
		this.holds = (failure == null) ? this.holds - 1 : 0;
		if (held()) {
			return;
		}
		this.began += this.set.loop().now() - this.heldSince;
		this.connection.restartTimer();
		if (failure != null) {
			handleFailure(failure);
			return;
		}
		try {
			goOn();
		}
		catch (HTTPInputException ex) {
			this.connection.refuse(ex.refusal());
		}
		catch (OverloadException ex) {
			this.connection.refuseForMemory();
		}
		this.connection.resumeBody();
	}

	private void goOn() {
		RequestBody reading = this.body;
		if (reading == null) {
			begin(this.connection.stream().waiting() > 0);
			return;
		}
		reading.resume();
		if (isWanted()) {
			goOn(reading);
		}
	}

	long timeoutNanos() {
		return this.timeoutNanos;
	}

	/**
	 * Whether there is room for so much more that the receiver keeps, or so much less.
	 */
	boolean reserve(int bytes) {
		if (bytes > 0 && !this.set.budget().tryReserve(bytes)) {
			return false;
		}
		if (bytes < 0) {
			this.set.budget().release(-bytes);
		}
		this.reserved += bytes;
		return true;
	}

	/** Gives back what is held; the rest of what is being read stays unread. */
	void release() {
		if (this.body != null) {
			this.body.pause();
			this.body.release();
		}
		this.set.budget().release(this.reserved);
		this.reserved = 0;
	}

}
