package io.jtornado.iostream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProxyTransportTests {

	private static final byte[] LINE = ProxyHeaders.line("PROXY TCP4 4.4.4.4 5.5.5.5 1000 443");

	private static final String BEHIND = "\r\nwhat is behind\r\n";

	private final TestLoop loop = new TestLoop();

	private final MemoryTransport below = new MemoryTransport();

	@AfterEach
	void close() {
		this.loop.close();
	}

	private IOStream open() throws IOException {
		return new IOStream(this.loop.ioLoop(), new ProxyTransport(this.below));
	}

	private void feed(byte[] bytes) {
		this.below.feed(bytes);
		this.loop.runUntilIdle();
	}

	private static boolean isBehind(byte[] bytes) {
		return BEHIND.equals(new String(bytes, StandardCharsets.US_ASCII));
	}

	static List<byte[]> headers() {
		return List.of(LINE, ProxyHeaders.checksummed());
	}

	@ParameterizedTest
	@MethodSource("headers")
	void losesNothingWhereverTheBytesAreCut(byte[] header) throws IOException {
		byte[] all = ProxyHeaders.join(header, BEHIND.getBytes(StandardCharsets.US_ASCII));
		for (int cut = 0; cut <= all.length; cut++) {
			try (TestLoop own = new TestLoop()) {
				MemoryTransport transport = new MemoryTransport();
				IOStream stream = new IOStream(own.ioLoop(), new ProxyTransport(transport));
				CompletableFuture<byte[]> read = stream.readBytes(BEHIND.length()).toCompletableFuture();
				transport.feed(Arrays.copyOf(all, cut));
				own.runUntilIdle();
				assertThat(stream.waitForHandshake().toCompletableFuture().isDone()).isEqualTo(cut >= header.length);
				transport.feed(Arrays.copyOfRange(all, cut, all.length));
				own.runUntilIdle();
				assertThat(read).isCompletedWithValueMatching(ProxyTransportTests::isBehind);
				assertThat(stream.remoteAddress()).hasToString("/4.4.4.4:1000");
				assertThat(stream.localAddress()).hasToString("/5.5.5.5:443");
				assertThat(stream.hidesPeer()).isFalse();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 50 })
	void losesNothingHoweverSmallThePiecesAre(int piece) throws IOException {
		this.below.readAtMost(piece);
		IOStream stream = open();
		CompletableFuture<byte[]> read = stream.readBytes(BEHIND.length()).toCompletableFuture();
		feed(ProxyHeaders.join(LINE, BEHIND.getBytes(StandardCharsets.US_ASCII)));

		assertThat(read).isCompletedWithValueMatching(ProxyTransportTests::isBehind);
	}

	@Test
	void hasNoPeerBeforeTheHeader() throws IOException {
		IOStream stream = open();
		List<String> told = new ArrayList<>();
		stream.waitForHandshake().thenRun(() -> told.add(String.valueOf(stream.remoteAddress())));

		assertThat(stream.remoteAddress()).isNull();
		assertThat(stream.hidesPeer()).isTrue();
		feed(LINE);
		assertThat(told).containsExactly("/4.4.4.4:1000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2000", "2100" })
	void keepsTheProxysAddressWhereNoOtherIsKnown(String command) throws IOException {
		IOStream stream = open();
		feed(ProxyHeaders.block(command, ""));

		assertThat(stream.remoteAddress()).isEqualTo(this.below.remoteAddress());
		assertThat(stream.localAddress()).isEqualTo(this.below.localAddress());
		assertThat(stream.hidesPeer()).isTrue();
	}

	@Test
	void failsWithoutAHeader() throws IOException {
		IOStream stream = open();
		CompletableFuture<Void> waiting = stream.waitForHandshake().toCompletableFuture();
		feed("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

		assertThat(waiting).isCompletedExceptionally();
		assertThat(stream.error()).isInstanceOf(ProxyProtocolException.class);
		assertThat(this.below.closed()).isTrue();
		assertThat(this.below.takeOutput()).isEmpty();
	}

	@Test
	void failsWhenThePeerLeavesHalfWay() throws IOException {
		IOStream stream = open();
		feed("PROXY TC".getBytes(StandardCharsets.US_ASCII));
		this.below.end();
		this.loop.runUntilIdle();

		assertThat(stream.error()).isInstanceOf(ProxyProtocolException.class);
	}

	@Test
	void blamesNobodyForLeavingWithoutAWord() throws IOException {
		IOStream stream = open();
		this.below.end();
		this.loop.runUntilIdle();

		assertThat(stream.error()).isExactlyInstanceOf(IOException.class);
	}

	@Test
	void keepsWhatIsWrittenUntilTheHeaderIsThere() throws IOException {
		IOStream stream = open();
		stream.write("220 welcome".getBytes(StandardCharsets.US_ASCII));
		this.loop.runUntilIdle();

		assertThat(this.below.takeOutput()).isEmpty();
		assertThat(this.below.interest()).isEqualTo(IOLoop.READ);
		feed(LINE);
		assertThat(this.below.takeOutput()).isEqualTo("220 welcome");
	}

}
