package io.jtornado.iostream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose bytes come from a proxy that says first, in a header of the PROXY
 * protocol, whom it speaks for: from then on the peer is that client. Without a valid
 * header no byte gets through. Who can connect can say what he likes, so only proxies may
 * be able to.
 * <p>
 * <b>Threading:</b> confined to its loop once it is open.
 */
public final class ProxyTransport implements Transport {

	private final Transport below;

	/** Null as soon as the header is complete. */
	private @Nullable ProxyHeaderParser parser = new ProxyHeaderParser();

	private @Nullable ProxyHeader header;

	/**
	 * What the layer above wants to be told; until the header is complete, reads alone.
	 */
	private int asked = IOLoop.READ;

	/**
	 * Wraps a transport that has not been read from.
	 * @param below brings the header, then what is to be read here
	 */
	public ProxyTransport(Transport below) {
		this.below = below;
	}

	@Override
	public void open(IOLoop loop, ReadyHandler handler) throws IOException {
		this.below.open(loop, handler);
	}

	@Override
	public void interest(int events) {
		this.asked = events;
		if (this.parser == null) {
			this.below.interest(events);
		}
	}

	@Override
	public boolean opening() {
		return this.parser != null;
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		ProxyHeaderParser reading = this.parser;
		if (reading == null) {
			return this.below.read(target);
		}
		int start = target.position();
		int count = this.below.read(target);
		if (count < 0) {
			String gone = "The peer left before its PROXY header was complete";
			// Whoever leaves without a word may just have seen whether the port is open.
			throw reading.begun() ? new ProxyProtocolException(gone) : new IOException(gone);
		}
		ByteBuffer come = target.duplicate().flip().position(start);
		target.position(start);
		this.header = reading.parse(come);
		if (this.header != null) {
			this.parser = null;
			target.put(come); // what is behind the header moves to the front
			if (this.asked != IOLoop.READ) {
				this.below.interest(this.asked);
			}
		}
		return target.position() - start;
	}

	@Override
	public long write(ByteBuffer[] sources, int count) throws IOException {
		return opening() ? 0 : this.below.write(sources, count);
	}

	@Override
	public long writeFile(FileChannel file, long position, long count) throws IOException {
		return opening() ? 0 : this.below.writeFile(file, position, count);
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.below.shutdownOutput();
	}

	@Override
	public void close() {
		this.below.close();
	}

	@Override
	public void abort() {
		this.below.abort();
	}

	@Override
	public boolean hidesPeer() {
		return this.header == null || this.header.source() == null;
	}

	/**
	 * Returns where the client is that the proxy speaks for.
	 * @return its address; that of the proxy if it speaks for itself or does not know;
	 * null until the header is complete
	 */
	@Override
	public @Nullable SocketAddress remoteAddress() {
		ProxyHeader known = this.header;
		if (known == null) {
			return null;
		}
		return (known.source() != null) ? known.source() : this.below.remoteAddress();
	}

	/**
	 * Returns what the client has connected to.
	 * @return the proxy's address; that of this side if the proxy does not say
	 */
	@Override
	public @Nullable SocketAddress localAddress() {
		ProxyHeader known = this.header;
		return (known != null && known.destination() != null) ? known.destination() : this.below.localAddress();
	}

}
