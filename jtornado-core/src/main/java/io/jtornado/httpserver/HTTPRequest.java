package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.Framing;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.RequestHead;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.FileReadException;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.StreamBufferFullException;
import io.jtornado.iostream.StreamClosedException;
import org.jspecify.annotations.Nullable;

/**
 * A request and the way to answer it. Tornado's {@code HTTPRequest}; its {@code write}
 * and {@code finish} are those of 2.4, {@code writeHeaders} is that of 4.0, since only
 * the connection may frame a message. What its head says is in {@link ReceivedHead}, what
 * is about its body in {@link RequestInput}, and here is the answer.
 * <p>
 * Strings are made when they are asked for. The head is read as ISO-8859-1 and not
 * decoded: that belongs to {@code web}.
 * <p>
 * <b>Threading:</b> what the request says may be read anywhere. The answer is written on
 * the connection's loop; from any other thread its methods throw IllegalStateException.
 * What is written for a client that has gone is dropped.
 */
public final class HTTPRequest extends RequestInput {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private static final byte[] FAILED = "500: Internal Server Error\n".getBytes(StandardCharsets.US_ASCII);

	private final ResponseWriter answer;

	private @Nullable Runnable closeCallback;

	private @Nullable Runnable drainCallback;

	private @Nullable Runnable endCallback;

	private volatile boolean clientGone;

	private boolean aborted;

	/** Null while the connection is the server's. */
	private @Nullable DetachedConnection detached;

	HTTPRequest(HTTPConnection connection, RequestHead head, Framing framing, String method, String uri) {
		super(connection, head, framing, method, uri);
		this.answer = new ResponseWriter(connection, method.equals("HEAD"));
	}

	/**
	 * Answers with a body that is there in full, and finishes. Content-Length is added,
	 * and for HEAD the body is left out; head and a small body leave in one write.
	 * @param startLine status and reason
	 * @param headers the fields; Date, Server and those of framing are added
	 * @param content the body; it belongs to the engine
	 * @throws IllegalStateException if the answer has begun, if the body does not fit the
	 * status or its announced length, or on a foreign thread
	 * @throws IllegalArgumentException if the head does not fit on a page of 64 KiB
	 */
	public void respond(ResponseStartLine startLine, HTTPHeaders headers, byte[] content) {
		if (mayAnswer()) {
			this.answer.respond(startLine, headers, content);
			handleEnd();
		}
	}

	/**
	 * Begins an answer. Without Content-Length among the fields the body is chunked, or
	 * for HTTP/1.0 ended by the connection's end.
	 * @param startLine status and reason
	 * @param headers the fields; Date, Server and those of framing are added
	 * @throws IllegalStateException if the answer has begun, or on a foreign thread
	 * @throws IllegalArgumentException if the head does not fit on a page of 64 KiB or
	 * its Content-Length is malformed
	 */
	public void writeHeaders(ResponseStartLine startLine, HTTPHeaders headers) {
		if (mayAnswer()) {
			this.answer.writeHeaders(startLine, headers);
		}
	}

	/**
	 * Writes a part of the body; an empty part writes nothing.
	 * @param bytes the part; it belongs to the engine
	 * @throws IllegalStateException before the head, behind the end, beyond the announced
	 * length, or on a foreign thread
	 */
	public void write(ByteBuffer bytes) {
		if (mayAnswer()) {
			this.answer.write(bytes);
		}
	}

	/**
	 * Writes a part of the body.
	 * @param bytes the part; it belongs to the engine
	 * @throws IllegalStateException as {@link #write(ByteBuffer)}
	 */
	public void write(byte[] bytes) {
		write(ByteBuffer.wrap(bytes));
	}

	/**
	 * Writes a part of the body in UTF-8.
	 * @param text the part
	 * @throws IllegalStateException as {@link #write(ByteBuffer)}
	 */
	public void write(String text) {
		write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Writes a part of a file as a part of the body, and sends what has been written. On
	 * a plain connection the system sends it by itself; none of it counts as held, and
	 * none of it is compressed: a handler says so by {@code sendAsIs()} before it
	 * flushes. What a file gains meanwhile is not sent. If it loses what was to be sent,
	 * or cannot be read, the connection is aborted, so that no client takes what it got
	 * for the whole.
	 * <p>
	 * The loop does not wait for a disk: whoever writes a part has read it before, off
	 * the loop, so that the system has it in memory, and writes no more than it keeps
	 * there.
	 * @param file the file, which must stay open until the stage has completed, and which
	 * this side may close then; its own position is neither used nor moved
	 * @param offset where the part begins
	 * @param length how many bytes it has; for 0, and for HEAD, the file is not touched
	 * @return always completes: when the file is not read any more for what has been
	 * written, and no more than the low-water mark is unsent; fails with
	 * {@link StreamClosedException} when the client has gone, with a
	 * {@link FileReadException} as its cause when the file is at fault, and behind the
	 * end of an answer to HEAD
	 * @throws IllegalArgumentException if offset or length is negative
	 * @throws IllegalStateException as {@link #write(ByteBuffer)}; the file is not used
	 */
	public CompletionStage<Void> writeFile(FileChannel file, long offset, long length) {
		if (offset < 0 || length < 0) {
			throw new IllegalArgumentException("A file has no " + length + " bytes from " + offset + " on");
		}
		return mayStream() ? this.answer.writeFile(file, offset, length)
				: CompletableFuture.failedFuture(new StreamClosedException(null));
	}

	/**
	 * Makes room for what is gathered of the answer before it is written, or of messages
	 * once the connection is {@linkplain #detach() detached}. It counts as a part of
	 * {@code max-buffered} and of {@link HTTPServerStats#heldWrite()} until it is given
	 * back, the answer is complete or the client has gone; on a detached connection,
	 * until its stream is closed.
	 * @param bytes how many have to fit, all in all; 0 to give the room back
	 * @return for how many there is room now: if for fewer, then so much is held for all
	 * clients that nothing has changed
	 * @throws StreamBufferFullException if one answer may not have so much that waits;
	 * what is held for a detached connection is bounded by whoever has its stream
	 * @throws IllegalStateException on a foreign thread
	 */
	public int makeRoom(int bytes) {
		checkThread();
		return (this.detached != null) ? this.detached.makeRoom(bytes) : this.answer.makeRoom(bytes);
	}

	/**
	 * Returns how much of an answer may wait for the client, {@code max-buffer-size}.
	 * @return bytes
	 */
	public int maxBufferSize() {
		return this.answer.maxBufferSize();
	}

	/**
	 * Sends what has been written.
	 * @return completes when no more than the low-water mark is unsent; fails with
	 * {@link StreamClosedException} when the client has gone, and behind the end of an
	 * answer to HEAD, so that whoever streams a body that is not wanted is told so
	 * @throws IllegalStateException before the head, behind the end, or on a foreign
	 * thread
	 */
	public CompletionStage<Void> flush() {
		return mayStream() ? this.answer.flush() : CompletableFuture.failedFuture(new StreamClosedException(null));
	}

	private boolean mayStream() {
		boolean unwanted = this.answer.finished() && method().equals("HEAD");
		return mayAnswer() && !unwanted;
	}

	/**
	 * Tells whether the client takes more. The stage of {@link #flush()} may wait for a
	 * turn of the loop although it does, so that others have theirs.
	 * @return whether no more than the low-water mark is unsent
	 * @throws IllegalStateException on a foreign thread
	 */
	public boolean writable() {
		checkThread();
		return this.answer.writable();
	}

	/**
	 * Ends the answer. If it is shorter than it announced, the connection breaks, as in
	 * Tornado.
	 * @throws IllegalStateException before the head, twice, before the announced length,
	 * or on a foreign thread
	 */
	public void finish() {
		if (mayAnswer()) {
			this.answer.finish();
			handleEnd();
		}
	}

	/**
	 * Breaks the connection, so that the client does not take what it got for the whole.
	 * @throws IllegalStateException on a foreign thread
	 */
	public void abort() {
		if (mayAnswer() && !endIfTorn() && !this.answer.finished()) {
			this.aborted = true;
			connection().breakOff("The answer was given up");
		}
	}

	/**
	 * Tells whether this side has broken the connection by {@link #abort()}, so that it
	 * is not the client who has left, though {@link #clientGone()} is true.
	 * @return whether it has
	 */
	public boolean aborted() {
		return this.aborted;
	}

	/**
	 * Takes the connection's stream away from the server, with the bytes that have come
	 * behind the request; for protocols that take over after a status of 101. Tornado's
	 * {@code detach}.
	 * <p>
	 * The server goes on counting the connection, tells its listeners when the stream has
	 * been closed, and closes it when it closes all connections, as at the deadline of
	 * {@link HTTPServer#drain(Duration)}.
	 * @return the stream, without a handler: whoever takes it sets one, or reads
	 * @throws IllegalStateException if the request is not being answered, because its
	 * answer is complete or its client has gone, and on a foreign thread
	 */
	public IOStream detach() {
		checkThread();
		return connection().detach(this);
	}

	/**
	 * Tells whether the connection's stream was taken away.
	 * @return whether {@link #detach()} was called, so that there is nothing to answer
	 */
	public boolean detached() {
		return this.detached != null;
	}

	private boolean mayAnswer() {
		checkThread();
		return !this.clientGone;
	}

	/**
	 * Tells whether the head of the answer has been written.
	 * @return whether it is too late for another status; false if the client went before
	 */
	public boolean headersWritten() {
		return this.answer.headWritten();
	}

	/**
	 * Returns the status of the answer.
	 * @return the status; 0 before its head has been written, and if the client went
	 * before
	 */
	public int status() {
		return this.answer.status();
	}

	/**
	 * Tells whether the answer is complete.
	 * @return whether nothing can be added
	 */
	public boolean finished() {
		return this.answer.finished();
	}

	/**
	 * Returns how much of the body has been written.
	 * @return bytes, without chunk framing
	 */
	public long bytesWritten() {
		return this.answer.written();
	}

	/**
	 * Tells whether the client has gone before its answer was complete. It may be read on
	 * any thread.
	 * @return whether it has
	 */
	public boolean clientGone() {
		return this.clientGone;
	}

	/**
	 * Sets what runs on the loop, once, if the client goes before its answer is complete;
	 * on the next turn if it has gone already. Tornado's {@code set_close_callback}.
	 * @param callback the callback; null for none
	 * @throws IllegalStateException on a foreign thread
	 */
	public void setCloseCallback(@Nullable Runnable callback) {
		checkThread();
		this.closeCallback = callback;
		if (this.clientGone && callback != null) {
			ioLoop().addCallback(callback);
		}
	}

	/**
	 * Sets what runs on the loop, once, when the server begins to
	 * {@linkplain HTTPServer#drain() drain} before this answer is complete, or after
	 * {@link #detach()}, before the stream is closed; on the next turn if it drains
	 * already. An answer that has no end of its own, such as a stream of events, ends
	 * then, and holds nobody up until the deadline. What was set before the connection
	 * was detached is forgotten then.
	 * <p>
	 * A request has one such callback, the one that was set last. In {@code web}, an
	 * {@code EventStream} and a wait for news set theirs: a handler that has one of them
	 * leaves this alone, and learns of the end by {@code setCloseCallback} of the stream
	 * or the stage of the wait.
	 * @param callback the callback; null for none
	 * @throws IllegalStateException on a foreign thread
	 */
	public void setDrainCallback(@Nullable Runnable callback) {
		checkThread();
		if (this.detached != null) {
			this.detached.setDrainCallback(callback);
			return;
		}
		this.drainCallback = callback;
		if (callback != null && connection().set.draining()) {
			ioLoop().addCallback(this::handleDrain);
		}
	}

	/**
	 * Adds what runs on the loop, once, when the answer has ended, whoever has made it:
	 * it is complete, or the client has gone before, or the connection was detached. It
	 * runs on the turn after; on the next one if the answer has ended already.
	 * @param callback the callback; those that are added run in their order
	 * @throws IllegalStateException on a foreign thread
	 */
	public void addEndCallback(Runnable callback) {
		checkThread();
		Runnable before = this.endCallback;
		this.endCallback = (before != null) ? () -> {
			before.run();
			callback.run();
		} : callback;
		if (finished()) {
			handleEnd();
		}
	}

	private void handleEnd() {
		Runnable callback = this.endCallback;
		if (callback != null) {
			this.endCallback = null;
			ioLoop().addCallback(callback);
		}
	}

	/** The server drains: told once. */
	void handleDrain() {
		Runnable callback = this.drainCallback;
		this.drainCallback = null;
		if (callback != null && !finished() && !this.clientGone) {
			callback.run();
		}
	}

	/** The application has failed: a 500, or the end. */
	void fail(Throwable failure) {
		LOGGER.error("The callback failed for {}", this, failure);
		if (endIfTorn()) {
			return;
		}
		if (headersWritten() || finished()) {
			abort();
		}
		else {
			respond(ResponseStartLine.of(500), HTTPHeaders.of("Content-Type", "text/plain"), FAILED);
		}
	}

	boolean endIfTorn() {
		return this.answer.endIfTorn();
	}

	/** The stream is somebody else's now. */
	void handleDetached(DetachedConnection given) {
		this.answer.giveUp();
		this.detached = given;
		this.drainCallback = null;
		handleEnd();
	}

	void handleClientGone() {
		this.clientGone = true;
		this.answer.giveUp();
		Runnable callback = this.closeCallback;
		if (callback != null) {
			ioLoop().addCallback(callback);
		}
		handleEnd();
	}

}
