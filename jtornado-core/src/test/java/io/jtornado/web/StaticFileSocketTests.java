package io.jtornado.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files over real sockets, in plain text and by TLS. */
@Timeout(120)
class StaticFileSocketTests {

	private static final int LARGE = 24 << 20;

	@TempDir
	private Path root;

	/** A server on one loop, with or without TLS. */
	private static final class Server implements AutoCloseable {

		private final IOLoopGroup loops = IOLoopGroup.of(1);

		private final HTTPServer server;

		private final boolean secured;

		Server(Path root, boolean secured) throws IOException {
			HTTPServerOptions options = secured
					? HTTPServerOptions.DEFAULTS
						.withTcp(TCPServerOptions.DEFAULTS.withSsl(SSLOptions.of(Certificates.LOCALHOST.context())))
					: HTTPServerOptions.DEFAULTS;
			this.secured = secured;
			this.server = new HTTPServer(Application.builder().staticPath(root).accessLog(false).build(), this.loops,
					options);
			this.server.listen(0, "127.0.0.1");
			this.loops.start();
		}

		Socket ask(String name, String... fields) throws IOException {
			Socket socket = this.secured
					? Certificates.anonymous()
						.getSocketFactory()
						.createSocket(InetAddress.getLoopbackAddress(), this.server.port())
					: new Socket(InetAddress.getLoopbackAddress(), this.server.port());
			socket.setSoTimeout(20_000);
			String more = String.join("", Arrays.stream(fields).map((field) -> field + "\r\n").toList());
			socket.getOutputStream()
				.write(("GET /static/" + name + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return socket;
		}

		@Override
		public void close() {
			this.server.stop();
			this.server.closeAllConnections();
			this.loops.stop();
			this.loops.close();
		}

	}

	private static String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int octet = in.read();
			if (octet < 0) {
				throw new IOException("No answer, but " + head);
			}
			head.append((char) octet);
		}
		return head.toString();
	}

	private Path large() throws IOException {
		Path file = this.root.resolve("large.bin");
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
			bytes.setLength(LARGE);
			for (int at = 0; at < LARGE; at += 1 << 20) {
				bytes.seek(at);
				bytes.writeInt(at);
			}
		}
		return file;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void sendsLargeFilesAndPartsOfThem(boolean secured) throws IOException {
		Path file = large();
		byte[] bytes = Files.readAllBytes(file);
		try (Server server = new Server(this.root, secured)) {
			try (Socket socket = server.ask("large.bin")) {
				InputStream in = new BufferedInputStream(socket.getInputStream());
				assertThat(head(in)).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + LARGE);
				assertThat(Arrays.equals(in.readNBytes(LARGE), bytes)).isTrue();
				socket.getOutputStream()
					.write("GET /static/large.bin HTTP/1.1\r\nHost: a\r\nRange: bytes=3-9000002\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
				assertThat(head(in)).startsWith("HTTP/1.1 206 ").contains("Content-Length: 9000000");
				assertThat(Arrays.equals(in.readNBytes(9_000_000), Arrays.copyOfRange(bytes, 3, 9_000_003))).isTrue();
			}
			await().untilAsserted(() -> assertThat(OpenFiles.of(file)).isZero());
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@EnabledOnOs(OS.LINUX)
	void closesFilesOfClientsThatLeave(boolean secured) throws IOException {
		Path file = large();
		try (LogCapture log = new LogCapture("jtornado.application"); Server server = new Server(this.root, secured)) {
			for (int i = 0; i < 20; i++) {
				try (Socket socket = server.ask("large.bin")) {
					if (i % 2 == 0) {
						head(socket.getInputStream());
						socket.getInputStream().readNBytes(i * 10_000);
					}
					socket.setSoLinger(true, 0);
				}
			}
			await().untilAsserted(() -> {
				assertThat(OpenFiles.of(file)).isZero();
				assertThat(server.server.stats().heldWrite()).isZero();
			});
			assertThat(log.messages()).isEmpty();
		}
	}

	@Test
	void slowClientsHoldNothingButTheirSlice() throws IOException {
		large();
		Files.writeString(this.root.resolve("small.txt"), "small");
		List<Socket> slow = new ArrayList<>();
		try (Server server = new Server(this.root, false)) {
			for (int i = 0; i < 8; i++) {
				slow.add(server.ask("large.bin"));
			}
			for (Socket socket : slow) {
				head(socket.getInputStream());
			}
			try (Socket socket = server.ask("small.txt", "Connection: close")) {
				assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
					.endsWith("\r\n\r\nsmall");
			}
			assertThat(server.server.stats().heldWrite()).isLessThan(8L * 100_000);
			for (Socket socket : slow) {
				socket.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void breaksOffFilesThatBecomeShorter(boolean secured) throws IOException {
		Path file = large();
		try (Server server = new Server(this.root, secured); Socket socket = server.ask("large.bin")) {
			InputStream in = socket.getInputStream();
			assertThat(head(in)).contains("Content-Length: " + LARGE);
			try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
				bytes.setLength(1 << 20);
			}

			long received = 0;
			try {
				byte[] buffer = new byte[1 << 16];
				for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
					received += count;
				}
			}
			catch (IOException ex) {
				// Reset, or without the end that TLS has: the client knows.
			}
			assertThat(received).isLessThan(LARGE);
			await().untilAsserted(() -> assertThat(OpenFiles.of(file)).isZero());
		}
	}

	@Test
	void filesThatGrowOrVanishAreSentAsTheyWere() throws IOException {
		Path file = large();
		byte[] bytes = Files.readAllBytes(file);
		try (Server server = new Server(this.root, false); Socket socket = server.ask("large.bin")) {
			InputStream in = new BufferedInputStream(socket.getInputStream());
			head(in);
			Files.write(file, new byte[1000], StandardOpenOption.APPEND);
			assertThat(Arrays.equals(in.readNBytes(LARGE), bytes)).isTrue();
			socket.getOutputStream()
				.write("GET /static/large.bin HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(head(in)).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + (LARGE + 1000));
			Files.delete(file);
			assertThat(in.readNBytes(LARGE + 1000)).hasSize(LARGE + 1000);
			socket.getOutputStream()
				.write("GET /static/large.bin HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(head(in)).startsWith("HTTP/1.1 404 ");
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void opensNothingThatIsNoFile() throws IOException, InterruptedException {
		Process made = new ProcessBuilder("mkfifo", this.root.resolve("pipe").toString()).start();
		assertThat(made.waitFor()).isZero();
		try (TestClient client = TestClient.of(Application.builder().staticPath(this.root).build())) {
			assertThat(client.fetch("GET", "/static/pipe").status()).isEqualTo(403);
		}
	}

	@Test
	void verbsThatBlockHoldNoFilesUp() throws IOException {
		Files.writeString(this.root.resolve("small.txt"), "small");
		Application.Builder builder = Application.builder().staticPath(this.root).executor((work) -> {
		});
		try (TestClient client = TestClient.of(builder.build())) {
			assertThat(client.fetch("GET", "/static/small.txt").text()).isEqualTo("small");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 9 })
	void disksThatHangAreNotWaitedForForEver(int requests) throws IOException {
		Files.writeString(this.root.resolve("small.txt"), "small");
		List<Runnable> hanging = new ArrayList<>();
		Application.Builder builder = Application.builder().staticPath(this.root);
		builder.fileReaders = hanging::add;
		Application application = builder.build();
		try (TestConnection other = new TestConnection(application)) {
			List<TestConnection> all = new ArrayList<>(List.of(other));
			for (int i = 1; i < requests; i++) {
				all.add(new TestConnection(other.server(), other.loop()));
			}
			all.forEach((connection) -> connection.send("GET /static/small.txt HTTP/1.1\r\nHost: a\r\n\r\n"));
			other.advance(Duration.ofSeconds(19));
			all.forEach((connection) -> assertThat(connection.received()).isEmpty());

			other.advance(Duration.ofSeconds(1));

			all.forEach((connection) -> assertThat(connection.received()).startsWith("HTTP/1.1 503 ")
				.contains("Retry-After: 1"));
			assertThat(hanging).hasSize(Math.min(requests, 8));
			hanging.forEach(Runnable::run);
			other.loop().runUntilIdle();
			all.forEach((connection) -> assertThat(connection.received()).isEmpty());
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whatIsRefusedHalfWayBreaksOffAndIsClosed() throws IOException {
		Path file = large();
		Application.Builder builder = Application.builder().staticPath(this.root).accessLog(false);
		AtomicBoolean begun = new AtomicBoolean();
		builder.fileReaders = (work) -> {
			if (begun.getAndSet(true)) {
				throw new RejectedExecutionException();
			}
			work.run();
		};
		try (TestConnection connection = new TestConnection(builder.build())) {
			String received = connection.exchange("GET /static/large.bin HTTP/1.1\r\nHost: a\r\n\r\n");

			assertThat(received).startsWith("HTTP/1.1 200 ").hasSizeLessThan(LARGE);
			assertThat(connection.aborted()).isTrue();
			assertThat(OpenFiles.of(file)).isZero();
		}
	}

	@Test
	void tooManyRequestsAreTurnedAway() throws IOException {
		Files.writeString(this.root.resolve("small.txt"), "small");
		Application.Builder builder = Application.builder().staticPath(this.root);
		builder.fileReaders = (work) -> {
			throw new RejectedExecutionException();
		};
		try (TestClient client = TestClient.of(builder.build())) {
			TestResponse reply = client.fetch("GET", "/static/small.txt");

			assertThat(reply.status()).isEqualTo(503);
			assertThat(reply.header("Retry-After")).isEqualTo("1");
		}
	}

}
