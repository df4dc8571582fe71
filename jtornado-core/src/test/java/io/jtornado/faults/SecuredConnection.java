package io.jtornado.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.SSLIOStream;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.iostream.SSLPeer;
import io.jtornado.iostream.StreamOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.testing.MemoryTransport;

/**
 * A client's connection to a {@link MemoryServer} by TLS, which ends where it is told.
 */
final class SecuredConnection implements SSLPeer.Wire {

	private final MemoryServer server;

	private final MemoryTransport transport = new MemoryTransport();

	private final SSLIOStream stream;

	private final SSLPeer peer;

	/** How many bytes there may still be before it ends. */
	private int left = Integer.MAX_VALUE;

	private Runnable end = this.transport::reset;

	private int sent;

	private int taken;

	SecuredConnection(MemoryServer server, SSLOptions options, String protocol) {
		this.server = server;
		IOLoop loop = server.loop().ioLoop();
		try {
			this.stream = new SSLIOStream(loop, this.transport, options, StreamOptions.DEFAULTS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.stream.waitForHandshake()
			.thenRun(() -> server.server().handleStream(this.stream, this.transport.remoteAddress()));
		this.peer = new SSLPeer(Certificates.anonymous(), protocol, this);
	}

	/** After so many bytes of the client no more come, but this. */
	void endAfterSending(int bytes, Runnable how) {
		this.left = bytes;
		this.end = how;
	}

	/** Sends text and lets both sides do what they can. */
	void send(String text) {
		this.peer.send(text.getBytes(StandardCharsets.ISO_8859_1));
		run();
	}

	void run() {
		do {
			this.server.loop().runUntilIdle();
		}
		while (this.peer.turn());
	}

	/** What has been read so far. */
	String received() {
		return new String(this.peer.received(), StandardCharsets.ISO_8859_1);
	}

	SSLPeer peer() {
		return this.peer;
	}

	MemoryTransport transport() {
		return this.transport;
	}

	SSLIOStream stream() {
		return this.stream;
	}

	/** How many bytes the client has sent. */
	int sent() {
		return this.sent;
	}

	/** How many bytes the client has read. */
	int taken() {
		return this.taken;
	}

	@Override
	public byte[] take() {
		byte[] bytes = this.transport.takeOutput().getBytes(StandardCharsets.ISO_8859_1);
		this.taken += bytes.length;
		return bytes;
	}

	@Override
	public boolean sawEnd() {
		return this.transport.outputEnded();
	}

	@Override
	public void put(byte[] bytes) {
		int count = Math.min(this.left, bytes.length);
		this.sent += count;
		this.left -= count;
		this.transport.feed(Arrays.copyOf(bytes, count));
		if (this.left == 0 && count < bytes.length) {
			this.end.run();
		}
	}

	@Override
	public void end() {
		this.transport.end();
	}

	@Override
	public void reset() {
		this.transport.reset();
	}

}
