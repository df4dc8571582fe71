package io.jtornado.iostream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract over memory that reads and writes a few bytes at a time. */
class MemoryIOStreamTests extends IOStreamContractTests {

	private final TestLoop loop = new TestLoop();

	private final MemoryTransport transport = new MemoryTransport();

	private IOStream stream;

	@BeforeEach
	void open() throws IOException {
		this.transport.readAtMost(1000);
		this.transport.writeAtMost(7000);
		this.stream = new IOStream(this.loop.ioLoop(), this.transport);
	}

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Override
	IOStream stream() {
		return this.stream;
	}

	@Override
	void until(BooleanSupplier condition) {
		this.loop.runUntilIdle();
		assertThat(condition.getAsBoolean()).isTrue();
	}

	@Override
	Peer peer() {
		return this.peer;
	}

	private final Peer peer = new Peer() {

		private final ByteArrayOutputStream received = new ByteArrayOutputStream();

		@Override
		public void send(byte[] bytes) {
			MemoryIOStreamTests.this.transport.feed(bytes);
		}

		@Override
		public void end() {
			MemoryIOStreamTests.this.transport.end();
		}

		@Override
		public void reset() {
			MemoryIOStreamTests.this.transport.reset();
		}

		@Override
		public byte[] received() {
			this.received
				.writeBytes(MemoryIOStreamTests.this.transport.takeOutput().getBytes(StandardCharsets.ISO_8859_1));
			return this.received.toByteArray();
		}

		@Override
		public boolean sawEnd() {
			return MemoryIOStreamTests.this.transport.outputEnded();
		}

	};

}
