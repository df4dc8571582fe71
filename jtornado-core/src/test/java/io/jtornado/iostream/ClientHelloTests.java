package io.jtornado.iostream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import io.jtornado.testing.Certificates;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientHelloTests {

	private static byte[] hello() throws SSLException {
		SSLEngine engine = Certificates.anonymous().createSSLEngine();
		engine.setUseClientMode(true);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setServerNames(List.of(new SNIHostName("www.example.com")));
		engine.setSSLParameters(parameters);
		ByteBuffer out = ByteBuffer.allocate(32 * 1024);
		engine.wrap(ByteBuffer.allocate(0), out);
		return Arrays.copyOf(out.array(), out.position());
	}

	private static ClientHello read(ByteBuffer records) {
		return new ClientHelloReader().read(records);
	}

	/** The same message in records of so many bytes. */
	private static byte[] cut(byte[] record, int size) {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int at = 5; at < record.length; at += size) {
			int length = Math.min(size, record.length - at);
			records.writeBytes(new byte[] { 22, 3, 1, (byte) (length >> 8), (byte) length });
			records.write(record, at, length);
		}
		return records.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 5, 100, 10_000 })
	void findsTheNameHoweverItIsCut(int size) throws Exception {
		byte[] records = cut(hello(), size);
		ClientHelloReader slow = new ClientHelloReader();
		for (int end = 0; end < records.length; end++) {
			assertThat(read(ByteBuffer.wrap(records, 0, end))).as("after %d bytes", end).isNull();
			assertThat(slow.read(ByteBuffer.wrap(records, 0, end))).as("after %d bytes", end).isNull();
		}

		ByteBuffer all = ByteBuffer.wrap(records);
		assertThat(slow.read(all)).isEqualTo(new ClientHello("www.example.com"));
		assertThat(read(all)).isEqualTo(new ClientHello("www.example.com"));
		assertThat(all.position()).isZero();
		ByteBuffer later = ByteBuffer.allocate(records.length + 7).position(7).put(records).flip().position(7);
		assertThat(read(later)).isEqualTo(new ClientHello("www.example.com"));
	}

	@Test
	void waitsForNoMoreThanItsBound() {
		byte[] records = cut(new byte[] { 0, 0, 0, 0, 0, 1, 0, 0x40, 1, 0 }, 5);
		assertThat(read(ByteBuffer.wrap(records))).isEqualTo(new ClientHello(null));
		byte[] endless = new byte[ClientHelloReader.MAX_LENGTH + 1];
		System.arraycopy(new byte[] { 22, 3, 1, 0x7f, 0, 1, 0, 0x3f, 0 }, 0, endless, 0, 9);
		assertThat(read(ByteBuffer.wrap(endless))).isEqualTo(new ClientHello(null));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 0x7f, 0xff })
	void anyByteMayBeWrong(int value) throws IOException {
		byte[] hello = hello();
		SSLContexts contexts = new SSLContexts(Certificates.LOCALHOST.context(),
				Map.of("www.example.com", Certificates.OTHER.context()));
		SSLOptions options = SSLOptions.of(contexts).withExecutor(Runnable::run);
		try (TestLoop loop = new TestLoop()) {
			for (int i = 0; i < hello.length; i++) {
				byte[] mutated = hello.clone();
				mutated[i] = (byte) value;
				MemoryTransport transport = new MemoryTransport();
				SSLIOStream stream = new SSLIOStream(loop.ioLoop(), transport, options, StreamOptions.DEFAULTS);
				transport.feed(mutated);
				loop.runUntilIdle();
				transport.end();
				loop.runUntilIdle();

				assertThat(stream.error()).as("byte %d", i).isInstanceOf(SSLException.class);
				assertThat(transport.closed()).isTrue();
			}
			StreamBuffers buffers = StreamBuffers.of(loop.ioLoop());
			assertThat(buffers.heldRead().get()).isZero();
			assertThat(buffers.heldWrite().get()).isZero();
		}
	}

}
