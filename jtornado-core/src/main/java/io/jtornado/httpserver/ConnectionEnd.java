package io.jtornado.httpserver;

import io.jtornado.http.ContentCoding;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.iostream.IOStream;
import io.jtornado.tcpserver.CloseReason;

/**
 * How a connection ends: with its last answer sent, and where the client may still be
 * sending, with a while in which what comes is thrown away. Closing at once would make
 * the system reset the connection, and the client would lose the answer that says why
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, 9.6</a>).
 */
final class ConnectionEnd {

	private final IOStream stream;

	private final ConnectionSet set;

	/** The client may still be sending. */
	private boolean lingering;

	private CloseReason reason = CloseReason.SERVER;

	/** When the end began, in milliseconds that wrap around: a long is 8 bytes more. */
	private int beganMillis;

	ConnectionEnd(IOStream stream, ConnectionSet set) {
		this.stream = stream;
		this.set = set;
	}

	/** Writes a last answer that no handler has made; to HEAD without its body. */
	void answer(int status, RefusalPage page, boolean headOnly) {
		HTTPHeaders headers = page.headers();
		if (status == 503) {
			headers.set("Retry-After", "5");
		}
		else if (status == 415) {
			headers.set("Accept-Encoding", ContentCoding.SUPPORTED);
		}
		this.set.encoder()
			.encode(this.stream, ResponseStartLine.of(status), headers,
					new ResponseFraming(page.body().length, false, false, false, false));
		if (!headOnly) {
			this.stream.send(page.body());
		}
	}

	void begin(CloseReason why, boolean linger) {
		this.reason = why;
		this.lingering = linger;
		restart();
		if (!this.stream.delivering()) {
			closeIfSent();
		}
	}

	/** The client has to read the last of its answers only now. */
	void restart() {
		this.beganMillis = this.set.wheel().millis(this.stream.ioLoop().now());
	}

	int beganMillis() {
		return this.beganMillis;
	}

	/** More has come than was asked for. */
	void linger() {
		this.lingering = true;
	}

	/**
	 * Closes once the answer has left; where the client may still be sending, once it has
	 * read that.
	 */
	void closeIfSent() {
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

	void close(CloseReason why) {
		this.reason = why;
		this.stream.close();
	}

	void abort(CloseReason why) {
		this.reason = why;
		this.stream.abort();
	}

	CloseReason reason() {
		return this.reason;
	}

}
