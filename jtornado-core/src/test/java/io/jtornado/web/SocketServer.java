package io.jtornado.web;

import java.io.IOException;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;

/** An application on a loop and a port of its own, with a client that is connected. */
final class SocketServer implements AutoCloseable {

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final HTTPServer server;

	private final SocketClient client;

	SocketServer(Application application) throws IOException {
		this(application, HTTPServerOptions.DEFAULTS);
	}

	SocketServer(Application application, HTTPServerOptions options) throws IOException {
		this.server = new HTTPServer(application, this.loops, options);
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
		this.client = new SocketClient(this.server.port());
	}

	HTTPServer server() {
		return this.server;
	}

	SocketClient client() {
		return this.client;
	}

	/** Ends the server, whose client stays. */
	void stop() {
		this.server.stop();
		this.loops.stop();
		this.loops.close();
	}

	@Override
	public void close() throws IOException {
		this.client.close();
		stop();
	}

}
