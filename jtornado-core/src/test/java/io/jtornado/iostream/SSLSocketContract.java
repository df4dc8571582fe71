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
import io.jtornado.testing.Certificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract over TLS on real sockets, with the workers of the loop. */
abstract class SSLSocketContract extends IOStreamContractTests {

	private static final long PATIENCE = 20_000_000_000L;

	private final String protocol;

	private final IOLoop loop = new IOLoop();

	private IOStream stream;

	private SocketWire wire;

	private SSLPeer peer;

	SSLSocketContract(String protocol) {
		this.protocol = protocol;
	}

	@BeforeEach
	void open() throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			this.wire = new SocketWire(SocketChannel.open(server.getLocalAddress()));
			this.peer = new SSLPeer(Certificates.anonymous(), this.protocol, this.wire);
			this.loop.runOnce();
			this.stream = new SSLIOStream(this.loop, new SocketTransport(server.accept()),
					SSLOptions.of(Certificates.LOCALHOST.context()), StreamOptions.DEFAULTS);
		}
	}

	@AfterEach
	void close() throws IOException {
		this.wire.channel.close();
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
			this.wire.turn();
			this.peer.turn();
			assertThat(System.nanoTime() - deadline).as("Time is up").isNegative();
		}
		while (!condition.getAsBoolean());
	}

	private static final class SocketWire implements SSLPeer.Wire {

		private final SocketChannel channel;

		private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

		private boolean ending;

		private boolean sawEnd;

		SocketWire(SocketChannel channel) throws IOException {
			this.channel = channel;
			channel.configureBlocking(false);
		}

		void turn() {
			try {
				if (this.channel.isOpen() && this.unsent.size() > 0) {
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
			catch (IOException ex) {
				this.sawEnd = true;
			}
		}

		@Override
		public byte[] take() {
			ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
			try {
				this.sawEnd |= this.channel.isOpen() && this.channel.read(bytes) < 0;
			}
			catch (IOException ex) {
				this.sawEnd = true;
			}
			byte[] come = new byte[bytes.position()];
			bytes.flip().get(come);
			return come;
		}

		@Override
		public boolean sawEnd() {
			return this.sawEnd;
		}

		@Override
		public void put(byte[] bytes) {
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

	}

}
