package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class UnixSocketTests {

	private final IOLoopGroup group = IOLoopGroup.of(2);

	private final EchoServer server = new EchoServer(this.group, TCPServerOptions.DEFAULTS);

	@TempDir
	Path directory;

	private Path path;

	@BeforeEach
	void choosePath() {
		this.path = this.directory.resolve("app.sock");
	}

	@AfterEach
	void close() {
		this.server.stop();
		this.group.close();
	}

	@Test
	void servesBesideAPortAndRemovesItsFile() throws IOException {
		this.group.start();
		this.server.bind(UnixDomainSocketAddress.of(this.path),
				new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

		assertThat(echo(this.path)).isEqualTo(42);
		assertThat(this.server.addresses()).hasSize(2).first().isEqualTo(UnixDomainSocketAddress.of(this.path));
		assertThat(this.server.port()).isPositive();
		this.server.stop();
		await().until(() -> Files.notExists(this.path));
		assertThat(this.server.addresses()).isEmpty();
	}

	@Test
	void hasNoPortOnUnixSocketsAlone() throws IOException {
		this.server.listenUnix(this.path);

		assertThat(this.server.port()).isEqualTo(-1);
		assertThat(this.server.addresses()).hasSize(1);
	}

	@Test
	void isForItsOwnUserUnlessToldOtherwise() throws IOException {
		this.server.listenUnix(this.path);
		EchoServer shared = new EchoServer(this.group, TCPServerOptions.DEFAULTS.withUnixSocketMode("rw-rw----"));
		Path other = this.directory.resolve("other.sock");
		shared.listenUnix(other);

		assertThat(mode(this.path)).isEqualTo("rw-------");
		assertThat(mode(other)).isEqualTo("rw-rw----");
		shared.stop();
	}

	@Test
	void refusesModesThatMeanNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> TCPServerOptions.DEFAULTS.withUnixSocketMode("0660"))
			.withMessageContaining("rw-rw----");
	}

	@Test
	void isBornPrivateWhereTheUmaskIsMoreOpenThanTheMode() throws IOException {
		// Here the umask lets its owner connect, which is more than this mode does.
		EchoServer closed = new EchoServer(this.group, TCPServerOptions.DEFAULTS.withUnixSocketMode("r--------"));
		closed.listenUnix(this.path);

		assertThat(mode(this.path)).isEqualTo("r--------");
		assertThat(Files.list(this.directory)).containsExactly(this.path);
		closed.stop();
		assertThat(this.path).doesNotExist();
	}

	@Test
	void replacesASocketThatNobodyListensOn() throws IOException {
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(this.path)).close();
		assertThat(this.path).exists();
		this.group.start();
		this.server.listenUnix(this.path);

		assertThat(echo(this.path)).isEqualTo(42);
	}

	@Test
	void leavesASocketAloneThatSomebodyListensOn() throws IOException {
		try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			live.bind(UnixDomainSocketAddress.of(this.path), 1);
			for (int i = 0; i < 5; i++) { // also when its queue is full
				assertThatExceptionOfType(BindException.class).isThrownBy(() -> this.server.listenUnix(this.path))
					.withMessage("Address already in use: " + this.path);
			}
		}
		assertThat(this.path).exists();
	}

	@Test
	void leavesFilesDirectoriesAndLinksAlone() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "precious");
		Path stale = this.directory.resolve("stale");
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(stale)).close();
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), stale);
		for (Path taken : new Path[] { file, link, Files.createDirectory(this.directory.resolve("directory")) }) {
			assertThatExceptionOfType(BindException.class).isThrownBy(() -> this.server.listenUnix(taken))
				.withMessageContaining("no socket")
				.withMessageContaining(taken.toString());
		}

		assertThat(file).hasContent("precious");
		assertThat(link).isSymbolicLink();
		assertThat(stale).exists();
	}

	@Test
	void leavesAFileAloneThatHasTakenItsPlace() throws IOException {
		this.server.listenUnix(this.path);
		Files.delete(this.path);
		Files.writeString(this.path, "another's");
		this.server.stop();

		assertThat(this.path).hasContent("another's");
	}

	@Test
	void saysWhichPathIsWrong() {
		Path tooLong = this.directory.resolve("x".repeat(150));
		Path nowhere = this.directory.resolve("missing/app.sock");

		assertThatExceptionOfType(BindException.class).isThrownBy(() -> this.server.listenUnix(tooLong))
			.withMessageContaining("too long")
			.withMessageContaining(tooLong.toString());
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> this.server.listenUnix(nowhere))
			.withMessageContaining(nowhere.toString());
	}

	@Test
	void listensOnAllAddressesOrNone() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "in the way");

		assertThatExceptionOfType(BindException.class).isThrownBy(
				() -> this.server.bind(UnixDomainSocketAddress.of(this.path), UnixDomainSocketAddress.of(file)));
		assertThat(this.path).doesNotExist();
		assertThat(this.server.addresses()).isEmpty();
	}

	@Test
	void aServerWhoseLoopStandsRemovesItsFileAtOnce() throws IOException {
		IOLoop loop = new IOLoop();
		EchoServer first = new EchoServer(loop);
		first.listenUnix(this.path);
		first.stop();

		assertThat(this.path).doesNotExist();
		loop.close();
	}

	@Test
	void saysOfAPeerOnAUnixSocketThatItWasRefused() throws IOException {
		EchoServer proxied = new EchoServer(this.group, TCPServerOptions.DEFAULTS.withProxyProtocol(true));
		this.group.start();
		try (CapturedLog log = new CapturedLog(Level.INFO)) {
			proxied.listenUnix(this.path);
			try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(this.path))) {
				client.write(ByteBuffer.wrap("no PROXY header\r\n".getBytes(StandardCharsets.US_ASCII)));
				await().until(() -> !log.messages(Level.INFO).isEmpty());
			}
			assertThat(log.messages(Level.INFO)).singleElement()
				.asString()
				.startsWith("Refused a connection from unix:: ")
				.endsWith(" (0 more since the last such line)");
		}
		proxied.stop();
	}

	private static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
	}

	private static int echo(Path path) throws IOException {
		try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
			client.write(ByteBuffer.wrap(new byte[] { 42 }));
			ByteBuffer answer = ByteBuffer.allocate(1);
			client.read(answer);
			return answer.get(0);
		}
	}

	@Test
	void removesItsFileWhenTheLoopIsClosedBeforeTheServerStops() throws IOException {
		this.server.listenUnix(this.path);
		this.group.start();
		assertThat(echo(this.path)).isEqualTo(42);
		this.group.close();

		assertThat(this.path).doesNotExist();
		assertThat(this.server.connectionsActive()).isZero();
	}

	@Test
	void doesNotListenOnAClosedLoop() {
		this.group.close();

		assertThatIllegalStateException().isThrownBy(() -> this.server.listenUnix(this.path))
			.withMessageContaining("closed");
		assertThat(this.path).doesNotExist();
		assertThat(this.server.addresses()).isEmpty();
	}

	@Test
	void closesItsSocketWhenTheLoopIsClosedBeforeItHasRun() throws IOException {
		this.server.listenUnix(this.path);
		this.group.close();

		assertThat(this.path).doesNotExist();
		assertThat(this.server.addresses()).isEmpty();
	}

}
