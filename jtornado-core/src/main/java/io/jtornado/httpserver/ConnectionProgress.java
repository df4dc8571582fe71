package io.jtornado.httpserver;

import org.jspecify.annotations.Nullable;

/**
 * Where an {@link HTTPConnection} is: its state, and the request that it is about. A part
 * of the connection because an object of its own would cost each idle one.
 */
abstract sealed class ConnectionProgress extends ConnectionLink permits ConnectionTimer {

	final ConnectionSet set;

	private ConnectionState state = ConnectionState.READING_HEADERS;

	/** Only from a head to the end of its answer. */
	private @Nullable Exchange exchange;

	private boolean busy;

	ConnectionProgress(ConnectionSet set) {
		this.set = set;
	}

	ConnectionSet set() {
		return this.set;
	}

	ConnectionState state() {
		return this.state;
	}

	void moveTo(ConnectionState nextState) {
		if (!this.state.mayMoveTo(nextState)) {
			throw new IllegalStateException("A connection cannot move from " + this.state + " to " + nextState);
		}
		this.state = nextState;
	}

	/** Whether it is not between requests, as far as the counters go. */
	void markBusy(boolean nowBusy) {
		if (this.busy != nowBusy) {
			this.set.busy().add(nowBusy ? 1 : -1);
			this.busy = nowBusy; // with no call in between, as elsewhere: counted once
		}
	}

	boolean isReading() {
		return this.state == ConnectionState.READING_HEADERS || this.state == ConnectionState.READING_BODY;
	}

	/** Whether this body is being read. */
	boolean isReading(BodyReading body) {
		return this.state == ConnectionState.READING_BODY && exchange().body() == body;
	}

	/** Whether the body that is being read waits for its receiver. */
	boolean isHeld() {
		BodyReading body = (this.state == ConnectionState.READING_BODY) ? exchange().body() : null;
		return body != null && body.held();
	}

	/** Whether another request may follow, as far as client and server are concerned. */
	boolean mayPersist() {
		return this.state == ConnectionState.HANDLING && exchange().framing().persistent() && !exchange().isLast()
				&& !this.set.options().noKeepAlive() && !this.set.draining();
	}

	/** Whether what comes behind the request at hand is thrown away. */
	boolean isAtItsLast() {
		return this.state == ConnectionState.HANDLING && exchange().isLast();
	}

	/** Makes a request of a head that is complete. */
	HTTPRequest begin(Exchange begun) {
		HTTPRequest request = begun.toRequest((HTTPConnection) this);
		this.set.requests().increment();
		this.exchange = begun;
		return request;
	}

	Exchange exchange() {
		Exchange begun = this.exchange;
		if (begun == null) {
			throw new IllegalStateException("No request is under way");
		}
		return begun;
	}

	/** The request that is not answered yet; null if there is none. */
	@Nullable HTTPRequest pendingRequest() {
		return (this.exchange != null) ? this.exchange.request() : null;
	}

	/**
	 * The body of this request; null if it has none, or is no longer the connection's.
	 */
	@Nullable BodyReading bodyOf(RequestInput request) {
		return (pendingRequest() == request) ? exchange().body() : null;
	}

	Limits limits() {
		return this.set.options().limits();
	}

	Timeouts timeouts() {
		return this.set.options().timeouts();
	}

	boolean http11() {
		return exchange().framing().http11();
	}

	void forgetExchange() {
		Exchange begun = this.exchange;
		if (begun != null) {
			begun.releaseBody();
			if (begun.request() != null) {
				this.set.requests().add(-1);
			}
			this.exchange = null;
		}
	}

}
