package io.jtornado.httpserver;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.Framing;
import io.jtornado.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link HTTPRequest} that is about its body: what has come, and before it
 * comes, how.
 */
abstract sealed class RequestInput extends ReceivedHead permits HTTPRequest {

	private static final byte[] NO_BODY = {};

	private byte[] body = NO_BODY;

	private long startNanos;

	RequestInput(HTTPConnection connection, RequestHead head, Framing framing, String method, String uri) {
		super(connection, head, framing, method, uri);
		this.startNanos = connection.ioLoop().now();
	}

	/**
	 * Returns the body.
	 * @return an array that belongs to the handler; empty if there is no body, until it
	 * is complete, and if it was {@linkplain #streamBody streamed}
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Returns when the request was complete, or for a streamed body, its head.
	 * @return a time of the loop's clock, in nanoseconds
	 */
	public long startNanos() {
		return this.startNanos;
	}

	/**
	 * Returns how long ago {@link #startNanos} was. Tornado's {@code request_time}, but
	 * it goes on after the end.
	 * @return a duration
	 */
	public Duration requestTime() {
		return Duration.ofNanos(Math.max(0, ioLoop().clock().nanoTime() - startNanos()));
	}

	/**
	 * Sets the most bytes that the body may have; beyond it the client gets a 413. It may
	 * be more or less than the server's {@code max-body-size}. Tornado's
	 * {@code set_max_body_size}. Nothing happens if there is no body.
	 * @param bytes 0 and up; a body that is not streamed has at most 2147483639 anyway
	 * @throws IllegalStateException once the body is being read: it is to be called in
	 * {@link RequestCallback#handleHead}, or before the stage of {@link #streamBody} has
	 * completed; or on a foreign thread
	 * @throws IllegalArgumentException if it is negative
	 */
	public void setMaxBodySize(long bytes) {
		if (bytes < 0) {
			throw new IllegalArgumentException("A body cannot have " + bytes + " bytes");
		}
		BodyReading reading = openBody();
		if (reading != null) {
			reading.setMax(bytes);
		}
	}

	/**
	 * Sets how long the next byte of the body may take to come, instead of the server's
	 * {@code body-timeout}; the client gets a 408 then. Unlike Tornado's
	 * {@code set_body_timeout}, it is not the time for the whole body. Nothing happens if
	 * there is no body.
	 * @param timeout a positive duration of at most 366 days
	 * @throws IllegalStateException as {@link #setMaxBodySize}
	 * @throws IllegalArgumentException if it is another one
	 */
	public void setBodyTimeout(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Timeouts.LONGEST) > 0) {
			throw new IllegalArgumentException("A timeout is positive and at most 366 days, not " + timeout);
		}
		BodyReading reading = openBody();
		if (reading != null) {
			reading.setTimeout(timeout);
		}
	}

	/**
	 * Has the body handed on as it comes, instead of gathered; the callback gets the
	 * request after the last byte, with an empty {@link #body()}. Nothing happens if
	 * there is no body.
	 * @param receiver takes the body
	 * @throws IllegalStateException as {@link #setMaxBodySize}
	 */
	public void streamBody(BodyReceiver receiver) {
		BodyReading reading = openBody();
		if (reading != null) {
			reading.setReceiver(receiver);
		}
	}

	/**
	 * Has the body handed on as {@link #streamBody(BodyReceiver)}, but not yet: until a
	 * stage completes nothing is read, and the client is not told to send.
	 * @param receiver takes the body
	 * @param ready completes on any thread; if it fails, the client gets a 500
	 * @throws IllegalStateException as {@link #setMaxBodySize}
	 */
	public void streamBody(BodyReceiver receiver, CompletionStage<?> ready) {
		streamBody(receiver);
		holdBody(ready);
	}

	/**
	 * Has nothing of the body read, and the client not told to send it, until a stage
	 * completes; until then limits and receiver can be settled. If it is called several
	 * times all the stages are waited for. Nothing happens if there is no body.
	 * @param ready completes on any thread; if it fails, the client gets a 500
	 * @throws IllegalStateException as {@link #setMaxBodySize}
	 */
	public void holdBody(CompletionStage<?> ready) {
		BodyReading reading = openBody();
		if (reading != null) {
			reading.hold(ready);
		}
	}

	/**
	 * Returns who takes the body as it comes.
	 * @return what was given to {@link #streamBody}; null if nobody was, and once the
	 * request is answered
	 */
	public @Nullable BodyReceiver bodyReceiver() {
		BodyReading reading = framing().hasBody() ? connection().bodyOf(this) : null;
		return (reading != null) ? reading.receiver() : null;
	}

	/**
	 * Counts what a receiver keeps of the body as a part of {@code max-buffered}, until
	 * the request is done.
	 * @param bytes how many more; negative for so many less
	 * @return whether there is room; false also if the body is nobody's any more
	 * @throws IllegalStateException on a foreign thread
	 */
	public boolean reserveBody(int bytes) {
		checkThread();
		BodyReading reading = connection().bodyOf(this);
		return reading != null && reading.reserve(bytes);
	}

	private @Nullable BodyReading openBody() {
		checkThread();
		if (!framing().hasBody()) {
			return null;
		}
		BodyReading reading = connection().bodyOf(this);
		if (reading != null && !reading.isOpen()) {
			throw new IllegalStateException("The body is being read: this belongs into handleHead()");
		}
		return reading;
	}

	/** The body has come; one that was waited for is part of the request. */
	void complete(byte[] octets, boolean waitedFor) {
		this.body = octets;
		if (waitedFor) {
			this.startNanos = ioLoop().now();
		}
	}

	final void checkThread() {
		if (!ioLoop().inLoop()) {
			throw new IllegalStateException(
					"A request is answered on its loop; from another thread use ioLoop().addCallback()");
		}
	}

}
