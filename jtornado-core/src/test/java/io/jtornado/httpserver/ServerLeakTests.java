package io.jtornado.httpserver;

import java.io.Closeable;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Nothing of a stopped server stays, be it on ports, on unix sockets or secured by TLS
 * with handshakes under way.
 */
@EnabledOnOs(OS.LINUX) // which tells what a process has open
@Timeout(60)
class ServerLeakTests {

	private static final int SERVERS = 200;

	private static final byte[] LARGE = new byte[16 << 20];

	private static final HTTPServerOptions SECURED = HTTPServerOptions.DEFAULTS
		.withTcp(TCPServerOptions.DEFAULTS.withSsl(SSLOptions.of(Certificates.LOCALHOST.context())));

	private static final SSLContext CLIENT = Certificates.anonymous();

	private static final String HALF = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf";

	private static final String BEGUN = "GET /begun HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final long SLACK = 256 * 1024; // of this thread's own buffers

	private final List<WeakReference<Object>> stopped = new ArrayList<>();

	@TempDir
	Path directory;

	private static void handle(HTTPRequest request) {
		if (request.path().equals("/large")) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), LARGE);
		}
		else {
			request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
			request.write("begun");
			request.flush();
		}
	}

	@Test
	void twoHundredServersLeaveNothingBehind() throws Exception {
		for (int i = 0; i < 12; i++) { // whatever is made once
			startAndEnd(i);
		}
		awaitGone();
		int threads = threads();
		long descriptors = descriptors();
		long direct = direct();

		for (int i = 0; i < SERVERS; i++) {
			startAndEnd(i);
		}

		awaitGone();
		await().untilAsserted(() -> {
			System.gc();
			assertThat(threads()).as("threads of loops").isLessThanOrEqualTo(threads);
			assertThat(descriptors()).as("file descriptors").isLessThanOrEqualTo(descriptors);
			assertThat(direct()).as("bytes of direct buffers").isLessThanOrEqualTo(direct + SLACK);
		});
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).as("files of sockets").isEmpty();
		}
	}

	private void startAndEnd(int number) throws Exception {
		IOLoopGroup loops = IOLoopGroup.of(1 + number / 6 % 3);
		boolean secured = number % 4 == 2;
		HTTPServer server = new HTTPServer(ServerLeakTests::handle, loops,
				secured ? SECURED : HTTPServerOptions.DEFAULTS);
		this.stopped.add(new WeakReference<>(server));
		loops.loops().forEach((loop) -> this.stopped.add(new WeakReference<>(loop)));
		loops.start();
		List<Closeable> clients = new ArrayList<>();
		try {
			server.bind(address(number));
			if (secured) {
				connectSecured(clients, server.port());
			}
			else {
				connectPlain(clients, server.addresses().get(0));
			}
			HTTPServerStats stats = server.stats();
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> stats.connectionsActive() == 4 && stats.requestsActive() == 2 && stats.reserved() > 0
						&& (stats.heldWrite() > 0 || secured));
			end(server, loops, number / 2 % 3);
			assertThat(stats.connectionsActive()).isZero();
			assertThat(stats.connectionsBusy()).isZero();
			assertThat(stats.requestsActive()).isZero();
			assertThat(stats.heldRead()).isZero();
			assertThat(stats.heldWrite()).isZero();
			assertThat(server.addresses()).isEmpty();
		}
		finally {
			for (Closeable client : clients) {
				client.close();
			}
			loops.close();
		}
	}

	private static void connectPlain(List<Closeable> clients, SocketAddress address) throws IOException {
		clients.add(connect(address, ""));
		clients.add(connect(address, HALF));
		clients.add(connect(address, BEGUN));
		clients.add(connect(address, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"));
	}

	/** Two of them do not come to their first byte of HTTP. */
	private static void connectSecured(List<Closeable> clients, int port) throws IOException {
		SocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		clients.add(connect(address, ""));
		clients.add(connect(address, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"));
		for (String request : List.of(HALF, BEGUN)) {
			Socket socket = CLIENT.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
			clients.add(socket);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
		}
	}

	private SocketAddress address(int number) {
		return (number % 2 == 0) ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
				: UnixDomainSocketAddress.of(this.directory.resolve(number + ".sock"));
	}

	/** In order, in haste, and by who forgets all about it. */
	private static void end(HTTPServer server, IOLoopGroup loops, int how) throws Exception {
		if (how == 0) {
			server.stop();
			DrainReport report = server.drain(Duration.ZERO).toCompletableFuture().get(10, TimeUnit.SECONDS);
			assertThat(report.idleClosed() + report.finished() + report.aborted()).isEqualTo(4);
		}
		else if (how == 1) {
			server.stop();
			server.closeAllConnections();
		}
		loops.close();
	}

	private static SocketChannel connect(SocketAddress address, String text) throws IOException {
		SocketChannel client = SocketChannel.open(address);
		client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
		return client;
	}

	private void awaitGone() {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			assertThat(this.stopped).as("servers and loops").allMatch((reference) -> reference.refersTo(null));
		});
	}

	private static int threads() {
		return (int) Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ioloop"))
			.count();
	}

	/** Sockets, selectors and what wakes these; not files, such as those of classes. */
	private static long descriptors() throws IOException {
		long count = 0;
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			for (Path descriptor : open.toList()) {
				count += isOfServer(descriptor) ? 1 : 0;
			}
		}
		return count;
	}

	private static boolean isOfServer(Path descriptor) {
		try {
			String target = Files.readSymbolicLink(descriptor).toString();
			return target.startsWith("socket:") || target.startsWith("anon_inode:") || target.startsWith("pipe:");
		}
		catch (IOException ex) { // that of the list itself
			return false;
		}
	}

	private static long direct() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
	}

}
