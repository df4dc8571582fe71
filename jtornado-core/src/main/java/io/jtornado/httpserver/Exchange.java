package io.jtornado.httpserver;

import io.jtornado.http.ClientOrigin;
import io.jtornado.http.ContentCoding;
import io.jtornado.http.Framing;
import io.jtornado.http.RequestHead;
import io.jtornado.http.RequestTarget;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through a connection: what its head said, its body as far as it
 * has come, and then the request itself. A connection has one from the end of a head to
 * the end of its answer.
 */
final class Exchange {

	private RequestHead head;

	private final Framing framing;

	private final RequestTarget target;

	private final String method;

	/** Only if a trusted proxy has said where the request comes from. */
	private @Nullable ClientOrigin origin;

	private @Nullable RequestBody body;

	private long bodyBegan;

	private @Nullable HTTPRequest request;

	private boolean halfClosed;

	/** Throws HTTPInputException if the head is grammatical but makes no sense. */
	Exchange(RequestHead head) {
		this.head = head;
		this.method = head.method();
		this.target = RequestTarget.of(this.method, head.target());
		this.framing = Framing.of(head, this.target.authority());
	}

	void setOrigin(@Nullable ClientOrigin origin) {
		this.origin = origin;
	}

	Framing framing() {
		return this.framing;
	}

	void expectBody(int max, MemoryBudget budget, long now) {
		this.body = new RequestBody(this.framing, max, budget);
		this.bodyBegan = now;
	}

	/**
	 * Undoes the coding of the body; throws HTTPInputException if that cannot be done.
	 */
	void inflateBody() {
		ContentCoding coding = ContentCoding.of(this.head.value("Content-Encoding"));
		if (coding != ContentCoding.IDENTITY) {
			body().inflate(coding);
			this.head = this.head.decoded();
		}
	}

	RequestBody body() {
		RequestBody expected = this.body;
		if (expected == null) {
			throw new IllegalStateException("This request has no body");
		}
		return expected;
	}

	/** Whether the body has come at less than this many bytes a second, since a while. */
	boolean isSlowerThan(int rate, long grace, long now) {
		long nanos = now - this.bodyBegan;
		return nanos > grace && body().received() < rate * (nanos / 1_000_000_000);
	}

	HTTPRequest toRequest(HTTPConnection connection, byte[] octets) {
		HTTPRequest made = new HTTPRequest(connection, this.head, this.framing, this.target, this.method, octets);
		made.setOrigin(this.origin);
		this.request = made;
		return made;
	}

	/** Null until the callback has it. */
	@Nullable HTTPRequest request() {
		return this.request;
	}

	/** Notes that the client has ended its side; false if that is known. */
	boolean markHalfClosed() {
		boolean first = !this.halfClosed;
		this.halfClosed = true;
		return first;
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
