package io.jtornado.bench;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.Transport;

/**
 * A peer that sends the same bytes at every turn and takes whatever it is sent. It has no
 * system calls and no garbage of its own.
 */
public final class RepeatingTransport implements Transport {

	private static final SocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 50_000);

	private final byte[] input;

	private ReadyHandler handler = (events) -> {
	};

	private long taken;

	/**
	 * Makes a peer.
	 * @param input what it sends at every turn
	 */
	public RepeatingTransport(byte[] input) {
		this.input = input;
	}

	/**
	 * Sends the bytes once more, and returns when they have been dealt with.
	 * @return how many bytes the peer has taken since it was made
	 */
	public long turn() {
		this.handler.handleReady(IOLoop.READ);
		return this.taken;
	}

	@Override
	public void open(IOLoop loop, ReadyHandler ready) {
		this.handler = ready;
	}

	@Override
	public void interest(int events) {
	}

	@Override
	public int read(ByteBuffer target) {
		target.put(this.input);
		return this.input.length;
	}

	@Override
	public long write(ByteBuffer[] sources, int count) {
		long before = this.taken;
		for (int i = 0; i < count; i++) {
			this.taken += sources[i].remaining();
			sources[i].position(sources[i].limit());
		}
		return this.taken - before;
	}

	@Override
	public void shutdownOutput() {
	}

	@Override
	public void close() {
	}

	@Override
	public void abort() {
		throw new IllegalStateException("The connection broke off");
	}

	@Override
	public SocketAddress remoteAddress() {
		return ADDRESS;
	}

	@Override
	public SocketAddress localAddress() {
		return null;
	}

}
