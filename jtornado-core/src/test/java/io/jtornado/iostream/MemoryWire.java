package io.jtornado.iostream;

import java.nio.charset.StandardCharsets;

import io.jtornado.testing.MemoryTransport;

/** The other end of a transport in memory. */
public record MemoryWire(MemoryTransport transport) implements SSLPeer.Wire {

	@Override
	public byte[] take() {
		return this.transport.takeOutput().getBytes(StandardCharsets.ISO_8859_1);
	}

	@Override
	public boolean sawEnd() {
		return this.transport.outputEnded();
	}

	@Override
	public void put(byte[] bytes) {
		this.transport.feed(bytes);
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
