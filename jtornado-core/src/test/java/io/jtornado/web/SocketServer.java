package io.jtornado.web;

import java.io.IOException;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.Clock;
import io.jtornado.ioloop.IOLoopGroup;

/** An application on a loop and a port of its own, with a client that is connected. */
public final class SocketServer implements AutoCloseable {

	private final IOLoopGroup loops;

	private final HTTPServer server;

	private final SocketClient client;

	public SocketServer(Application application) throws IOException {
		this(application, HTTPServerOptions.DEFAULTS);
	}

	public SocketServer(Application application, HTTPServerOptions options) throws IOException {
		this(application, options, Clock.SYSTEM);
	}

	/** The time of the loop is that of the clock. */
	public SocketServer(Application application, HTTPServerOptions options, Clock clock) throws IOException {
		this.loops = IOLoopGroup.of(1, clock);
		this.server = new HTTPServer(application, this.loops, options);
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
		this.client = new SocketClient(this.server.port());
	}

	public HTTPServer server() {
		return this.server;
	}

	public SocketClient client() {
		return this.client;
	}

	/** Another client. */
	public SocketClient connect() throws IOException {
		return new SocketClient(this.server.port());
	}

	/** Has the loop do something, when it has done with what it is doing. */
	public void onLoop(Runnable callback) {
		this.loops.loops().get(0).addCallback(callback);
	}

	/** Ends the server, whose client stays. */
	public void stop() {
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
