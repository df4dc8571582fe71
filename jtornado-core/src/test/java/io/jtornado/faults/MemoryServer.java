package io.jtornado.faults;

import java.util.ArrayList;
import java.util.List;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.HTTPServerStats;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;

import static org.assertj.core.api.Assertions.assertThat;

/** A server in memory whose end is an audit: nothing of any connection may be left. */
final class MemoryServer implements AutoCloseable {

	private final TestLoop loop = new TestLoop();

	private final Told told = new Told();

	private final HTTPServer server;

	private final List<TestConnection> connections = new ArrayList<>();

	MemoryServer(RequestCallback callback) {
		this(callback, HTTPServerOptions.DEFAULTS);
	}

	MemoryServer(RequestCallback callback, HTTPServerOptions options) {
		this.server = new HTTPServer(callback, this.loop.ioLoop(), options);
		this.server.addListener(this.told);
	}

	TestConnection connect() {
		TestConnection connection = new TestConnection(this.server, this.loop);
		this.connections.add(connection);
		return connection;
	}

	HTTPServer server() {
		return this.server;
	}

	TestLoop loop() {
		return this.loop;
	}

	/** What the listeners were told. */
	Told told() {
		return this.told;
	}

	/** How many connections there have been. */
	int connected() {
		return this.connections.size();
	}

	/** Nothing is held and nothing is under way. */
	void assertAtRest() {
		this.loop.runUntilIdle();
		HTTPServerStats stats = this.server.stats();
		assertThat(stats.heldRead()).as("bytes held of requests").isZero();
		assertThat(stats.heldWrite()).as("bytes held of answers").isZero();
		assertThat(stats.requestsActive()).as("requests").isZero();
	}

	@Override
	public void close() {
		this.connections.forEach(TestConnection::close);
		assertAtRest();
		assertThat(this.loop.ioLoop().stats().timeouts()).as("timers").isZero();
		assertThat(this.told.closed()).as("connections told to be closed").isEqualTo(connected());
		this.loop.close();
	}

}
