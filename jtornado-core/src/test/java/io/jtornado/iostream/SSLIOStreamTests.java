package io.jtornado.iostream;

import java.io.IOException;
import java.util.function.BooleanSupplier;

import io.jtornado.testing.Certificates;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract over TLS, in memory and over sockets. */
class SSLIOStreamTests {

	/** Over memory that reads and writes a few bytes at a time. */
	abstract static class OverMemory extends IOStreamContractTests {

		private final String protocol;

		private final TestLoop loop = new TestLoop();

		private final MemoryTransport transport = new MemoryTransport();

		private final SSLPeer peer;

		private SSLIOStream stream;

		OverMemory(String protocol) {
			this.protocol = protocol;
			this.peer = new SSLPeer(Certificates.anonymous(), protocol, new MemoryWire(this.transport));
		}

		@BeforeEach
		void open() throws IOException {
			this.transport.readAtMost(1000);
			this.transport.writeAtMost(7000);
			SSLOptions options = SSLOptions.of(Certificates.LOCALHOST.context()).withExecutor(Runnable::run);
			this.stream = new SSLIOStream(this.loop.ioLoop(), this.transport, options, StreamOptions.DEFAULTS);
		}

		@AfterEach
		void close() {
			assertThat(this.peer.engine().getSession().getProtocol()).isIn(this.protocol, "NONE");
			this.stream.abort();
			assertThat(StreamBuffers.of(this.loop.ioLoop()).heldRead().get()).isZero();
			assertThat(StreamBuffers.of(this.loop.ioLoop()).heldWrite().get()).isZero();
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
			do {
				this.loop.runUntilIdle();
			}
			while (this.peer.turn());
			assertThat(condition.getAsBoolean()).isTrue();
		}

	}

	@Nested
	class Version13OverMemoryTests extends OverMemory {

		Version13OverMemoryTests() {
			super("TLSv1.3");
		}

	}

	@Nested
	class Version12OverMemoryTests extends OverMemory {

		Version12OverMemoryTests() {
			super("TLSv1.2");
		}

	}

	@Nested
	class Version13OverSocketTests extends SSLSocketContract {

		Version13OverSocketTests() {
			super("TLSv1.3");
		}

	}

	@Nested
	class Version12OverSocketTests extends SSLSocketContract {

		Version12OverSocketTests() {
			super("TLSv1.2");
		}

	}

}
