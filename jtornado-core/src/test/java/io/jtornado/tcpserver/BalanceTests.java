package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.testing.Certificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How connections come to be spread over the loops of their servers. */
@Timeout(60)
class BalanceTests {

	private final List<Socket> clients = new ArrayList<>();

	private final List<EchoServer> servers = new ArrayList<>();

	private IOLoopGroup group = IOLoopGroup.of(2);

	@AfterEach
	void close() throws IOException {
		for (Socket client : this.clients) {
			client.close();
		}
		this.servers.forEach(TCPServer::stop);
		this.group.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5 })
	void fewAndManyConnectionsAreSpreadEvenly(int loops) throws IOException {
		use(loops);
		EchoServer server = listen(TCPServerOptions.DEFAULTS);
		for (int i = 1; i <= 4 * loops + 1; i++) {
			connect(server);

			awaitActive(server, i);
			assertSpread(server);
		}
	}

	@Test
	void newConnectionsMakeGoodForThoseThatHaveEndedOnOneLoop() throws IOException {
		use(3);
		EchoServer server = listen(TCPServerOptions.DEFAULTS);
		for (int i = 1; i <= 12; i++) {
			echo(connect(server));
		}
		for (int i = 0; i < 12; i++) {
			if (server.served().get(i) == this.group.loops().get(1)) {
				this.clients.get(i).close();
			}
		}
		awaitActive(server, 8);
		assertThat(server.connectionsActive(this.group.loops().get(1))).isZero();
		for (int i = 9; i <= 14; i++) {
			connect(server);
			awaitActive(server, i);
		}

		assertSpread(server);
	}

	@Test
	void connectionsWhoseHandshakeHasNotBegunCount() throws IOException {
		checkSilent(TCPServerOptions.DEFAULTS.withSsl(SSLOptions.of(Certificates.LOCALHOST.context())));
	}

	@Test
	void connectionsWhoseProxyHeaderHasNotComeCount() throws IOException {
		checkSilent(TCPServerOptions.DEFAULTS.withProxyProtocol(true));
	}

	private void checkSilent(TCPServerOptions options) throws IOException {
		EchoServer server = listen(options);
		for (int i = 1; i <= 9; i++) {
			connect(server);

			awaitActive(server, i);
			assertSpread(server);
		}
		assertThat(server.served()).isEmpty();
		for (Socket client : this.clients) {
			client.close();
		}
		awaitActive(server, 0);
		connect(server);
		connect(server);
		awaitActive(server, 2);
		assertSpread(server);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3 })
	void serversOfOneConnectionEachDoNotAllBeginWithTheFirstLoop(int loops) throws IOException {
		use(loops);
		for (int i = 0; i < 2 * loops; i++) {
			EchoServer server = listen(TCPServerOptions.DEFAULTS);
			connect(server);
			awaitActive(server, 1);
		}

		for (IOLoop loop : this.group.loops()) {
			assertThat(this.servers.stream().mapToLong((server) -> server.connectionsActive(loop)).sum()).isEqualTo(2);
		}
	}

	@Test
	void aClientThatConnectsAnewForEachRequestIsServedByAllLoops() throws IOException {
		EchoServer server = listen(TCPServerOptions.DEFAULTS);
		for (int i = 0; i < 10; i++) {
			Socket client = connect(server);
			echo(client);
			client.close();
			awaitActive(server, 0);
		}

		for (IOLoop loop : this.group.loops()) {
			assertThat(server.served()).filteredOn((served) -> served == loop).hasSize(5);
		}
	}

	private void use(int loops) {
		this.group.close();
		this.group = IOLoopGroup.of(loops);
	}

	private EchoServer listen(TCPServerOptions options) throws IOException {
		EchoServer server = new EchoServer(this.group, options);
		server.listen(0);
		if (this.servers.isEmpty()) {
			this.group.start();
		}
		this.servers.add(server);
		return server;
	}

	private Socket connect(EchoServer server) throws IOException {
		Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
		client.setSoTimeout(20_000);
		this.clients.add(client);
		return client;
	}

	private static void echo(Socket client) throws IOException {
		client.getOutputStream().write(7);
		assertThat(client.getInputStream().read()).isEqualTo(7);
	}

	private static void awaitActive(EchoServer server, int count) {
		await().until(() -> server.connectionsActive() == count);
	}

	private static void assertSpread(EchoServer server) {
		LongSummaryStatistics counts = server.loops().stream().mapToLong(server::connectionsActive).summaryStatistics();
		assertThat(counts.getMax() - counts.getMin()).as("from %d to %d", counts.getMin(), counts.getMax())
			.isLessThanOrEqualTo(1);
	}

}
