package io.jtornado.iostream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import io.jtornado.testing.Certificates;
import io.jtornado.testing.MemoryTransport;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for a stream on TLS only. */
class SSLStreamTests {

	private final TestLoop loop = new TestLoop();

	private final MemoryTransport transport = new MemoryTransport();

	private SSLOptions options = SSLOptions.of(Certificates.LOCALHOST.context())
		.withExecutor(Runnable::run)
		.withApplicationProtocols(List.of("http/1.1"))
		.withPlaintextAnswer((any) -> "In the clear?".getBytes(StandardCharsets.US_ASCII));

	@AfterEach
	void close() {
		StreamBuffers buffers = StreamBuffers.of(this.loop.ioLoop());
		this.loop.close();
		assertThat(buffers.heldRead().get()).isZero();
		assertThat(buffers.heldWrite().get()).isZero();
	}

	private SSLIOStream open() throws IOException {
		return new SSLIOStream(this.loop.ioLoop(), this.transport, this.options, StreamOptions.DEFAULTS);
	}

	private SSLPeer peer(SSLContext context, String protocol) {
		return new SSLPeer(context, protocol, new MemoryWire(this.transport));
	}

	private void run(SSLPeer peer) {
		do {
			this.loop.runUntilIdle();
		}
		while (peer.turn());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void shakesHandsByteByByte(String protocol) throws Exception {
		this.options = SSLOptions
			.of(new SSLContexts(Certificates.LOCALHOST.context(), Map.of("*.example", Certificates.OTHER.context())))
			.withExecutor(Runnable::run);
		this.transport.readAtMost(1);
		this.transport.writeAtMost(1);
		SSLIOStream stream = open();
		CompletableFuture<Void> handshake = stream.waitForHandshake().toCompletableFuture();
		SSLPeer peer = peer(Certificates.anonymous(), protocol);
		SSLParameters parameters = peer.engine().getSSLParameters();
		parameters.setServerNames(List.of(new SNIHostName("Other.Example")));
		peer.engine().setSSLParameters(parameters);
		assertThat(stream.sslSession()).isNull();

		run(peer);

		assertThat(handshake).isCompleted();
		assertThat(stream.sslSession()).isNotNull();
		assertThat(stream.sslSession().getProtocol()).isEqualTo(protocol);
		assertThat(peer.engine().getSession().getPeerPrincipal().getName()).isEqualTo("CN=OTHER");
		assertThat(stream.clientCertificates()).isEmpty();
		peer.send("abc");
		CompletableFuture<byte[]> read = stream.readBytes(3).toCompletableFuture();
		run(peer);
		assertThat(read.get(0, TimeUnit.SECONDS)).asString().isEqualTo("abc");
		stream.abort();
	}

	/** Whoever makes the loop hold much must not keep others from coming in. */
	@Test
	@Timeout(30)
	void shakesHandsWhateverOthersHold() throws Exception {
		StreamBuffers.of(this.loop.ioLoop()).heldRead().add(5 << 20);
		SSLIOStream stream = open();
		CompletableFuture<Void> handshake = stream.waitForHandshake().toCompletableFuture();

		run(peer(Certificates.anonymous(), "TLSv1.3"));

		assertThat(handshake).isCompleted();
		stream.abort();
		StreamBuffers.of(this.loop.ioLoop()).heldRead().add(-(5 << 20));
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void holdsNothingWhileIdle(String protocol) throws Exception {
		SSLIOStream stream = open();
		SSLPeer peer = peer(Certificates.anonymous(), protocol);
		peer.send("abc");
		CompletableFuture<byte[]> read = stream.readBytes(3).toCompletableFuture();
		run(peer);
		stream.write("answer".getBytes(StandardCharsets.US_ASCII));
		run(peer);

		assertThat(read).isCompleted();
		assertThat(peer.received()).asString().isEqualTo("answer");
		StreamBuffers buffers = StreamBuffers.of(this.loop.ioLoop());
		assertThat(buffers.heldRead().get()).isZero();
		assertThat(buffers.heldWrite().get()).isZero();
		stream.abort();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void saysGoodbyeWhenItCloses(String protocol) throws Exception {
		SSLIOStream stream = open();
		SSLPeer peer = peer(Certificates.anonymous(), protocol);
		run(peer);

		stream.close();
		run(peer);

		assertThat(peer.sawGoodbye()).isTrue();
		assertThat(this.transport.closed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void saysGoodbyeBehindTheLastBytes(String protocol) throws Exception {
		SSLIOStream stream = open();
		SSLPeer peer = peer(Certificates.anonymous(), protocol);
		run(peer);
		this.transport.writeAtMost(100);
		CompletableFuture<Void> written = stream.write(new byte[100_000]).toCompletableFuture();
		run(peer);
		assertThat(written).isCompleted();

		stream.shutdownOutput();
		run(peer);

		assertThat(peer.received()).hasSize(100_000);
		assertThat(peer.sawGoodbye()).isTrue();
		assertThat(stream.closed()).isFalse();
		stream.abort();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void tellsAGoodbyeFromATruncation(String protocol) throws Exception {
		SSLIOStream stream = open();
		stream.setHandler(new RecordingHandler());
		SSLPeer peer = peer(Certificates.anonymous(), protocol);
		run(peer);
		peer.end();
		run(peer);

		assertThat(stream.ended()).isTrue();
		assertThat(stream.truncated()).isFalse();
		stream.abort();
	}

	@Test
	void noticesATruncation() throws Exception {
		SSLIOStream stream = open();
		stream.setHandler(new RecordingHandler());
		SSLPeer peer = peer(Certificates.anonymous(), "TLSv1.3");
		run(peer);
		peer.endSilently();
		run(peer);

		assertThat(stream.ended()).isTrue();
		assertThat(stream.truncated()).isTrue();
		stream.abort();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void tellsAPeerWhyItIsRefused(String protocol) throws Exception {
		this.options = this.options.withClientAuth(ClientAuth.NEED);
		SSLIOStream stream = open();
		CompletableFuture<Void> handshake = stream.waitForHandshake().toCompletableFuture();
		SSLPeer peer = peer(Certificates.anonymous(), protocol);
		run(peer);

		assertThat(peer.failure).isNotNull().hasMessageContaining("alert");
		assertThat(stream.refusal()).isInstanceOf(SSLException.class);
		assertThat(this.transport.outputEnded()).isTrue();
		assertThat(handshake).isNotDone();
		this.transport.end();
		run(peer);
		assertThat(handshake).isCompletedExceptionally();
		assertThat(stream.closed()).isTrue();
		assertThat(stream.error()).isInstanceOf(SSLException.class);
	}

	@Test
	void answersInTheClearToWhoeverSpeaksSo() throws Exception {
		SSLIOStream stream = open();
		this.transport.feed("GET / HTTP/1.1\r\n");
		this.loop.runUntilIdle();

		assertThat(this.transport.takeOutput()).isEqualTo("In the clear?");
		assertThat(this.transport.outputEnded()).isTrue();
		assertThat(this.transport.closed()).isFalse();
		this.transport.end();
		this.loop.runUntilIdle();
		assertThat(stream.closed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000\u0000\u0000\u0000\u0000\u0000", "\u0016\u0003\u0001\u0000\u0005abcde",
			"\u0016\u0003\u0001\u0000\u0000", "\u0080\u0001\u0002\u0003\u0004\u0005",
			"\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000", "\u0015\u0003\u0003\u0000\u0002\u0001\u0000" })
	void refusesGarbage(String garbage) throws Exception {
		SSLIOStream stream = open();
		CompletableFuture<Void> handshake = stream.waitForHandshake().toCompletableFuture();
		this.transport.feed(garbage);
		this.loop.runUntilIdle();
		this.transport.end();
		this.loop.runUntilIdle();

		assertThat(handshake).isCompletedExceptionally();
		assertThat(stream.error()).isInstanceOf(SSLException.class);
		assertThat(this.transport.closed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void refusesOtherProtocolsInside(String protocol) throws Exception {
		SSLIOStream stream = open();
		SSLPeer peer = peer(Certificates.anonymous(), protocol);
		SSLParameters parameters = peer.engine().getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		peer.engine().setSSLParameters(parameters);
		run(peer);

		assertThat(peer.failure).isNotNull().hasMessageContaining("no_application_protocol");
		assertThat(stream.refusal()).isNotNull();
		stream.abort();
	}

	@Test
	void agreesOnTheProtocolInside() throws Exception {
		SSLIOStream stream = open();
		SSLPeer peer = peer(Certificates.anonymous(), "TLSv1.3");
		SSLParameters parameters = peer.engine().getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2", "http/1.1" });
		peer.engine().setSSLParameters(parameters);
		run(peer);

		assertThat(stream.applicationProtocol()).isEqualTo("http/1.1");
		assertThat(peer.engine().getApplicationProtocol()).isEqualTo("http/1.1");
		stream.abort();
	}

	@Test
	void showsTheCertificatesOfTheClient() throws Exception {
		this.options = this.options.withClientAuth(ClientAuth.WANT);
		SSLIOStream stream = open();
		SSLPeer peer = peer(Certificates.CLIENT.context(), "TLSv1.3");
		run(peer);

		assertThat(stream.clientCertificates()).singleElement()
			.satisfies((each) -> assertThat(each.getSubjectX500Principal().getName()).isEqualTo("CN=CLIENT"));
		stream.abort();
	}

	@Test
	void failsWithTheExecutor() throws Exception {
		this.options = this.options.withExecutor((work) -> {
			throw new RejectedExecutionException("full");
		});
		SSLIOStream stream = open();
		SSLPeer peer = peer(Certificates.anonymous(), "TLSv1.3");
		run(peer);
		this.transport.end();
		run(peer);

		assertThat(stream.error()).isInstanceOf(SSLException.class).hasMessageContaining("Too many");
	}

	@Test
	void doesNotTouchTheEngineWhileItWorks() throws Exception {
		List<Runnable> work = new ArrayList<>();
		this.options = this.options.withExecutor(work::add);
		SSLIOStream stream = open();
		CompletableFuture<Void> handshake = stream.waitForHandshake().toCompletableFuture();
		SSLPeer peer = peer(Certificates.anonymous(), "TLSv1.3");
		run(peer);
		assertThat(work).hasSize(1);
		assertThat(this.transport.interest()).isZero();
		while (!work.isEmpty()) {
			work.remove(0).run();
			run(peer);
		}

		assertThat(handshake).isCompleted();
		stream.abort();
	}

}
