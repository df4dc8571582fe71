package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.IOStream;

/**
 * Sends back what it gets, or throws at the sight of a connection.
 */
class EchoServer extends TCPServer {

	private final List<IOLoop> served = new CopyOnWriteArrayList<>(); // one entry per
																		// connection

	private volatile boolean throwing;

	EchoServer(IOLoop loop) {
		super(loop, TCPServerOptions.DEFAULTS);
	}

	EchoServer(IOLoopGroup group, TCPServerOptions options) {
		super(group, options);
	}

	void throwing(boolean throwing) {
		this.throwing = throwing;
	}

	List<IOLoop> served() {
		return this.served;
	}

	@Override
	protected void handleStream(IOStream stream, SocketAddress address) throws IOException {
		stream.ioLoop().checkInLoop();
		if (this.throwing) {
			throw new IOException("as told");
		}
		this.served.add(stream.ioLoop());
		echo(stream);
	}

	private void echo(IOStream stream) {
		stream.readPartial(1000).whenComplete((bytes, failure) -> {
			if (failure == null) {
				stream.write(bytes);
				echo(stream);
			}
			else {
				stream.close();
			}
		});
	}

}
