package io.jtornado.httpserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several servers on the same loops, and HTTP over unix domain sockets. */
@Timeout(60)
class ListenersTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String LAST = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

	private final IOLoopGroup loops = IOLoopGroup.of(2);

	private final HTTPServer open = new HTTPServer(ListenersTests::handle, this.loops);

	private final HTTPServer local = new HTTPServer(ListenersTests::handle, this.loops,
			HTTPServerOptions.DEFAULTS.withName("local")
				.withServerHeader("local")
				.withTcp(TCPServerOptions.DEFAULTS.withUnixSocketMode("rw-rw----")));

	@TempDir
	Path directory;

	private Path path;

	private static void handle(HTTPRequest request) {
		if (request.path().equals("/abort")) {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.abort();
		}
		else if (!request.path().equals("/wait")) {
			TestServer.echo(request);
		}
	}

	@BeforeEach
	void start() throws IOException {
		this.path = this.directory.resolve("app.sock");
		this.loops.start();
		this.open.listen(0, "127.0.0.1");
		this.local.listenUnix(this.path);
	}

	@AfterEach
	void stop() {
		this.open.stop();
		this.local.stop();
		this.loops.close();
		assertThat(this.local.connectionsActive()).isZero();
		assertThat(this.path).doesNotExist();
	}

	@Test
	void serveBesideEachOtherEachWithItsOwnOptions() throws IOException {
		SocketAddress port = new InetSocketAddress(InetAddress.getLoopbackAddress(), this.open.port());
		try (SocketChannel public1 = connect(port); SocketChannel local1 = connect(local())) {
			send(public1, GET + LAST);
			send(local1, GET + LAST);

			assertThat(Answer.all(readAll(public1))).hasSize(2)
				.noneMatch((answer) -> "local".equals(answer.fields().get("server")));
			assertThat(Answer.all(readAll(local1))).hasSize(2)
				.allMatch((answer) -> "local".equals(answer.fields().get("server")));
		}
		assertThat(this.open.accepted()).isEqualTo(1);
		assertThat(this.local.accepted()).isEqualTo(1);
		assertThat(this.open.stats().reservations()).containsExactlyElementsOf(this.local.stats().reservations());
	}

	@Test
	void servesTLSBesidePlainPortsAndUnixSockets() throws Exception {
		HTTPServer secured = new HTTPServer(ListenersTests::handle, this.loops,
				HTTPServerOptions.DEFAULTS.withName("secured")
					.withServerHeader("secured")
					.withTcp(TCPServerOptions.DEFAULTS.withSsl(SSLOptions.of(Certificates.LOCALHOST.context()))));
		secured.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
				UnixDomainSocketAddress.of(this.directory.resolve("secured.sock")));
		SocketAddress port = new InetSocketAddress(InetAddress.getLoopbackAddress(), this.open.port());
		try (Socket client = Certificates.anonymous()
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), secured.port());
				SocketChannel public1 = connect(port);
				SocketChannel local1 = connect(local());
				SocketChannel astray = connect(secured.addresses().get(1))) {
			client.getOutputStream().write((GET + LAST).getBytes(StandardCharsets.ISO_8859_1));
			send(public1, LAST);
			send(local1, LAST);
			send(astray, LAST);

			String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			assertThat(Answer.all(answers)).hasSize(2)
				.allMatch((answer) -> "secured".equals(answer.fields().get("server")));
			assertThat(Answer.statuses(readAll(public1))).containsExactly(200);
			assertThat(Answer.statuses(readAll(local1))).containsExactly(200);
			assertThat(readAll(astray)).startsWith("HTTP/1.1 400 ").contains("https://");
		}
		secured.stop();
		secured.drain(Duration.ofSeconds(10)).toCompletableFuture().get(20, TimeUnit.SECONDS);
		assertThat(secured.connectionsActive()).isZero();
		assertThat(this.directory.resolve("secured.sock")).doesNotExist();
	}

	@Test
	void oneMayStopWhileAnotherGoesOn() throws Exception {
		this.open.stop();
		this.open.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
		try (SocketChannel client = connect(local())) {
			send(client, LAST);
			assertThat(Answer.of(readAll(client)).status()).isEqualTo(200);
		}
	}

	@Test
	void answersOverAUnixSocketBehindAHalfClose() throws IOException {
		try (SocketChannel client = connect(local())) {
			send(client, GET + GET);
			client.shutdownOutput();

			assertThat(Answer.statuses(readAll(client))).containsExactly(200, 200);
		}
	}

	@Test
	void refusesOverAUnixSocketSoThatTheClientCanReadIt() throws IOException {
		try (SocketChannel client = connect(local())) {
			send(client, "BAD\r\n\r\n");

			assertThat(Answer.of(readAll(client)).status()).isEqualTo(400);
		}
	}

	@Test
	void forgetsAClientThatLeavesAUnixSocket() throws IOException {
		try (SocketChannel client = connect(local())) {
			send(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
			await().until(() -> this.local.stats().reserved() > 0);
		}
		await().until(() -> this.local.connectionsActive() == 0);
		assertThat(this.local.stats().reserved()).isZero();
	}

	@Test
	void breaksOffOverAUnixSocketAndSaysSo() throws IOException {
		try (EngineLog log = new EngineLog(); SocketChannel client = connect(local())) {
			send(client, "GET /abort HTTP/1.1\r\nHost: a\r\n\r\n");
			await().until(() -> this.local.connectionsActive() == 0);

			assertThat(log.messages()).containsExactly("The answer was given up; connection to unix: is aborted");
		}
	}

	@Test
	void answersCurlOverAUnixSocket() throws Exception {
		Process curl;
		try {
			curl = new ProcessBuilder("curl", "-sS", "--max-time", "20", "--unix-socket", this.path.toString(),
					"http://localhost/x")
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException ex) {
			Assumptions.abort("curl is not installed");
			return;
		}
		String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

		assertThat(said).isEqualTo("GET /x HTTP/1.1 localhost []");
		assertThat(curl.waitFor()).isZero();
	}

	@Test
	void shareTheBoundOfWhatIsHeldForRequests() {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withLimits(new Limits(1000, 10, 1000, 1 << 20, 1000));
		TestLoop loop = new TestLoop();
		HTTPServer first = new HTTPServer(ListenersTests::handle, loop.ioLoop(), options);
		HTTPServer second = new HTTPServer(ListenersTests::handle, loop.ioLoop(), options);
		String upload = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nx";
		TestConnection holding = new TestConnection(first, loop);
		holding.send(upload);
		assertThat(second.stats().reserved()).isEqualTo(900);
		TestConnection refused = new TestConnection(second, loop);
		refused.send(upload);

		assertThat(Answer.of(refused.received()).status()).isEqualTo(503);
		holding.reset();
		assertThat(second.stats().reserved()).isZero();
		TestConnection served = new TestConnection(second, loop);
		served.send(upload);
		assertThat(served.exchange("x".repeat(899))).startsWith("HTTP/1.1 200 ");
		loop.close();
	}

	private SocketAddress local() {
		return UnixDomainSocketAddress.of(this.path);
	}

	private static SocketChannel connect(SocketAddress address) throws IOException {
		return SocketChannel.open(address);
	}

	private static void send(SocketChannel client, String text) throws IOException {
		client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
	}

	private static String readAll(SocketChannel client) throws IOException {
		StringBuilder all = new StringBuilder();
		ByteBuffer buffer = ByteBuffer.allocate(10_000);
		while (client.read(buffer) >= 0) {
			all.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
			buffer.clear();
		}
		return all.toString();
	}

}
