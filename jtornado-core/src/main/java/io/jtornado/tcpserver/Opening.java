package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.SocketAddress;

import javax.net.ssl.SSLException;

import io.jtornado.ioloop.Timeout;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.ProxyProtocolException;
import io.jtornado.iostream.SSLIOStream;
import org.jspecify.annotations.Nullable;

/**
 * A connection before its own bytes can flow: what comes before them must be over in
 * time. Then it is handed on, and this object is forgotten.
 */
final class Opening implements Runnable {

	private final Openings openings;

	private final IOStream stream;

	private final SocketAddress address;

	private final long since;

	private final Timeout timeout;

	/** Why this side closes it; null: it does not. */
	private @Nullable CloseReason reason;

	Opening(Openings openings, IOStream stream, SocketAddress address) {
		this.openings = openings;
		this.stream = stream;
		this.address = address;
		this.since = openings.loop().now();
		this.timeout = openings.loop().callAt(this.since + openings.timeoutNanos(), this);
	}

	void begin() {
		this.stream.waitForHandshake().whenComplete((none, failure) -> handleEnd(failure));
	}

	private void handleEnd(@Nullable Throwable failure) {
		this.openings.loop().removeTimeout(this.timeout);
		this.openings.remove(this);
		if (failure == null) {
			SocketAddress remote = this.stream.remoteAddress(); // may have been told
			this.openings.server().handOver(this.stream, (remote != null) ? remote : this.address);
			return;
		}
		IOException refusal = refusal(failure.getCause());
		if (refusal != null) {
			this.openings.handleRefusal(this.address, refusal);
		}
		CloseReason other = (refusal != null) ? CloseReason.ERROR : CloseReason.CLIENT;
		this.openings.server()
			.connectionClosed((this.reason != null) ? this.reason : other, this.openings.loop().now() - this.since);
	}

	/** A peer that leaves, or is cut off, has refused nothing. */
	private @Nullable IOException refusal(@Nullable Throwable cause) {
		if (cause instanceof SSLException || cause instanceof ProxyProtocolException) {
			return (IOException) cause;
		}
		return refusal();
	}

	/** Why the peer was refused; it has not left yet. */
	private @Nullable IOException refusal() {
		return (this.stream instanceof SSLIOStream secured) ? secured.refusal() : null;
	}

	/** The time is up. */
	@Override
	public void run() {
		if (this.stream.closed()) { // it failed at once
			return;
		}
		if (refusal() == null) {
			this.reason = CloseReason.TIMEOUT;
			this.openings.server().handleHandshakeTimeout(this.openings.loop());
		}
		this.stream.close();
	}

	void shutDown() {
		this.reason = CloseReason.SHUTDOWN;
		this.stream.abort();
	}

}
