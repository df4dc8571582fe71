package io.jtornado.web;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPDate;
import io.jtornado.http.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link RequestHandler} that answers: status, header fields and body.
 */
abstract class HandlerResponse extends HandlerRequest {

	/** Of the 64 KiB of a head, so that the other fields have room. */
	private static final int LONGEST_LOCATION = 32 * 1024;

	/**
	 * The status of the answer, as set so far.
	 * @return the status, 200 at first
	 */
	public final int status() {
		return answer().status();
	}

	/**
	 * What the error page is about.
	 * @return the first exception that ended this request; null if there was none
	 */
	public final @Nullable Throwable error() {
		return answer().error;
	}

	/**
	 * How the request has ended; what {@link RequestHandler#onFinish} may ask for.
	 * @return null before that
	 */
	public final RequestObserver.@Nullable Outcome outcome() {
		return answer().outcome;
	}

	/**
	 * Sets the status of the answer.
	 * @param status 200 to 999
	 * @throws IllegalArgumentException if it is another one
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void setStatus(int status) {
		unsent().setStatus(status, null);
	}

	/**
	 * Sets the status of the answer.
	 * @param status 200 to 999
	 * @param reason the reason phrase; {@code Unknown} takes its place if it has control
	 * characters or {@code <}. If it has characters beyond ASCII, an error page shows it,
	 * and the status line has the phrase of the status
	 * @throws IllegalArgumentException if the status is another one
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void setStatus(int status, String reason) {
		unsent().setStatus(status, reason);
	}

	/**
	 * Sets a header field in place of all of that name.
	 * @param name its name, a token
	 * @param value its value
	 * @throws IllegalArgumentException if one of them has a character that is not allowed
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void setHeader(String name, String value) {
		unsent().headers.set(name, value);
	}

	/**
	 * Sets a header field to a number, in place of all of that name.
	 * @param name its name, a token
	 * @param value its value, written in decimal
	 * @throws IllegalArgumentException if the name is no token
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void setHeader(String name, long value) {
		setHeader(name, Long.toString(value));
	}

	/**
	 * Sets a header field to a date, in place of all of that name.
	 * @param name its name, a token
	 * @param value its value, written as an IMF-fixdate, in whole seconds
	 * @throws IllegalArgumentException if the name is no token
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void setHeader(String name, Instant value) {
		setHeader(name, HTTPDate.format(value.toEpochMilli()));
	}

	/**
	 * Adds a header field to those of that name.
	 * @param name its name, a token
	 * @param value its value
	 * @throws IllegalArgumentException if one of them has a character that is not allowed
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void addHeader(String name, String value) {
		unsent().headers.add(name, value);
	}

	/**
	 * Removes all header fields of a name.
	 * @param name the name, in any case
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void clearHeader(String name) {
		unsent().headers.remove(name);
	}

	/**
	 * Adds text to the answer, as {@code text/html} in UTF-8 unless Content-Type is set.
	 * It leaves with the next {@link #flush()}, or with the end of the handler.
	 * <p>
	 * What is gathered so has bounds, so that a handler that writes much has to flush,
	 * and to wait for that: {@code max-buffer-size} for one answer, {@code max-buffered}
	 * for all that is held. A {@link Blocking} verb never meets them: there, more than 64
	 * KiB are flushed and waited for. Unlike Tornado, which has no bound.
	 * @param text the text
	 * @throws IllegalStateException if the answer is finished, is a stream of events or
	 * would become longer than {@code max-buffer-size}, if the connection was given away
	 * to another protocol, or on a foreign thread
	 * @throws HTTPException with status 503 if more than {@code max-buffered} would be
	 * held
	 * @throws java.util.concurrent.CompletionException in a {@link Blocking} verb, as
	 * {@link #flush()} does
	 */
	public final void write(String text) {
		takingBody().write(text);
	}

	/**
	 * Adds bytes to the answer, within the bounds of {@link #write(String)}.
	 * @param bytes the bytes; they belong to the engine until they have left
	 * @throws IllegalStateException as {@link #write(String)}
	 */
	public final void write(byte[] bytes) {
		takingBody().write(bytes);
	}

	/**
	 * Adds what remains in a buffer to the answer, within the bounds of
	 * {@link #write(String)}.
	 * @param bytes the buffer; its position is left alone, its array belongs to the
	 * engine until the bytes have left
	 * @throws IllegalStateException as {@link #write(String)}
	 */
	public final void write(ByteBuffer bytes) {
		takingBody().write(Results.bytesOf(bytes));
	}

	/**
	 * Adds a value to the answer, as {@code application/json} unless Content-Type is set.
	 * @param value what the application's {@link JsonCodec} takes
	 * @throws IllegalStateException if there is no codec, if the answer is finished or is
	 * a stream of events, or on a foreign thread
	 */
	public final void writeJson(Object value) {
		application().results().writeJson(takingBody(), value);
	}

	/**
	 * Sends the answer as it is, although the application compresses such ones: for
	 * bodies, or parts of them, that are written by {@link #request()}, as by
	 * {@link io.jtornado.httpserver.HTTPRequest#writeFile}, and for what gains nothing.
	 * An error page in its place is compressed as others are.
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void sendAsIs() {
		unsent().asIs = true;
	}

	/**
	 * Sends what was written so far, headers first. From the first flush on the answer is
	 * streamed.
	 * @return a stage that completes when the client takes more, and fails when it is
	 * gone. In a {@link Blocking} verb it is waited for instead, and what would fail the
	 * stage is thrown as a CompletionException
	 * @throws IllegalStateException if the answer is finished or is a stream of events
	 */
	public final CompletionStage<Void> flush() {
		Answer answer = takingBody();
		return LoopStep.take(answer, () -> answer.application.lifecycle().writer().flush(answer));
	}

	/**
	 * Ends the answer before the handler returns, or completes its stage.
	 * @throws IllegalStateException if it is finished already
	 */
	public final void finish() {
		Answer answer = owned();
		LoopStep.run(answer, () -> answer.application.lifecycle().writer().finish(answer));
	}

	/**
	 * Adds text to the answer, as {@link #write(String)} does, and ends it.
	 * @param text the text
	 * @throws IllegalStateException if the answer is finished already, or on a foreign
	 * thread
	 */
	public final void finish(String text) {
		write(text);
		finish();
	}

	/**
	 * Finishes with a redirect that clients do not remember: 302.
	 * @param url as for {@link #redirect(String, int)}
	 * @throws IllegalArgumentException if the URL has control characters
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void redirect(String url) {
		redirect(url, 302);
	}

	/**
	 * Finishes with a redirect: 301 if it is permanent, else 302.
	 * @param url as for {@link #redirect(String, int)}
	 * @param permanent whether clients may remember it
	 * @throws IllegalArgumentException if the URL has control characters
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void redirect(String url, boolean permanent) {
		redirect(url, permanent ? 301 : 302);
	}

	/**
	 * Finishes with a redirect.
	 * @param url an absolute or a relative URL; spaces and what is not ASCII are
	 * percent-encoded
	 * @param status 300 to 399
	 * @throws IllegalArgumentException if the URL has control characters, or if the
	 * status is no redirect
	 * @throws HTTPException with status 414 if the URL has more than 32 KiB, encoded
	 * @throws IllegalStateException if the head has left already, or on a foreign thread
	 */
	public final void redirect(String url, int status) {
		if (status < 300 || status > 399) {
			throw new IllegalArgumentException("Status of a redirect must be 300 to 399, not " + status);
		}
		if (url.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("Control character in the URL of a redirect");
		}
		String location = checkedLocation(PercentEncoding.encodeUrl(url));
		setStatus(status);
		setHeader("Location", location);
		finish();
	}

	/** What a client has asked for may be too long to be asked for elsewhere. */
	static String checkedLocation(String url) {
		if (url.length() > LONGEST_LOCATION) {
			throw HTTPException.bare(414, null);
		}
		return url;
	}

	/**
	 * Finishes with an error page instead of what was written.
	 * @param status the status, 300 to 599
	 * @throws IllegalArgumentException if it is another one
	 * @throws IllegalStateException if the answer is finished already
	 */
	public final void sendError(int status) {
		if (status < 300 || status > 599) {
			throw new IllegalArgumentException("Status of an error page must be 300 to 599, not " + status);
		}
		Answer answer = owned();
		LoopStep.run(answer, () -> answer.application.lifecycle().errors().send(answer, status, null));
	}

	private Answer takingBody() {
		Answer answer = owned();
		answer.checkTakesBody();
		return answer;
	}

	/**
	 * Answers 101, with the header fields and cookies set so far, for a protocol that
	 * begins as a request
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.8">RFC 9110, 7.8</a>).
	 * Take the connection's stream with
	 * {@link io.jtornado.httpserver.HTTPRequest#detach()} behind it; otherwise it is
	 * closed, since the server does not speak that protocol.
	 * <p>
	 * The request has ended when the verb has returned, or its stage has completed:
	 * {@link RequestHandler#onFinish} is called then. What it carried may be asked for as
	 * before.
	 * @param protocol what the client has offered in its field Upgrade
	 * @throws IllegalArgumentException if the protocol has a character that is not
	 * allowed
	 * @throws IllegalStateException if the head has left already, the client speaks
	 * HTTP/1.0, in a {@link Blocking} verb, or on a foreign thread
	 */
	protected final void switchProtocols(String protocol) {
		Answer answer = unsent();
		answer.request.ioLoop().checkInLoop();
		answer.application.lifecycle().writer().switchProtocols(answer, protocol);
	}

	/** For what can change only before the head has left. */
	final Answer unsent() {
		Answer answer = owned();
		answer.checkHeadersNotWritten();
		return answer;
	}

}
