package io.jtornado.httpserver;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.testing.TestFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files over real sockets: each answer opens one, and closes it when it may. */
@Timeout(120)
class FileServerTests {

	enum Kind {

		PORT, UNIX, SECURED

	}

	/** More than all buffers of a connection take. */
	private static final int SIZE = 24 << 20;

	private static final int SLICE = 256 * 1024;

	private final IOLoopGroup loops = IOLoopGroup.of(2);

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger failed = new AtomicInteger();

	private HTTPServer server;

	private TestFile file;

	@TempDir
	private Path directory;

	@BeforeEach
	void make() throws IOException {
		this.file = new TestFile(SIZE);
		this.loops.start();
	}

	@AfterEach
	void stop() throws Exception {
		this.server.stop();
		this.server.drain(Duration.ofSeconds(20)).toCompletableFuture().get(30, TimeUnit.SECONDS);
		HTTPServerStats stats = this.server.stats();
		assertThat(stats.heldRead()).isZero();
		assertThat(stats.heldWrite()).isZero();
		assertThat(stats.requestsActive()).isZero();
		assertThat(this.open).hasValue(0);
		this.loops.close();
		this.file.close();
	}

	private void handle(HTTPRequest request) {
		switch (request.path()) {
			case "/whole" -> {
				FileChannel channel = begin(request, true);
				closeAfter(request.writeFile(channel, 0, SIZE), channel);
				request.finish();
			}
			case "/chunks" -> {
				FileChannel channel = begin(request, false);
				request.writeFile(channel, 0, 10);
				request.write("|");
				closeAfter(request.writeFile(channel, 10, SIZE - 10), channel);
				request.finish();
			}
			case "/slices" -> {
				FileChannel channel = begin(request, true);
				closeAfter(writeSlices(request, channel, 0), channel);
			}
			default -> TestServer.echo(request);
		}
	}

	private FileChannel begin(HTTPRequest request, boolean withLength) {
		try {
			FileChannel channel = this.file.open();
			this.open.incrementAndGet();
			request.writeHeaders(ResponseStartLine.OK,
					withLength ? HTTPHeaders.of("Content-Length", String.valueOf(SIZE)) : new HTTPHeaders());
			return channel;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private CompletionStage<Void> writeSlices(HTTPRequest request, FileChannel channel, int from) {
		int length = Math.min(SLICE, SIZE - from);
		CompletionStage<Void> written = request.writeFile(channel, from, length);
		if (from + length == SIZE) {
			request.finish();
			return written;
		}
		return written.thenCompose((none) -> writeSlices(request, channel, from + length));
	}

	private void closeAfter(CompletionStage<Void> stage, FileChannel channel) {
		stage.whenComplete((none, ex) -> {
			this.failed.addAndGet((ex != null) ? 1 : 0);
			this.open.decrementAndGet();
			try {
				channel.close();
			}
			catch (IOException closing) {
				throw new UncheckedIOException(closing);
			}
		});
	}

	private SocketAddress listen(Kind kind) throws IOException {
		TCPServerOptions tcp = (kind == Kind.SECURED)
				? TCPServerOptions.DEFAULTS.withSsl(SSLOptions.of(Certificates.LOCALHOST.context()))
				: TCPServerOptions.DEFAULTS;
		this.server = new HTTPServer(this::handle, this.loops, HTTPServerOptions.DEFAULTS.withTcp(tcp));
		this.server.bind((kind == Kind.UNIX) ? UnixDomainSocketAddress.of(this.directory.resolve("socket"))
				: new InetSocketAddress("127.0.0.1", 0));
		return this.server.addresses().get(0);
	}

	private Client connect(Kind kind, SocketAddress address) throws IOException {
		return (kind == Kind.SECURED) ? new SecuredClient(this.server.port()) : new PlainClient(address);
	}

	private static String get(String path) {
		return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
	}

	@ParameterizedTest
	@EnumSource
	void carriesFilesBetweenOtherAnswers(Kind kind) throws Exception {
		SocketAddress address = listen(kind);
		try (Client client = connect(kind, address)) {
			client.send(get("/a") + get("/whole") + get("/b") + get("/slices") + get("/chunks")
					+ get("/c").replace("Host", "Connection: close\r\nHost"));
			List<String> bodies = Answer.bodies(client.receiveAll());

			assertThat(bodies).hasSize(6);
			assertThat(bodies.get(1).equals(this.file.text())).isTrue();
			assertThat(bodies.get(3).equals(this.file.text())).isTrue();
			assertThat(bodies.get(4).equals(this.file.text(0, 10) + "|" + this.file.text().substring(10))).isTrue();
			assertThat(bodies.get(5)).startsWith("GET /c ");
			assertThat(this.failed).hasValue(0);
		}
	}

	@ParameterizedTest
	@EnumSource
	void closesTheFilesOfClientsThatLeave(Kind kind) throws Exception {
		SocketAddress address = listen(kind);
		for (int i = 0; i < 15; i++) {
			Client client = connect(kind, address);
			client.send(get(List.of("/whole", "/slices", "/chunks").get(i % 3)) + get("/whole"));
			client.receive(1 + i * 100_000);
			client.reset();
		}

		await().atMost(Duration.ofSeconds(30)).until(() -> this.server.connectionsActive() == 0);
		await().untilAsserted(() -> assertThat(this.open).hasValue(0));
		assertThat(this.failed).hasValue(15);
	}

	@ParameterizedTest
	@EnumSource
	void showsTheClientThatTheFileHasLostItsEnd(Kind kind) throws Exception {
		SocketAddress address = listen(kind);
		try (Client client = connect(kind, address)) {
			client.send(get("/whole"));
			String received = client.receive(1000);
			this.file.truncate(SIZE / 2);
			received += client.receiveAll();

			String body = received.substring(received.indexOf("\r\n\r\n") + 4);
			assertThat(this.file.text().startsWith(body)).isTrue();
			assertThat(body.length()).isLessThanOrEqualTo(SIZE / 2);
			await().untilAsserted(() -> assertThat(this.failed).hasValue(1));
		}
	}

	/** A client that blocks. */
	private abstract static class Client implements Closeable {

		abstract InputStream in() throws IOException;

		abstract void send(String text) throws IOException;

		/** Leaves so that the server sees a failure. */
		abstract void reset() throws IOException;

		String receive(int count) throws IOException {
			return new String(in().readNBytes(count), StandardCharsets.ISO_8859_1);
		}

		/** Until the end, or a failure. */
		String receiveAll() {
			ByteArrayOutputStream all = new ByteArrayOutputStream();
			try {
				in().transferTo(all);
			}
			catch (IOException ex) {
				// An end as well.
			}
			return all.toString(StandardCharsets.ISO_8859_1);
		}

	}

	private static final class PlainClient extends Client {

		private final SocketChannel channel;

		PlainClient(SocketAddress address) throws IOException {
			this.channel = SocketChannel.open(address);
		}

		@Override
		InputStream in() {
			return Channels.newInputStream(this.channel);
		}

		@Override
		void send(String text) throws IOException {
			this.channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
		}

		@Override
		void reset() throws IOException {
			if (this.channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
				this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
			}
			close();
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

	private static final class SecuredClient extends Client {

		private final Socket plain;

		private final Socket secured;

		SecuredClient(int port) throws IOException {
			this.plain = new Socket("127.0.0.1", port);
			this.secured = Certificates.anonymous()
				.getSocketFactory()
				.createSocket(this.plain, "127.0.0.1", port, true);
		}

		@Override
		InputStream in() throws IOException {
			return this.secured.getInputStream();
		}

		@Override
		void send(String text) throws IOException {
			this.secured.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
		}

		@Override
		void reset() throws IOException {
			this.plain.setSoLinger(true, 0);
			this.plain.close();
		}

		@Override
		public void close() throws IOException {
			this.secured.close();
		}

	}

}
