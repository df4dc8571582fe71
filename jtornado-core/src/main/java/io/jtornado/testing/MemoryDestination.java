package io.jtornado.testing;

import java.time.Duration;

import io.jtornado.httpserver.HTTPServer;

/** A server that is reached without sockets, on a loop that the test runs. */
final class MemoryDestination implements Destination {

	private final HTTPServer server;

	private final TestLoop loop;

	private final boolean ownsLoop;

	MemoryDestination(HTTPServer server, TestLoop loop, boolean ownsLoop) {
		this.server = server;
		this.loop = loop;
		this.ownsLoop = ownsLoop;
	}

	@Override
	public Wire connect() {
		return new MemoryWire(new TestConnection(this.server, this.loop));
	}

	@Override
	public String host() {
		return "localhost";
	}

	@Override
	public void advance(Duration time) {
		this.loop.advance(time);
	}

	@Override
	public HTTPServer server() {
		return this.server;
	}

	@Override
	public TestLoop loop() {
		return this.loop;
	}

	@Override
	public void close() {
		this.loop.runUntilIdle();
		if (this.ownsLoop) {
			this.loop.close();
		}
	}

}
