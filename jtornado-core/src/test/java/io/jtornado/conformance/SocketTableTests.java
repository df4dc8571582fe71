package io.jtornado.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of the tables that are run, over sockets: a connection each, and as a whole.
 */
class SocketTableTests {

	private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final HTTPServer server = new HTTPServer(this::serve, this.loops);

	private final HTTPServer streaming = new HTTPServer(new StreamingCallback(this::serve), this.loops);

	private final HTTPServer inflating = new HTTPServer(this::serve, this.loops,
			HTTPServerOptions.DEFAULTS.withDecompressRequest(true));

	private final List<String> served = new CopyOnWriteArrayList<>();

	private void serve(HTTPRequest request) {
		serve(request, request.body());
	}

	private void serve(HTTPRequest request, byte[] body) {
		if (!request.path().equals("/next")) {
			this.served.add(request.method() + " " + request.uri() + " " + request.host() + " ["
					+ new String(body, StandardCharsets.ISO_8859_1) + "]");
		}
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
	}

	@BeforeEach
	void start() throws IOException {
		this.loops.start();
		for (HTTPServer each : List.of(this.server, this.streaming, this.inflating)) {
			each.listen(0, "127.0.0.1");
		}
	}

	@AfterEach
	void stop() {
		List.of(this.server, this.streaming, this.inflating).forEach(HTTPServer::stop);
		this.loops.stop();
		this.loops.close();
	}

	@Test
	void answersAsTheTableSays() throws IOException {
		assertAnswered(WireTable.exchanges(), this.server);
	}

	@Test
	void answersAlikeWhenBodiesAreStreamed() throws IOException {
		assertAnswered(WireTable.exchanges(), this.streaming);
	}

	@Test
	void inflatesAsTheTableSays() throws IOException {
		assertAnswered(WireTable.codedExchanges(), this.inflating);
	}

	private void assertAnswered(Stream<WireTable.Exchange> rows, HTTPServer asked) throws IOException {
		for (WireTable.Exchange row : (Iterable<WireTable.Exchange>) rows::iterator) {
			assertAnswered(row, asked);
		}
	}

	private void assertAnswered(WireTable.Exchange row, HTTPServer asked) throws IOException {
		this.served.clear();
		boolean kept = row.answer().endsWith("keep");
		boolean open = row.answer().endsWith("more");
		List<String> expected = new ArrayList<>(row.statuses());
		Stream.of("200").filter((status) -> kept).forEach(expected::add);
		// What ends while more is awaited has been cut off.
		Stream.of("400").filter((status) -> open).forEach(expected::add);

		assertThat(WireTable.statuses(received(asked, row.request() + (kept ? NEXT : ""), open))).as(row.toString())
			.isEqualTo(expected);
		assertThat(String.join(" ", this.served)).as(row.toString()).isEqualTo(row.seen());
	}

	/** All up to the end; a reset on the way would lose the answer. */
	private static String received(HTTPServer asked, String request, boolean end) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), asked.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			if (end) {
				socket.shutdownOutput();
			}
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
		catch (SocketException ex) {
			throw new AssertionError("The connection broke for " + request, ex);
		}
	}

}
