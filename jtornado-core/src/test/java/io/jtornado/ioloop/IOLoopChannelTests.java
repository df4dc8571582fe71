package io.jtornado.ioloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class IOLoopChannelTests {

	private final IOLoop loop = new IOLoop();

	private final List<Pipe> pipes = new ArrayList<>();

	private final List<String> seen = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		this.loop.close();
		for (Pipe pipe : this.pipes) {
			pipe.source().close();
			pipe.sink().close();
		}
	}

	@Test
	void tellsWhatAChannelIsReadyFor() throws IOException {
		Pipe pipe = pipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);
		this.loop.addHandler(pipe.sink(), this::note, IOLoop.WRITE);
		this.loop.runOnce();
		assertThat(this.seen).containsExactly("2");

		this.loop.updateHandler(pipe.sink(), 0);
		send(pipe);
		this.loop.runOnce();
		assertThat(this.seen).containsExactly("2", "1");
	}

	@Test
	void isLevelTriggered() throws IOException {
		Pipe pipe = readyPipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);
		this.loop.runOnce();
		this.loop.runOnce();

		assertThat(this.seen).containsExactly("1", "1");
	}

	@Test
	void takesOneHandlerPerChannel() throws IOException {
		Pipe pipe = pipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);

		assertThatIllegalStateException()
			.isThrownBy(() -> this.loop.addHandler(pipe.source(), this::note, IOLoop.READ));
		assertThatIllegalStateException().isThrownBy(() -> this.loop.updateHandler(pipe.sink(), IOLoop.WRITE));
		this.loop.removeHandler(pipe.sink());
	}

	@Test
	void aHandlerMayChangeInterestWhileDispatching() throws IOException {
		Pipe one = readyPipe();
		Pipe two = readyPipe();
		IOHandler silencer = (channel, events) -> {
			note(channel, events);
			this.loop.updateHandler(one.source(), 0);
			this.loop.updateHandler(two.source(), 0);
		};
		this.loop.addHandler(one.source(), silencer, IOLoop.READ);
		this.loop.addHandler(two.source(), silencer, IOLoop.READ);
		this.loop.runOnce();
		this.loop.runOnce();

		assertThat(this.seen).hasSize(1);
	}

	@Test
	void aChannelRemovedInTheSameBatchIsNotCalled() throws IOException {
		Pipe one = readyPipe();
		Pipe two = readyPipe();
		IOHandler remover = (channel, events) -> {
			note(channel, events);
			this.loop.removeHandler(one.source());
			this.loop.removeHandler(two.source());
		};
		this.loop.addHandler(one.source(), remover, IOLoop.READ);
		this.loop.addHandler(two.source(), remover, IOLoop.READ);
		this.loop.runOnce();
		this.loop.runOnce();

		assertThat(this.seen).hasSize(1);
	}

	@Test
	void aChannelMayBeRemovedAndAddedAgainInOneTurn() throws IOException {
		Pipe pipe = readyPipe();
		this.loop.addHandler(pipe.source(), (channel, events) -> {
			this.loop.removeHandler(channel);
			this.loop.addHandler(channel, this::note, IOLoop.READ);
		}, IOLoop.READ);
		this.loop.runOnce();
		this.loop.runOnce();

		assertThat(this.seen).containsExactly("1");
	}

	@Test
	void aRemovedChannelBelongsToNobody() throws IOException {
		Pipe pipe = pipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);
		this.loop.addCallback(() -> this.loop.removeHandler(pipe.source()));
		this.loop.runOnce();

		assertThat(pipe.source().isRegistered()).isFalse();
		pipe.source().configureBlocking(true);
	}

	@Test
	void aLoopThatDoesNotRunLetsGoAtOnce() throws IOException {
		Pipe pipe = readyPipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);
		this.loop.removeHandler(pipe.source());

		assertThat(pipe.source().isRegistered()).isFalse();
	}

	@Test
	void aHandlerThatThrowsDoesNotStopTheOthers() throws IOException {
		Pipe one = readyPipe();
		Pipe two = readyPipe();
		this.loop.addHandler(one.source(), (channel, events) -> {
			throw new IOException("of a handler");
		}, IOLoop.READ);
		this.loop.addHandler(two.source(), this::note, IOLoop.READ);
		try (CapturedLog log = new CapturedLog()) {
			this.loop.runOnce();

			assertThat(log.messages(Level.ERROR)).hasSize(1);
		}
		assertThat(this.seen).containsExactly("1");
		assertThat(this.loop.stats().failures()).isEqualTo(1);
	}

	@Test
	void tellsTheHandlerOfAChannelThatSomebodyClosed() throws IOException {
		Pipe pipe = pipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);
		pipe.source().close();
		this.loop.updateHandler(pipe.source(), 0);
		this.loop.runOnce();

		assertThat(this.seen).containsExactly("4");
	}

	@Test
	void refusesAClosedChannel() throws IOException {
		Pipe pipe = pipe();
		pipe.source().close();

		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> this.loop.addHandler(pipe.source(), this::note, IOLoop.READ));
	}

	@Test
	void readMeansAcceptAndWriteMeansConnected() throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open(); SocketChannel client = SocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			server.configureBlocking(false);
			client.configureBlocking(false);
			this.loop.addHandler(server, (channel, events) -> {
				server.accept().close();
				this.seen.add("accept " + events);
			}, IOLoop.READ);
			client.connect(server.getLocalAddress());
			this.loop.addHandler(client, (channel, events) -> {
				this.seen.add("connect " + events + " " + client.finishConnect());
				this.loop.updateHandler(client, 0);
			}, IOLoop.WRITE);
			while (this.seen.size() < 2) {
				this.loop.runOnce();
			}
		}

		assertThat(this.seen).containsExactlyInAnyOrder("accept 1", "connect 2 true");
	}

	@Test
	void aNewSelectorKnowsTheOldChannels() throws IOException {
		Pipe pipe = readyPipe();
		Pipe closed = pipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);
		this.loop.addHandler(closed.source(), this::note, IOLoop.READ);
		closed.source().close();
		try (CapturedLog log = new CapturedLog()) {
			assertThat(this.loop.poller().replace(null)).isTrue();
			assertThat(log.messages(Level.WARN)).hasSize(1);
		}
		this.loop.runOnce();
		this.loop.updateHandler(pipe.source(), 0);
		this.loop.runOnce();

		assertThat(this.seen).containsExactly("1");
	}

	@Test
	void closingClosesRegisteredChannels() throws IOException {
		Pipe pipe = pipe();
		this.loop.addHandler(pipe.source(), this::note, IOLoop.READ);
		this.loop.close();

		assertThat(pipe.source().isOpen()).isFalse();
		this.loop.removeHandler(pipe.source());
	}

	private void note(SelectableChannel channel, int events) {
		this.seen.add(Integer.toString(events));
	}

	private Pipe readyPipe() throws IOException {
		Pipe pipe = pipe();
		send(pipe);
		return pipe;
	}

	private Pipe pipe() throws IOException {
		Pipe pipe = Pipe.open();
		pipe.source().configureBlocking(false);
		pipe.sink().configureBlocking(false);
		this.pipes.add(pipe);
		return pipe;
	}

	private static void send(Pipe pipe) throws IOException {
		pipe.sink().write(ByteBuffer.wrap(new byte[] { 1 }));
	}

	@Test
	void tellsHandlersOfItsEndBeforeItClosesTheirChannels() throws IOException {
		Pipe pipe = pipe();
		List<String> told = new ArrayList<>();
		this.loop.addHandler(pipe.source(), (channel, events) -> {
			told.add(events + " " + channel.isOpen());
			this.loop.addCallback(() -> told.add("afterwards"));
		}, IOLoop.READ);
		this.loop.addCallback(() -> told.add("dropped"));
		this.loop.close();

		assertThat(told).containsExactly(IOLoop.ERROR + " true", "afterwards");
		assertThat(pipe.source().isOpen()).isFalse();
	}

}
