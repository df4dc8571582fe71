package io.jtornado.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.iostream.IOStream;

/**
 * A client's connection to an {@link HTTPServer}, without sockets, threads or waiting:
 * text in, text out. What is sent is served before the method returns.
 *
 * <pre>{@code
 * try (TestConnection connection = new TestConnection(application)) {
 *     connection.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
 *     assertThat(connection.received()).startsWith("HTTP/1.1 200 OK\r\n");
 * }
 * }</pre>
 * <p>
 * <b>Threading:</b> used by one thread, which its loop belongs to.
 */
public final class TestConnection implements AutoCloseable {

	private final TestLoop loop;

	private final HTTPServer server;

	private final boolean ownsLoop;

	private final MemoryTransport transport = new MemoryTransport();

	private final IOStream stream;

	/**
	 * Connects to a server of its own with the default settings.
	 * @param callback serves the requests
	 */
	public TestConnection(RequestCallback callback) {
		this(callback, HTTPServerOptions.DEFAULTS);
	}

	/**
	 * Connects to a server of its own.
	 * @param callback serves the requests
	 * @param options the settings of the server
	 */
	public TestConnection(RequestCallback callback, HTTPServerOptions options) {
		this(callback, options, new TestLoop());
	}

	private TestConnection(RequestCallback callback, HTTPServerOptions options, TestLoop loop) {
		this(new HTTPServer(callback, loop.ioLoop(), options), loop, true);
	}

	/**
	 * Connects to a server that others are connected to.
	 * @param server the server; it need not listen
	 * @param loop its loop; it stays open when this connection is closed
	 */
	public TestConnection(HTTPServer server, TestLoop loop) {
		this(server, loop, false);
	}

	private TestConnection(HTTPServer server, TestLoop loop, boolean ownsLoop) {
		this.loop = loop;
		this.server = server;
		this.ownsLoop = ownsLoop;
		try {
			this.stream = new IOStream(loop.ioLoop(), this.transport);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		server.handleStream(this.stream, this.transport.remoteAddress());
		loop.runUntilIdle();
	}

	/**
	 * Sends text and lets the server work on it until it has nothing to do.
	 * @param text characters up to U+00FF, a byte each
	 */
	public void send(String text) {
		this.transport.feed(text);
		this.loop.runUntilIdle();
	}

	/**
	 * Sends bytes and lets the server work on them until it has nothing to do.
	 * @param bytes the bytes
	 */
	public void send(byte[] bytes) {
		this.transport.feed(bytes);
		this.loop.runUntilIdle();
	}

	/** Ends the client's side; it can still read. */
	public void end() {
		this.transport.end();
		this.loop.runUntilIdle();
	}

	/** Breaks the connection, as a client that crashes does. */
	public void reset() {
		this.transport.reset();
		this.loop.runUntilIdle();
	}

	/**
	 * Moves the clock, and runs what is due by then.
	 * @param time how far
	 */
	public void advance(Duration time) {
		this.loop.advance(time);
	}

	/**
	 * Returns what has come back since it was asked last.
	 * @return characters up to U+00FF, a byte each; empty if nothing has come
	 */
	public String received() {
		this.loop.runUntilIdle();
		return this.transport.takeOutput();
	}

	/**
	 * Sends text and returns what comes back at once.
	 * @param text characters up to U+00FF, a byte each
	 * @return characters up to U+00FF, a byte each; empty if nothing has come
	 */
	public String exchange(String text) {
		send(text);
		return received();
	}

	/**
	 * Tells whether the server has closed the connection.
	 * @return whether both sides are closed
	 */
	public boolean closed() {
		return this.transport.closed();
	}

	/**
	 * Tells whether the client has seen the connection break instead of end.
	 * @return whether it was aborted
	 */
	public boolean aborted() {
		return this.transport.aborted();
	}

	/**
	 * Tells whether the client has read to the end.
	 * @return whether nothing more can come
	 */
	public boolean outputEnded() {
		return this.transport.outputEnded();
	}

	/**
	 * Returns what lies under the connection, to be mean with.
	 * @return the transport
	 */
	public MemoryTransport transport() {
		return this.transport;
	}

	/**
	 * Returns the server's side of the connection.
	 * @return the stream
	 */
	public IOStream stream() {
		return this.stream;
	}

	/**
	 * Returns the server.
	 * @return the server
	 */
	public HTTPServer server() {
		return this.server;
	}

	/**
	 * Returns the loop.
	 * @return the loop
	 */
	public TestLoop loop() {
		return this.loop;
	}

	/** Breaks the connection, unless it is closed, and with it a loop of its own. */
	@Override
	public void close() {
		if (!closed()) {
			reset();
		}
		if (this.ownsLoop) {
			this.loop.close();
		}
	}

}
