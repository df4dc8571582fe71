package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.StreamOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class TCPServerTests {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private final IOLoopGroup group = IOLoopGroup.of(2);

	private final List<Socket> clients = new ArrayList<>();

	private EchoServer server = new EchoServer(this.group, TCPServerOptions.DEFAULTS);

	@AfterEach
	void close() throws IOException {
		for (Socket client : this.clients) {
			client.close();
		}
		this.server.stop();
		this.group.close();
	}

	@Test
	void servesOnAFreePort() throws IOException {
		this.server.listen(0);
		this.group.start();
		Socket client = connect();

		assertThat(this.server.port()).isPositive();
		assertThat(echo(client, 42)).isEqualTo(42);
		assertThat(this.server.connectionsActive()).isEqualTo(1);
		client.close();
		awaitActive(0);
		assertThat(this.server.accepted()).isEqualTo(1);
	}

	@Test
	void servesSeveralAddresses() throws IOException {
		this.group.start();
		this.server.bind(new InetSocketAddress(LOOPBACK, 0), new InetSocketAddress(LOOPBACK, 0));
		this.server.listen(0, "127.0.0.1");
		List<SocketAddress> addresses = this.server.addresses();

		assertThat(addresses).hasSize(3).doesNotHaveDuplicates();
		for (SocketAddress address : addresses) {
			assertThat(echo(connect(((InetSocketAddress) address).getPort()), 7)).isEqualTo(7);
		}
		assertThat(this.server.port()).isEqualTo(((InetSocketAddress) addresses.get(0)).getPort());
	}

	@Test
	void saysWhichAddressIsTaken() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
			int port = taken.getLocalPort();

			assertThatExceptionOfType(BindException.class)
				.isThrownBy(() -> this.server.listen(port, LOOPBACK.getHostAddress()))
				.withMessageContaining(LOOPBACK.getHostAddress() + ":" + port);
		}
		assertThat(this.server.port()).isEqualTo(-1);
	}

	@Test
	void listensOnAllAddressesOrNone() throws IOException {
		int free;
		try (ServerSocket probe = new ServerSocket(0, 1, LOOPBACK)) {
			free = probe.getLocalPort();
		}
		try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
			assertThatExceptionOfType(BindException.class).isThrownBy(
					() -> this.server.bind(new InetSocketAddress(LOOPBACK, free), taken.getLocalSocketAddress()));
		}

		assertThat(this.server.addresses()).isEmpty();
		this.server.bind(new InetSocketAddress(LOOPBACK, free));
	}

	@Test
	void refusesAddressesThatMeanNothing() {
		assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> this.server.listen(0, "no such host"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.bind());
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.listen(70_000));
		assertThatIllegalArgumentException().isThrownBy(() -> TCPServerOptions.DEFAULTS.withBacklog(0));
		assertThatIllegalArgumentException().isThrownBy(() -> TCPServerOptions.DEFAULTS.withMaxConnections(-1));
	}

	@Test
	void withstandsAStormOfConnections() throws IOException {
		this.server.listen(0);
		this.group.start();
		for (int i = 0; i < 600; i++) {
			connect();
		}

		awaitActive(600);
		assertThat(echo(this.clients.get(599), 1)).isEqualTo(1);
		assertThat(this.server.acceptFailures()).isZero();
		for (IOLoop loop : this.server.loops()) {
			assertThat(this.server.connectionsActive(loop)).isEqualTo(300);
		}
	}

	@Test
	void givesNewConnectionsToTheLoopThatHasFewest() throws IOException {
		this.server.listen(0);
		this.group.start();
		for (int i = 0; i < 10; i++) {
			echo(connect(), i);
		}
		IOLoop crowded = this.group.loops().get(0);
		assertThat(Collections.frequency(this.server.served(), crowded)).isEqualTo(5);

		for (int i = 9; i >= 0; i--) {
			if (this.server.served().get(i) != crowded) {
				this.clients.get(i).close();
			}
		}
		awaitActive(5);
		for (int i = 0; i < 5; i++) {
			echo(connect(), i);
		}
		assertThat(Collections.frequency(this.server.served(), crowded)).isEqualTo(5);
		assertThat(this.server.connectionsActive(crowded)).isEqualTo(5);
	}

	@Test
	void closesConnectionsBeyondTheLimitAtOnce() throws IOException {
		List<String> told = new CopyOnWriteArrayList<>();
		this.server = new EchoServer(this.group, TCPServerOptions.DEFAULTS.withMaxConnections(2));
		this.server.addListener(listener(told));
		this.server.listen(0);
		this.group.start();
		echo(connect(), 1);
		echo(connect(), 2);

		assertThat(readEnd(connect())).isTrue();
		assertThat(this.server.rejected()).isEqualTo(1);
		assertThat(told).containsExactly("accepted", "accepted", "rejected limit");
		this.clients.get(0).close();
		awaitActive(1);
		assertThat(echo(connect(), 3)).isEqualTo(3);
		assertThat(this.server.accepted()).isEqualTo(3);
	}

	@Test
	void stopEndsListeningButNotTheConnections() throws IOException {
		this.server.listen(0);
		this.group.start();
		int port = this.server.port();
		Socket client = connect();
		echo(client, 1);
		this.server.stop();
		this.server.stop();

		await().untilAsserted(
				() -> assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port).close()));
		assertThat(echo(client, 2)).isEqualTo(2);
		assertThat(this.server.port()).isEqualTo(-1);
	}

	@Test
	void aServerWhoseLoopStandsStillFreesItsPortsAtOnce() throws IOException {
		IOLoop loop = new IOLoop();
		EchoServer first = new EchoServer(loop);
		EchoServer second = new EchoServer(loop);
		first.listen(0);
		loop.runOnce();
		int port = first.port();
		first.stop();
		second.listen(port);
		second.stop();
		first.listen(port);
		loop.runOnce();
		first.stop();
		loop.close();
	}

	@Test
	void aStreamThatHandleStreamDoesNotLikeCostsNoOther() throws IOException {
		this.server.listen(0);
		this.group.start();
		Socket client = connect();
		echo(client, 1);
		try (CapturedLog log = new CapturedLog()) {
			this.server.throwing(true);
			assertThat(readEnd(connect())).isTrue();
			assertThat(readEnd(connect())).isTrue();
			assertThat(log.messages(Level.ERROR)).hasSize(2)
				.allMatch((message) -> message.startsWith("Exception in handleStream for "));
		}
		this.server.throwing(false);

		assertThat(echo(client, 2)).isEqualTo(2);
		assertThat(echo(connect(), 3)).isEqualTo(3);
		awaitActive(2);
	}

	@Test
	void aListenerThatThrowsStopsNothing() throws IOException {
		this.server.addListener(new TCPServerListener() {

			@Override
			public void onAccepted() {
				throw new IllegalStateException("by a listener");
			}

		});
		this.server.listen(0);
		this.group.start();
		try (CapturedLog log = new CapturedLog()) {
			assertThat(echo(connect(), 1)).isEqualTo(1);
			assertThat(log.messages(Level.ERROR)).hasSize(1);
		}
	}

	@Test
	void sharesAPortWhereTheSystemCan() throws IOException {
		TCPServerOptions options = TCPServerOptions.DEFAULTS.withReusePort(true);
		this.server = new EchoServer(this.group, options);
		EchoServer other = new EchoServer(this.group, options);
		try {
			this.server.listen(0);
			other.listen(this.server.port());
			assertThat(other.port()).isEqualTo(this.server.port());
		}
		catch (UnsupportedOperationException ex) {
			assertThat(ex).hasMessageContaining("reusePort");
		}
		other.stop();
	}

	private static TCPServerListener listener(List<String> told) {
		return new TCPServerListener() {

			@Override
			public void onAccepted() {
				told.add("accepted");
			}

			@Override
			public void onRejected(RejectReason reason) {
				told.add("rejected " + reason.tag());
			}

		};
	}

	private Socket connect() throws IOException {
		return connect(this.server.port());
	}

	private Socket connect(int port) throws IOException {
		Socket client = new Socket(LOOPBACK, port);
		client.setSoTimeout(20_000);
		this.clients.add(client);
		return client;
	}

	private static int echo(Socket client, int octet) throws IOException {
		client.getOutputStream().write(octet);
		return client.getInputStream().read();
	}

	private static boolean readEnd(Socket client) throws IOException {
		try {
			return client.getInputStream().read() == -1;
		}
		catch (SocketException ex) { // reset is an end, too
			return true;
		}
	}

	private void awaitActive(int count) {
		await().until(() -> this.server.connectionsActive() == count);
	}

	@Test
	void closesAndForgetsAConnectionForWhichThereIsNoStream() throws IOException {
		this.server = new EchoServer(this.group, TCPServerOptions.DEFAULTS) {

			@Override
			protected StreamOptions streamOptions() {
				throw new IllegalStateException("as told");
			}

		};
		this.server.listen(0);
		this.group.start();
		try (CapturedLog log = new CapturedLog()) {
			Socket client = connect();

			assertThat(client.getInputStream().read()).isEqualTo(-1);
			awaitActive(0);
		}
	}

	@Test
	void keepsWhatAListenerWithMissingClassesWasToldOf() throws IOException {
		this.server.addListener(new TCPServerListener() {

			@Override
			public void onAccepted() {
				throw new NoClassDefFoundError("as told");
			}

		});
		this.server.listen(0);
		this.group.start();
		try (CapturedLog log = new CapturedLog()) {
			assertThat(echo(connect(), 42)).isEqualTo(42);
		}
	}

}
