package io.jtornado.iostream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/** Breaks after so many writes, or when it is read. */
final class BreakingTransport implements Transport {

	private final Transport transport;

	private int writesLeft = Integer.MAX_VALUE;

	private @Nullable Error atRead;

	BreakingTransport(Transport transport) {
		this.transport = transport;
	}

	void breakAfter(int writes) {
		this.writesLeft = writes;
	}

	void failReads(Error failure) {
		this.atRead = failure;
	}

	@Override
	public void open(IOLoop loop, ReadyHandler handler) throws IOException {
		this.transport.open(loop, handler);
	}

	@Override
	public void interest(int events) {
		this.transport.interest(events);
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		if (this.atRead != null) {
			throw this.atRead;
		}
		return this.transport.read(target);
	}

	@Override
	public long write(ByteBuffer[] sources, int count) throws IOException {
		if (this.writesLeft-- <= 0) {
			throw new IOException("Connection reset");
		}
		return this.transport.write(sources, count);
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.transport.shutdownOutput();
	}

	@Override
	public void close() {
		this.transport.close();
	}

	@Override
	public void abort() {
		this.transport.abort();
	}

	@Override
	public @Nullable SocketAddress remoteAddress() {
		return this.transport.remoteAddress();
	}

	@Override
	public @Nullable SocketAddress localAddress() {
		return this.transport.localAddress();
	}

}
