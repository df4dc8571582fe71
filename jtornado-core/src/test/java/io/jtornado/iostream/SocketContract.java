package io.jtornado.iostream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.testing.TestFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract over real sockets. */
abstract class SocketContract extends IOStreamContractTests {

	private static final long PATIENCE = 20_000_000_000L;

	private final IOLoop loop = new IOLoop();

	private IOStream stream;

	private SocketPeer socket;

	@BeforeEach
	void open() throws IOException {
		try (ServerSocketChannel server = listen()) {
			this.socket = new SocketPeer(SocketChannel.open(server.getLocalAddress()));
			this.loop.runOnce();
			this.stream = open(this.loop, new SocketTransport(server.accept()), this.socket);
		}
	}

	/** Opens what the peer connects to. */
	ServerSocketChannel listen() throws IOException {
		return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
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

	@Test
	void failsAFileThatAResetOvertakes() throws Exception {
		try (TestFile file = new TestFile(20 << 20)) {
			CompletionStage<Void> written = stream().writeFile(file.channel(), 0, 20 << 20);
			until(() -> peer().received().length > 0);
			peer().reset();

			assertFails(written, StreamClosedException.class);
			assertThat(stream().error()).isNotNull().isNotInstanceOf(FileReadException.class);
			assertThat(StreamBuffers.of(stream().ioLoop()).heldWrite().get()).isZero();
		}
	}

	/** Lets the peer do what it can. */
	void turn() {
		this.socket.turn();
	}

}
