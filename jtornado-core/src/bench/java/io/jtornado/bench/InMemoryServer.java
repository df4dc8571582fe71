package io.jtornado.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.IOStream;

/** One connection to a server on a loop that the benchmark's thread drives by itself. */
public final class InMemoryServer implements AutoCloseable {

	private final IOLoop loop = new IOLoop();

	private final RepeatingTransport client;

	private final IOStream stream;

	private InMemoryServer(byte[] request) throws IOException {
		this.client = new RepeatingTransport(request);
		// After a turn the loop belongs to this thread.
		this.loop.runOnce();
		this.stream = new IOStream(this.loop, this.client);
	}

	/**
	 * Opens a connection without a server.
	 * @return a stream that goes nowhere
	 * @throws IOException never
	 */
	public static InMemoryServer none() throws IOException {
		return new InMemoryServer(new byte[0]);
	}

	/**
	 * Opens a connection to a server.
	 * @param callback what answers
	 * @param request what {@link #turn()} sends
	 * @return the connection
	 * @throws IOException never
	 */
	public static InMemoryServer of(RequestCallback callback, byte[] request) throws IOException {
		return of(callback, HTTPServerOptions.DEFAULTS, request);
	}

	/**
	 * Opens a connection to a server.
	 * @param callback what answers
	 * @param options the settings of the server
	 * @param request what {@link #turn()} sends
	 * @return the connection
	 * @throws IOException never
	 */
	public static InMemoryServer of(RequestCallback callback, HTTPServerOptions options, byte[] request)
			throws IOException {
		InMemoryServer server = new InMemoryServer(request);
		new HTTPServer(callback, server.loop, options).handleStream(server.stream, server.client.remoteAddress());
		return server;
	}

	/**
	 * Makes a request of text.
	 * @param text the request
	 * @return the request as a handler gets it, unanswered
	 * @throws IOException never
	 */
	public static HTTPRequest request(byte[] text) throws IOException {
		AtomicReference<HTTPRequest> request = new AtomicReference<>();
		of(request::set, text).turn();
		return request.get();
	}

	/**
	 * Sends the request and takes the answer.
	 * @return bytes of all answers so far
	 */
	public long turn() {
		return this.client.turn();
	}

	/**
	 * Returns the loop.
	 * @return the loop, which the calling thread owns
	 */
	public IOLoop loop() {
		return this.loop;
	}

	/**
	 * Returns the server's side of the connection.
	 * @return the stream
	 */
	public IOStream stream() {
		return this.stream;
	}

	@Override
	public void close() {
		this.loop.close();
	}

}
