package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in memory that many connections of a test share. By default it says what it
 * was asked.
 */
final class TestServer implements AutoCloseable {

	private final TestLoop loop = new TestLoop();

	private final HTTPServer server;

	private final List<TestConnection> connections = new ArrayList<>();

	TestServer() {
		this(TestServer::echo);
	}

	TestServer(RequestCallback callback) {
		this(callback, HTTPServerOptions.DEFAULTS);
	}

	TestServer(RequestCallback callback, HTTPServerOptions options) {
		this.server = new HTTPServer(callback, this.loop.ioLoop(), options);
	}

	/** Says method, URI, version, host and body. */
	static void echo(HTTPRequest request) {
		String text = request.method() + " " + request.uri() + " " + request.version() + " " + request.host() + " ["
				+ new String(request.body(), StandardCharsets.ISO_8859_1) + "]";
		request.respond(ResponseStartLine.OK,
				HTTPHeaders.of("Content-Type", "text/plain", "X-Method", request.method()),
				text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** Keeps requests for {@code /wait} and has the others served. */
	static RequestCallback keeping(List<HTTPRequest> waiting, RequestCallback others) {
		return (request) -> {
			if (request.path().equals("/wait")) {
				waiting.add(request);
			}
			else {
				others.handle(request);
			}
		};
	}

	TestConnection connect() {
		TestConnection connection = new TestConnection(this.server, this.loop);
		this.connections.add(connection);
		return connection;
	}

	/** What a new connection answers to this. */
	String exchange(String text) {
		return connect().exchange(text);
	}

	HTTPServer server() {
		return this.server;
	}

	TestLoop loop() {
		return this.loop;
	}

	/** Closes all connections, and checks that none of them left anything behind. */
	@Override
	public void close() {
		this.connections.forEach(TestConnection::close);
		this.loop.runUntilIdle();
		HTTPServerStats stats = this.server.stats();
		this.loop.close();
		assertThat(stats.heldRead()).as("bytes held of requests").isZero();
		assertThat(stats.heldWrite()).as("bytes held of answers").isZero();
		assertThat(stats.requestsActive()).as("requests").isZero();
		assertThat(stats.connectionsBusy()).as("busy connections").isZero();
	}

}
