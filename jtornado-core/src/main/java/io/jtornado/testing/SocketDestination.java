package io.jtornado.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.ioloop.IOLoopGroup;
import org.jspecify.annotations.Nullable;

/** A server that is reached over sockets: one of its own, or any that listens. */
final class SocketDestination implements Destination {

	private final InetSocketAddress address;

	private final @Nullable HTTPServer server;

	private final @Nullable IOLoopGroup loops;

	SocketDestination(InetSocketAddress address) {
		this.address = address;
		this.server = null;
		this.loops = null;
	}

	SocketDestination(RequestCallback callback, HTTPServerOptions options) {
		this.loops = IOLoopGroup.of(1);
		this.server = new HTTPServer(callback, this.loops, options);
		this.loops.start();
		try {
			this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		}
		catch (IOException ex) {
			this.loops.close();
			throw new UncheckedIOException(ex);
		}
		this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), this.server.port());
	}

	@Override
	public Wire connect() {
		return new SocketWire(this.address);
	}

	@Override
	public String host() {
		return this.address.getHostString() + ":" + this.address.getPort();
	}

	@Override
	public void advance(Duration time) {
		throw new IllegalStateException("This client's server runs by the machine's clock, which cannot be moved:"
				+ " use TestClient.of(application)");
	}

	@Override
	public HTTPServer server() {
		if (this.server == null) {
			throw new IllegalStateException("The server at " + this.address + " is not this client's");
		}
		return this.server;
	}

	@Override
	public TestLoop loop() {
		throw new IllegalStateException(
				"This client's server runs on a thread of its own: use TestClient.of(application) for a loop to run");
	}

	@Override
	public void close() {
		if (this.server != null && this.loops != null) {
			this.server.stop();
			this.server.closeAllConnections();
			this.loops.close();
		}
	}

}
