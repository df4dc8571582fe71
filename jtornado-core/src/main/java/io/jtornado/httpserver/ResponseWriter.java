package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.StreamBufferFullException;

/**
 * The answer to one request: head, body, end, in this order and once. What the head
 * announces is kept: more bytes than announced are refused, fewer break the connection,
 * so that no client takes a part for the whole.
 */
final class ResponseWriter implements Runnable {

	private enum Step {

		NOTHING, BODY, FINISHED

	}

	private enum Body {

		NONE, LENGTH, CHUNKED, UNTIL_CLOSE

	}

	private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final int CHUNK_HEAD = 20;

	private final HTTPConnection connection;

	private final boolean head;

	private Step step = Step.NOTHING;

	private Body body = Body.NONE;

	private boolean headWritten;

	/**
	 * A step has begun. One that never ends, for want of stack, may have left a half on
	 * the page.
	 */
	private boolean underWay;

	private boolean persistent;

	/** Bytes of the announced length that have not been written. */
	private long left;

	private long written;

	/** Of the head that was written; 0 before. */
	private int status;

	/** What the application has room for before it writes. */
	private int room;

	ResponseWriter(HTTPConnection connection, boolean head) {
		this.connection = connection;
		this.head = head;
	}

	int maxBufferSize() {
		return this.connection.limits().maxBufferSize();
	}

	/** Makes room for what is gathered; less than asked if there is no more. */
	int makeRoom(int bytes) {
		if (this.step == Step.FINISHED) {
			return bytes; // and nobody will see them
		}
		int max = maxBufferSize();
		if (bytes > max) {
			throw new StreamBufferFullException(max);
		}
		if (this.connection.holdAnswer(bytes - this.room)) {
			this.room = bytes;
		}
		return this.room;
	}

	void respond(ResponseStartLine line, HTTPHeaders headers, byte[] content) {
		check(Step.NOTHING, "The head has been written already");
		boolean hasBody = ResponseFraming.hasBody(line.status());
		if (!hasBody && content.length > 0) {
			throw new IllegalStateException("An answer with status " + line.status() + " has no body");
		}
		long announced = ResponseFraming.announcedLength(headers);
		if (announced >= 0 && announced != content.length && hasBody && !this.head) {
			throw new IllegalStateException(
					"Content-Length says " + announced + " bytes, the body has " + content.length);
		}
		if (announced < 0 || !this.head) {
			announced = content.length;
		}
		writeHead(line, headers, hasBody ? announced : ResponseFraming.NONE);
		this.underWay = true;
		if (hasBody && !this.head) {
			send(content);
			this.written = content.length;
		}
		end();
	}

	void writeHeaders(ResponseStartLine line, HTTPHeaders headers) {
		check(Step.NOTHING, "The head has been written already");
		boolean hasBody = ResponseFraming.hasBody(line.status());
		long announced = ResponseFraming.announcedLength(headers);
		writeHead(line, headers, announced);
		this.left = announced;
		if (!hasBody || this.head) {
			this.body = Body.NONE;
		}
	}

	private void writeHead(ResponseStartLine line, HTTPHeaders headers, long length) {
		boolean switches = ResponseFraming.switches(line.status());
		if (line.status() < 200 && !switches) {
			throw new IllegalArgumentException("Status " + line.status() + " is not the end of an exchange");
		}
		boolean hasBody = ResponseFraming.hasBody(line.status());
		boolean http11 = this.connection.http11();
		if (switches) {
			ResponseFraming.checkSwitch(headers, http11);
		}
		this.body = bodyKind(hasBody, length, http11);
		this.persistent = this.connection.mayPersist() && this.body != Body.UNTIL_CLOSE
				&& !ResponseFraming.asksToClose(headers);
		ResponseFraming framing = new ResponseFraming(
				hasBody ? length : ResponseFraming.lengthWithoutBody(line.status()), this.body == Body.CHUNKED,
				this.persistent, !http11, switches);
		encode(line, headers, framing);
		// Unless the stream is detached, nobody here speaks the protocol it switched to.
		this.persistent &= !switches;
		this.step = Step.BODY;
	}

	private void encode(ResponseStartLine line, HTTPHeaders headers, ResponseFraming framing) {
		this.underWay = true;
		this.headWritten = true; // from its first byte on
		try {
			this.connection.encodeHead(line, headers, framing);
		}
		catch (RuntimeException ex) { // it does not fit: there is no first byte
			this.headWritten = false;
			this.underWay = false;
			throw ex;
		}
		this.underWay = false;
		this.status = line.status();
	}

	private static Body bodyKind(boolean hasBody, long length, boolean http11) {
		if (!hasBody) {
			return Body.NONE;
		}
		if (length >= 0) {
			return Body.LENGTH;
		}
		return http11 ? Body.CHUNKED : Body.UNTIL_CLOSE;
	}

	void write(ByteBuffer bytes) {
		if (beginPart(bytes.remaining())) {
			send(bytes);
			endPart();
			this.connection.watch();
			this.underWay = false;
		}
	}

	CompletionStage<Void> writeFile(FileChannel file, long offset, long length) {
		IOStream stream = this.connection.stream();
		if (beginPart(length)) {
			stream.sendFile(file, offset, length);
			endPart();
		}
		this.underWay = true;
		stream.flush();
		this.connection.watch();
		CompletionStage<Void> sent = stream.whenFilesSent();
		this.underWay = false;
		return sent;
	}

	/** Writes what comes before a part of the body; false if the part is not to be. */
	private boolean beginPart(long count) {
		check(Step.BODY, "The head must be written first, and nothing behind the end");
		if (count == 0 || this.body == Body.NONE) {
			return false;
		}
		if (this.body == Body.LENGTH && count > this.left) {
			throw new IllegalStateException(
					"More bytes than Content-Length announced; " + (count - this.left) + " too many");
		}
		this.underWay = true;
		this.left -= count;
		this.written += count;
		if (this.body == Body.CHUNKED) {
			this.connection.stream().page(CHUNK_HEAD).putNumber(count, 16).put(LINE_END);
		}
		return true;
	}

	private void endPart() {
		if (this.body == Body.CHUNKED) {
			this.connection.stream().page(LINE_END.length).put(LINE_END);
		}
	}

	private void send(byte[] bytes) {
		try {
			this.connection.stream().send(bytes);
		}
		catch (StreamBufferFullException ex) {
			throw breakOff(ex);
		}
	}

	private void send(ByteBuffer bytes) {
		try {
			this.connection.stream().send(bytes);
		}
		catch (StreamBufferFullException ex) {
			throw breakOff(ex);
		}
	}

	/** What did not fit would be missing in the midst of the answer. */
	private StreamBufferFullException breakOff(StreamBufferFullException ex) {
		this.connection.breakOff("Too much of the answer waits for the client");
		return ex;
	}

	CompletionStage<Void> flush() {
		check(Step.BODY, "The head must be written first, and nothing behind the end");
		this.underWay = true;
		IOStream stream = this.connection.stream();
		stream.flush();
		this.connection.watch();
		CompletionStage<Void> writable = stream.whenWritable();
		this.underWay = false;
		return writable;
	}

	boolean writable() {
		return this.connection.stream().writable();
	}

	void finish() {
		check(Step.BODY, "The head must be written first, and the answer ends once");
		if (this.body == Body.LENGTH && this.left > 0) {
			String message = "The answer ends " + this.left + " bytes before its Content-Length";
			giveUp();
			this.connection.breakOff(message);
			throw new IllegalStateException(message);
		}
		this.underWay = true;
		if (this.body == Body.CHUNKED) {
			this.connection.stream().page(LAST_CHUNK.length).put(LAST_CHUNK);
		}
		end();
	}

	private void end() {
		giveUp();
		try {
			this.connection.finishAnswer(this.persistent);
		}
		catch (Error ex) { // nobody will ever ask for more
			this.connection.set.torn = this; // should there be no stack for what follows
			this.connection.ioLoop().addCallback(this); // a lambda would take more
			throw ex;
		}
		this.underWay = false;
	}

	private void check(Step expected, String message) {
		if (this.step != expected) {
			throw new IllegalStateException(message);
		}
		if (endIfTorn()) {
			throw new IllegalStateException("An earlier part of the answer was written half");
		}
	}

	@Override
	public void run() {
		endIfTorn();
	}

	/** Breaks the connection if a step was left half done, so that nothing follows it. */
	boolean endIfTorn() {
		boolean torn = this.underWay && !this.connection.stream().closed();
		if (torn) {
			this.connection.tear();
		}
		return torn;
	}

	boolean headWritten() {
		return this.headWritten;
	}

	int status() {
		return this.status;
	}

	boolean finished() {
		return this.step == Step.FINISHED;
	}

	long written() {
		return this.written;
	}

	/** Nothing may follow: the client has all of it, or has gone. */
	void giveUp() {
		if (this.room > 0) {
			makeRoom(0);
		}
		this.step = Step.FINISHED;
	}

}
