package io.jtornado.spring;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.Shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * How a server ends, with a plain listener, one with TLS and one on a Unix domain socket,
 * each of which has an idle connection and one with a request in flight.
 */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class GracefulShutdownTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final IOLoopGroup loops = IOLoopGroup.of(2);

	private final Semaphore entered = new Semaphore(0);

	private final CompletableFuture<Void> answer = new CompletableFuture<>();

	private final List<Client> idle = new ArrayList<>();

	private final List<Client> busy = new ArrayList<>();

	@TempDir
	private Path directory;

	@AfterEach
	void closeClients() throws IOException {
		for (Client client : this.idle) {
			client.close();
		}
		for (Client client : this.busy) {
			client.close();
		}
	}

	@Test
	void closesWhatIsIdleAtOnceAndWaitsForTheRest(CapturedOutput output) throws Exception {
		JTornadoWebServer server = started(Shutdown.GRACEFUL, LONG);

		CompletableFuture<GracefulShutdownResult> result = shutDown(server);

		for (Client client : this.idle) {
			assertThat(client.in().read()).isEqualTo(-1);
		}
		assertThat(result).isNotDone();
		this.answer.complete(null);
		for (Client client : this.busy) {
			assertThat(client.rest()).startsWith("HTTP/1.1 200 ").contains("Connection: close").endsWith("ok");
		}
		assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);
		assertEnded(output, "1 closed idle, 1 finished, 0 aborted");
		assertThat(this.directory.resolve("socket")).doesNotExist();
		server.destroy();
		assertThat(output.getOut()).containsOnlyOnce("Listener 'plain' has ended");
	}

	@Test
	void breaksOffWhatOutlastsTheGracePeriod(CapturedOutput output) throws Exception {
		JTornadoWebServer server = started(Shutdown.GRACEFUL, Duration.ofMillis(100));

		assertThat(shutDown(server).get(10, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.REQUESTS_ACTIVE);

		assertEnded(output, "1 closed idle, 0 finished, 1 aborted");
		assertBrokenOff();
		server.destroy();
	}

	@Test
	void breaksOffWhatIsLeftWhenItIsStopped(CapturedOutput output) throws Exception {
		JTornadoWebServer server = started(Shutdown.GRACEFUL, LONG);
		CompletableFuture<GracefulShutdownResult> result = shutDown(server);

		server.stop();

		assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.REQUESTS_ACTIVE);
		assertEnded(output, "1 closed idle, 0 finished, 1 aborted");
		assertBrokenOff();
		server.destroy();
	}

	@Test
	void waitsForNothingIfItIsImmediate(CapturedOutput output) throws Exception {
		JTornadoWebServer server = started(Shutdown.IMMEDIATE, LONG);

		assertThat(shutDown(server)).isCompletedWithValue(GracefulShutdownResult.IMMEDIATE);
		server.stop();

		assertEnded(output, "1 closed idle, 0 finished, 1 aborted");
		assertBrokenOff();
		server.destroy();
	}

	@Test
	void isIdleBeforeItStartsAndAfterItsEnd() throws Exception {
		JTornadoWebServer server = server(Shutdown.GRACEFUL, LONG);
		assertThat(shutDown(server)).isCompletedWithValue(GracefulShutdownResult.IDLE);
		server.start();
		assertThat(shutDown(server).get(10, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);
		server.stop();
		assertThat(shutDown(server)).isCompletedWithValue(GracefulShutdownResult.IDLE);
		server.destroy();
	}

	@Test
	void neverHoldsALoop() throws Exception {
		JTornadoWebServer server = started(Shutdown.GRACEFUL, LONG);
		IOLoop loop = this.loops.loops().get(0);
		CompletableFuture<CompletableFuture<GracefulShutdownResult>> result = new CompletableFuture<>();

		loop.addCallback(() -> {
			result.complete(shutDown(server));
			server.stop();
		});

		assertThat(result.get(10, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS))
			.isEqualTo(GracefulShutdownResult.REQUESTS_ACTIVE);
		server.destroy();
	}

	@Test
	void endsAlthoughItsLoopsHaveEndedBefore() throws Exception {
		JTornadoWebServer server = started(Shutdown.GRACEFUL, LONG);
		this.loops.close();

		assertThat(shutDown(server).get(2, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);
		server.destroy();
	}

	private JTornadoWebServer started(Shutdown shutdown, Duration gracePeriod) throws Exception {
		JTornadoWebServer server = server(shutdown, gracePeriod);
		server.start();
		for (JTornadoListener listener : server.listeners()) {
			Client waiting = connect(listener);
			waiting.send("/fast");
			waiting.readAnswer();
			this.idle.add(waiting);
			Client inFlight = connect(listener);
			inFlight.send("/slow");
			this.busy.add(inFlight);
		}
		assertThat(this.entered.tryAcquire(this.busy.size(), 10, TimeUnit.SECONDS)).isTrue();
		return server;
	}

	private JTornadoWebServer server(Shutdown shutdown, Duration gracePeriod) throws Exception {
		SocketAddress port = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		TCPServerOptions secured = TCPServerOptions.DEFAULTS
			.withSsl(SSLOptions.of(TestKeys.LOCALHOST.bundle().createSslContext()));
		return new JTornadoWebServer(
				List.of(listener("plain", TCPServerOptions.DEFAULTS, port), listener("secured", secured, port),
						listener("unix", TCPServerOptions.DEFAULTS,
								UnixDomainSocketAddress.of(this.directory.resolve("socket")))),
				this.loops, shutdown, gracePeriod);
	}

	private JTornadoListener listener(String name, TCPServerOptions tcp, SocketAddress address) {
		HTTPServer server = new HTTPServer(this::serve, this.loops,
				HTTPServerOptions.DEFAULTS.withName(name).withTcp(tcp));
		return new JTornadoListener(server, List.of(address));
	}

	private void serve(HTTPRequest request) {
		if (request.path().equals("/slow")) {
			this.entered.release();
			request.ioLoop().addFuture(this.answer, (value, failure) -> respond(request));
		}
		else {
			respond(request);
		}
	}

	private static void respond(HTTPRequest request) {
		request.respond(ResponseStartLine.OK, HTTPHeaders.of("Content-Type", "text/plain"),
				"ok".getBytes(StandardCharsets.US_ASCII));
	}

	private static CompletableFuture<GracefulShutdownResult> shutDown(JTornadoWebServer server) {
		CompletableFuture<GracefulShutdownResult> result = new CompletableFuture<>();
		server.shutDownGracefully(result::complete);
		return result;
	}

	private static void assertEnded(CapturedOutput output, String counts) {
		for (String name : List.of("plain", "secured", "unix")) {
			assertThat(output.getOut()).containsPattern("Listener '" + name + "' has ended in \\d+ ms.* " + counts);
		}
	}

	private void assertBrokenOff() throws IOException {
		for (Client client : this.busy) {
			try {
				assertThat(client.rest()).isEmpty();
			}
			catch (SocketException ex) {
				assertThat(ex).hasMessageContaining("reset");
			}
			catch (IOException ex) {
				assertThatThrownBy(client.in()::read).isInstanceOf(IOException.class);
			}
		}
	}

	private static Client connect(JTornadoListener listener) throws IOException {
		if (listener.port() == -1) {
			SocketChannel channel = SocketChannel.open(listener.addresses().get(0));
			return new Client(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
		}
		Socket socket = listener.name().equals("secured")
				? TestKeys.LOCALHOST.trustingContext().getSocketFactory().createSocket() : new Socket();
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
		return new Client(socket.getInputStream(), socket.getOutputStream(), socket);
	}

	private record Client(InputStream in, OutputStream out, Closeable closeable) implements Closeable {

		void send(String path) throws IOException {
			this.out.write(("GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
		}

		void readAnswer() throws IOException {
			StringBuilder read = new StringBuilder();
			while (!read.toString().endsWith("\r\n\r\nok")) {
				int next = this.in.read();
				assertThat(next).as(read.toString()).isNotNegative();
				read.append((char) next);
			}
		}

		String rest() throws IOException {
			return new String(this.in.readAllBytes(), StandardCharsets.US_ASCII);
		}

		@Override
		public void close() throws IOException {
			this.closeable.close();
		}

	}

}
