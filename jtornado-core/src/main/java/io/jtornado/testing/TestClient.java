package io.jtornado.testing;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RequestCallback;
import org.jspecify.annotations.Nullable;

/**
 * Asks an application through the whole stack, from the bytes of the request to those of
 * the answer, without a socket. Tornado's {@code AsyncHTTPTestCase}.
 *
 * <pre>{@code
 * try (TestClient client = TestClient.of(application)) {
 *     TestResponse response = client.fetch("GET", "/users/1");
 *
 *     assertThat(response.status()).isEqualTo(200);
 *     assertThat(response.text()).isEqualTo("Ada");
 * }
 * }</pre>
 *
 * There are three kinds. {@link #of of(application)} is in memory: the loop runs in the
 * thread of the test while this waits, on a clock that stands still until
 * {@link #advance} moves it. {@link #listening listening(application)} serves on a free
 * port of the loopback interface, on a loop and by a clock of its own.
 * {@link #connectedTo connectedTo(address)} asks a server that runs already.
 * <p>
 * Requests one after the other share a connection as long as the server keeps it; those
 * that overlap have one each. A handler may complete its stage on any thread: whatever
 * waits here is woken by the answer, and gives up after the {@link #timeout(Duration)
 * timeout}.
 * <p>
 * Unlike Tornado's client, this one follows no redirect, keeps no cookie and inflates
 * nothing: a test sees what was sent.
 * <p>
 * <b>Threading:</b> used by one thread, that of the test.
 */
public final class TestClient implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Destination destination;

	private final Deque<Wire> idle = new ArrayDeque<>();

	private final Set<Wire> busy = new HashSet<>();

	private Duration timeout = PATIENCE;

	private TestClient(Destination destination) {
		this.destination = destination;
	}

	/**
	 * Asks an application in memory, by a server with the default settings.
	 * @param application an {@code Application}, or whatever serves requests
	 * @return a new client; close it
	 */
	public static TestClient of(RequestCallback application) {
		return of(application, HTTPServerOptions.DEFAULTS);
	}

	/**
	 * Asks an application in memory.
	 * @param application an {@code Application}, or whatever serves requests
	 * @param options the settings of the server
	 * @return a new client; close it
	 */
	public static TestClient of(RequestCallback application, HTTPServerOptions options) {
		TestLoop loop = new TestLoop();
		return new TestClient(new MemoryDestination(new HTTPServer(application, loop.ioLoop(), options), loop, true));
	}

	/**
	 * Asks a server in memory that others ask, too.
	 * @param server the server; it need not listen
	 * @param loop its loop; it stays open when this client is closed
	 * @return a new client; close it
	 */
	public static TestClient of(HTTPServer server, TestLoop loop) {
		return new TestClient(new MemoryDestination(server, loop, false));
	}

	/**
	 * Asks an application on a free port of the loopback interface, by a server with the
	 * default settings.
	 * @param application an {@code Application}, or whatever serves requests
	 * @return a new client; close it
	 */
	public static TestClient listening(RequestCallback application) {
		return listening(application, HTTPServerOptions.DEFAULTS);
	}

	/**
	 * Asks an application on a free port of the loopback interface.
	 * @param application an {@code Application}, or whatever serves requests
	 * @param options the settings of the server
	 * @return a new client; close it
	 */
	public static TestClient listening(RequestCallback application, HTTPServerOptions options) {
		return new TestClient(new SocketDestination(application, options));
	}

	/**
	 * Asks a server that runs already, in plain text.
	 * @param address where it listens
	 * @return a new client; close it
	 */
	public static TestClient connectedTo(InetSocketAddress address) {
		return new TestClient(new SocketDestination(address));
	}

	/**
	 * Sets how long to wait for the server to take a request, for an answer, or for a
	 * piece of one: by the machine's clock also where the server's stands still.
	 * @param atMost more than nothing; 5 seconds by default
	 * @return this
	 */
	public TestClient timeout(Duration atMost) {
		if (atMost.isNegative() || atMost.isZero()) {
			throw new IllegalArgumentException("The timeout of a test must be longer than " + atMost);
		}
		this.timeout = atMost;
		return this;
	}

	/**
	 * Sends a request without a body and waits for the whole answer. Tornado's
	 * {@code fetch}.
	 * @param method the method, such as {@code GET}
	 * @param target path and query, percent-encoded
	 * @return the answer
	 * @throws AssertionError if it does not come in time or is malformed
	 */
	public TestResponse fetch(String method, String target) {
		return request(method, target).fetch();
	}

	/**
	 * Begins a request with header fields, a body, or an answer that is not waited for.
	 * @param method the method, such as {@code POST}
	 * @param target path and query, percent-encoded
	 * @return a request to be added to, and to be sent
	 */
	public TestRequest request(String method, String target) {
		return new TestRequest(this, method, target);
	}

	/**
	 * Opens a WebSocket.
	 * @param target path and query, percent-encoded
	 * @return the WebSocket, open
	 * @throws AssertionError if the answer to the handshake does not come in time, or is
	 * another one than 101
	 */
	public TestWebSocket webSocket(String target) {
		return request("GET", target).webSocket();
	}

	/**
	 * Moves the clock and runs what is due by then.
	 * @param time how far
	 * @throws IllegalStateException if the server has a clock of its own
	 */
	public void advance(Duration time) {
		this.destination.advance(time);
	}

	/**
	 * Returns the server, to look at its counters or to stop it.
	 * @return the server
	 * @throws IllegalStateException if this client is connected to one that it has not
	 * made
	 */
	public HTTPServer server() {
		return this.destination.server();
	}

	/**
	 * Returns the loop of the server, to run it.
	 * @return the loop
	 * @throws IllegalStateException unless this client asks in memory
	 */
	public TestLoop loop() {
		return this.destination.loop();
	}

	/** Breaks the connections that are open, and stops a server of its own. */
	@Override
	public void close() {
		this.idle.forEach(Wire::leave);
		this.busy.forEach(Wire::leave);
		this.idle.clear();
		this.busy.clear();
		this.destination.close();
	}

	TestExchange send(TestRequest request) {
		Wire kept = takeIdle();
		Wire wire = (kept != null) ? kept : this.destination.connect();
		this.busy.add(wire);
		wire.send(request.encoded(this.destination.host()), this.timeout);
		return new TestExchange(this, request, wire);
	}

	/** Between two answers nothing comes but the end. */
	private @Nullable Wire takeIdle() {
		for (Wire wire = this.idle.pollLast(); wire != null; wire = this.idle.pollLast()) {
			byte[] present = wire.receive(Duration.ZERO);
			if (present == null) {
				return wire;
			}
			wire.leave();
			if (present.length > 0) {
				throw new AssertionError("Behind the end of an answer came what nobody had asked for: "
						+ AnswerReader.escape(new String(present, StandardCharsets.ISO_8859_1)));
			}
		}
		return null;
	}

	/** An answer is complete, or the client leaves it. */
	void giveBack(Wire wire, boolean persistent) {
		this.busy.remove(wire);
		if (persistent) {
			this.idle.addLast(wire);
		}
		else {
			wire.leave();
		}
	}

	Duration timeout() {
		return this.timeout;
	}

}
