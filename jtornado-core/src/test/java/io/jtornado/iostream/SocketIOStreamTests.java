package io.jtornado.iostream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

import io.jtornado.ioloop.IOLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract over real sockets. */
class SocketIOStreamTests extends IOStreamContractTests {

	private static final long PATIENCE = 10_000_000_000L;

	private final IOLoop loop = new IOLoop();

	private IOStream stream;

	private SocketPeer peer;

	@BeforeEach
	void open() throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			this.peer = new SocketPeer(SocketChannel.open(server.getLocalAddress()));
			SocketChannel accepted = server.accept();
			this.loop.runOnce();
			this.stream = new IOStream(this.loop, new SocketTransport(accepted));
		}
	}

	@AfterEach
	void close() throws IOException {
		this.peer.channel.close();
		this.loop.close();
	}

	@Override
	IOStream stream() {
		return this.stream;
	}

	@Override
	Peer peer() {
		return this.peer;
	}

	@Override
	void until(BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE;
		do {
			this.loop.runOnce();
			this.peer.turn();
			assertThat(System.nanoTime() - deadline).as("Time is up").isNegative();
		}
		while (!condition.getAsBoolean());
	}

	/** Sends and receives what it can, whenever the loop has had its turn. */
	private static final class SocketPeer implements Peer {

		private final SocketChannel channel;

		private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

		private final ByteArrayOutputStream received = new ByteArrayOutputStream();

		private boolean ending;

		private boolean sawEnd;

		SocketPeer(SocketChannel channel) throws IOException {
			this.channel = channel;
			channel.configureBlocking(false);
		}

		void turn() {
			try {
				if (this.channel.isOpen()) {
					write();
					read();
				}
			}
			catch (IOException ex) {
				this.sawEnd = true;
			}
		}

		private void write() throws IOException {
			if (this.unsent.size() > 0) {
				ByteBuffer bytes = ByteBuffer.wrap(this.unsent.toByteArray());
				this.channel.write(bytes);
				this.unsent.reset();
				this.unsent.write(bytes.array(), bytes.position(), bytes.remaining());
			}
			if (this.ending && this.unsent.size() == 0) {
				this.channel.shutdownOutput();
				this.ending = false;
			}
		}

		private void read() throws IOException {
			ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
			int count = this.channel.read(bytes);
			this.sawEnd |= count < 0;
			this.received.write(bytes.array(), 0, Math.max(count, 0));
		}

		@Override
		public void send(byte[] bytes) {
			this.unsent.writeBytes(bytes);
			turn();
		}

		@Override
		public void end() {
			this.ending = true;
			turn();
		}

		@Override
		public void reset() {
			try {
				this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
				this.channel.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public byte[] received() {
			return this.received.toByteArray();
		}

		@Override
		public boolean sawEnd() {
			return this.sawEnd;
		}

	}

}
