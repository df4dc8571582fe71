package io.jtornado.httpserver;

import io.jtornado.http.ClientOrigin;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.Refusal;
import io.jtornado.http.RequestHead;
import io.jtornado.http.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through a connection: what its head said, the request itself, and
 * its body if it has one. A connection has one from the end of a head to the end of its
 * answer.
 */
final class Exchange {

	private final RequestHead head;

	private final Framing framing;

	private final String uri;

	/** Whether the target says that it is a resource of https. */
	private final boolean https;

	private final String method;

	/** Only if a trusted proxy has said where the request comes from. */
	private @Nullable ClientOrigin origin;

	private @Nullable BodyReading body;

	private @Nullable HTTPRequest request;

	private boolean halfClosed;

	private boolean deaf;

	private boolean last;

	/** Throws HTTPInputException if the head is grammatical but makes no sense. */
	Exchange(RequestHead head) {
		this.head = head;
		this.method = head.method();
		RequestTarget target = RequestTarget.of(this.method, head.target());
		this.uri = target.uri();
		this.https = target.https();
		this.framing = Framing.of(head, target.authority());
	}

	void setOrigin(@Nullable ClientOrigin origin) {
		this.origin = origin;
	}

	/** Refuses a resource of https that was asked for in the clear. */
	void checkScheme(HTTPConnection connection) {
		if (this.https) {
			String came = (this.origin != null) ? this.origin.protocol() : connection.protocol();
			if (!came.equals("https")) {
				throw new HTTPInputException(Refusal.MISDIRECTED);
			}
		}
	}

	Framing framing() {
		return this.framing;
	}

	void expectBody(BodyReading reading) {
		this.body = reading;
	}

	/** Null if there is none. */
	@Nullable BodyReading body() {
		return this.body;
	}

	/** How long the next byte of the body may take to come. */
	long bodyTimeoutNanos() {
		return (this.body != null) ? this.body.timeoutNanos() : 0;
	}

	HTTPRequest toRequest(HTTPConnection connection) {
		HTTPRequest made = new HTTPRequest(connection, this.head, this.framing, this.method, this.uri);
		made.setOrigin(this.origin);
		this.request = made;
		return made;
	}

	/** Null for a moment at the beginning. */
	@Nullable HTTPRequest request() {
		return this.request;
	}

	/** Notes that the client has ended its side; false if that is known. */
	boolean markHalfClosed() {
		boolean first = !this.halfClosed;
		this.halfClosed = true;
		return first;
	}

	/**
	 * Notes that so much waits behind the request that the end of the client would not be
	 * noticed.
	 */
	void markDeaf() {
		this.deaf = true;
	}

	boolean isDeaf() {
		return this.deaf;
	}

	/** Gives up what waits behind the request: the connection ends with its answer. */
	void markLast() {
		this.deaf = false;
		this.last = true;
	}

	boolean isLast() {
		return this.last;
	}

	/** Whether the client has ended its side and nothing has been answered yet. */
	boolean awaitsAnswerHalfClosed() {
		return this.halfClosed && this.request != null && !this.request.headersWritten();
	}

	void releaseBody() {
		if (this.body != null) {
			this.body.release();
		}
	}

}
