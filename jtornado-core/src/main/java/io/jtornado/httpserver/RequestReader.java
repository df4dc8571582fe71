package io.jtornado.httpserver;

import java.io.IOException;
import java.net.SocketAddress;

import io.jtornado.http.HTTPInputException;
import io.jtornado.http.HeadParser;
import io.jtornado.http.RequestHead;
import io.jtornado.iostream.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * From bytes to requests: what the stream brings goes through a {@link HeadParser} and
 * the body's reader, as far as the connection's state lets it. What is left stays with
 * the stream.
 */
final class RequestReader implements StreamHandler {

	/** What may wait of a head, or behind it, even when memory is short. */
	private static final int SMALL_HEAD = 4096;

	private final HTTPConnection connection;

	/** Only while a head is incomplete. */
	private @Nullable HeadParser parser;

	private boolean headOnly;

	RequestReader(HTTPConnection connection) {
		this.connection = connection;
	}

	@Override
	public int handleBytes(byte[] bytes, int from, int to) {
		this.connection.set.endTorn();
		int end;
		try {
			end = read(bytes, from, to);
		}
		catch (HTTPInputException ex) {
			this.connection.refuse(ex.refusal());
			end = to;
		}
		catch (OverloadException ex) {
			this.connection.refuseForMemory();
			end = to;
		}
		this.connection.settle();
		return end;
	}

	private int read(byte[] bytes, int from, int to) {
		if (this.connection.isAtItsLast()) {
			return to;
		}
		int i = from;
		int before = -1;
		while (i != before && i < to && !this.connection.stream().congested()) {
			before = i;
			i = switch (this.connection.state()) {
				case READING_HEADERS -> readHead(bytes, i, to);
				case READING_BODY -> readBody(bytes, i, to);
				case HANDLING, DETACHED -> i;
				case CLOSING, CLOSED -> this.connection.discard(to);
			};
		}
		return i;
	}

	private int readHead(byte[] bytes, int from, int to) {
		HeadParser reading = this.parser;
		if (reading == null) {
			reading = this.connection.set.takeParser();
			this.parser = reading;
			this.headOnly = false;
		}
		boolean begunBefore = reading.begun();
		int end = reading.parse(bytes, from, to);
		if (end < 0) {
			if (!begunBefore && reading.begun()) {
				this.connection.handleHeadBegun();
			}
			if (to - from > SMALL_HEAD && this.connection.set.budget().exhausted()) {
				throw new OverloadException();
			}
			return from;
		}
		this.headOnly = reading.isHead();
		RequestHead head = reading.take(bytes, from);
		this.connection.set.giveBack(reading);
		this.parser = null;
		// What has come behind the head waits as long as its handler likes.
		boolean large = to - end > SMALL_HEAD && this.connection.set.budget().exhausted();
		if (large || this.connection.set.congested()) {
			throw new OverloadException();
		}
		Exchange exchange = new Exchange(head);
		OriginCheck check = this.connection.set.originCheck();
		if (check != null) {
			// A proxy that does not say whose bytes it hands on vouches for none of them.
			SocketAddress peer = this.connection.stream().hidesPeer() ? null : this.connection.remoteAddress();
			exchange.setOrigin(check.check(head, exchange.framing(), peer, this.connection.protocol()));
		}
		exchange.checkScheme(this.connection);
		this.connection.handleHead(exchange, end < to);
		return end;
	}

	private int readBody(byte[] bytes, int from, int to) {
		BodyReading body = this.connection.exchange().body();
		return (body != null) ? body.read(bytes, from, to) : from;
	}

	/** Whether the request at hand is a HEAD, so that even a refusal has no body. */
	boolean headOnly() {
		return this.headOnly;
	}

	/** Whether more than empty lines of a head have come. */
	boolean headBegun() {
		return this.parser != null && this.parser.begun();
	}

	/** Forgets what has come of a head. */
	void release() {
		if (this.parser != null) {
			this.headOnly = this.parser.isHead();
			this.connection.set.giveBack(this.parser);
			this.parser = null;
		}
	}

	@Override
	public void handleEnd() {
		this.connection.handleEnd();
	}

	@Override
	public void handleFull() {
		this.connection.handleFull();
	}

	@Override
	public void handleDrained() {
		this.connection.handleDrained();
	}

	@Override
	public void handleClose(@Nullable IOException error) {
		this.connection.handleClose(error);
	}

}
