package io.jtornado.iostream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

import io.jtornado.ioloop.IOLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract over real sockets. */
abstract class SocketContract extends IOStreamContractTests {

	private static final long PATIENCE = 20_000_000_000L;

	private final IOLoop loop = new IOLoop();

	private IOStream stream;

	private SocketPeer socket;

	@BeforeEach
	void open() throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			this.socket = new SocketPeer(SocketChannel.open(server.getLocalAddress()));
			this.loop.runOnce();
			this.stream = open(this.loop, new SocketTransport(server.accept()), this.socket);
		}
	}

	/** Opens the stream, and whatever is between the socket and its peer. */
	abstract IOStream open(IOLoop loop, Transport transport, SocketPeer socket) throws IOException;

	@AfterEach
	void close() throws IOException {
		this.socket.close();
		this.loop.close();
	}

	@Override
	IOStream stream() {
		return this.stream;
	}

	@Override
	Peer peer() {
		return this.socket;
	}

	@Override
	void until(BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE;
		do {
			this.loop.runOnce();
			turn();
			assertThat(System.nanoTime() - deadline).as("Time is up").isNegative();
		}
		while (!condition.getAsBoolean());
	}

	/** Lets the peer do what it can. */
	void turn() {
		this.socket.turn();
	}

}
