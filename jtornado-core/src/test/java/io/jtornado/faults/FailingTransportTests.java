package io.jtornado.faults;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.Transport;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The system has no memory for a read or a write: in Java an error, not an exception. One
 * connection ends, and the loop's page, which all share, is not left half written.
 */
class FailingTransportTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private final QuietLog log = new QuietLog();

	private final List<HTTPRequest> pending = new ArrayList<>();

	private int size = 10;

	private final MemoryServer server = new MemoryServer((request) -> {
		if (request.path().equals("/wait")) {
			this.pending.add(request);
		}
		else {
			answer(request);
		}
	});

	private final TestConnection other = this.server.connect();

	private final MemoryTransport memory = new MemoryTransport();

	private final Poor poor = new Poor(this.memory);

	private void answer(HTTPRequest request) {
		request.respond(ResponseStartLine.OK, HTTPHeaders.of("Content-Type", "text/plain"), new byte[this.size]);
	}

	@AfterEach
	void close() {
		assertThat(this.memory.closed()).isTrue();
		assertThat(this.server.told().closed()).isEqualTo(1);
		assertThat(this.other.exchange(GET)).startsWith("HTTP/1.1 200 OK\r\n");
		this.other.close();
		this.server.assertAtRest();
		assertThat(this.server.loop().ioLoop().stats().timeouts()).isZero();
		this.log.close();
	}

	private void connect() throws IOException {
		IOLoop loop = this.server.loop().ioLoop();
		this.server.server().handleStream(new IOStream(loop, this.poor), this.memory.remoteAddress());
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 10_000, 1_000_000 })
	void aWriteThatFailsAtOnceEndsItsConnection(int bytes) throws IOException {
		this.size = bytes;
		connect();
		this.poor.writes = 0;
		this.memory.feed(GET + GET);
		this.server.loop().runUntilIdle();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 10_000, 1_000_000 })
	void aWriteThatFailsOutsideOfAReadEndsItsConnection(int bytes) throws IOException {
		this.size = bytes;
		connect();
		this.memory.feed(GET.replace("/ ", "/wait "));
		this.server.loop().runUntilIdle();
		this.poor.writes = 0;
		answer(this.pending.get(0));
		this.server.loop().runUntilIdle();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void aLaterWriteThatFailsEndsItsConnection(int writes) throws IOException {
		this.size = 100_000;
		connect();
		this.memory.writeAtMost(1000);
		this.poor.writes = writes;
		this.memory.feed(GET);
		this.server.loop().runUntilIdle();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3 })
	void aReadThatFailsEndsItsConnection(int reads) throws IOException {
		connect();
		this.memory.readAtMost(5);
		this.poor.reads = reads;
		this.memory.feed(GET);
		this.server.loop().runUntilIdle();

		assertThat(this.memory.aborted()).isTrue();
	}

	/** Does so many reads and writes, then there is no memory. */
	private static final class Poor implements Transport {

		private final MemoryTransport rich;

		private int reads = Integer.MAX_VALUE;

		private int writes = Integer.MAX_VALUE;

		Poor(MemoryTransport rich) {
			this.rich = rich;
		}

		@Override
		public void open(IOLoop loop, ReadyHandler handler) {
			this.rich.open(loop, handler);
		}

		@Override
		public void interest(int events) {
			this.rich.interest(events);
		}

		@Override
		public int read(ByteBuffer target) throws IOException {
			if (this.reads-- <= 0) {
				throw new OutOfMemoryError("planned: direct buffer memory");
			}
			return this.rich.read(target);
		}

		@Override
		public long write(ByteBuffer[] sources, int count) throws IOException {
			if (this.writes-- <= 0) {
				throw new OutOfMemoryError("planned: direct buffer memory");
			}
			return this.rich.write(sources, count);
		}

		@Override
		public void shutdownOutput() throws IOException {
			this.rich.shutdownOutput();
		}

		@Override
		public void close() {
			this.rich.close();
		}

		@Override
		public void abort() {
			this.rich.abort();
		}

		@Override
		public @Nullable SocketAddress remoteAddress() {
			return this.rich.remoteAddress();
		}

		@Override
		public @Nullable SocketAddress localAddress() {
			return this.rich.localAddress();
		}

	}

}
