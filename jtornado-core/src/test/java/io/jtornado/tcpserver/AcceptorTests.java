package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One client waits to be accepted all the time, so the listener is always ready; what
 * accept answers comes from a script.
 */
@Timeout(30)
class AcceptorTests {

	private static final IOException TOO_MANY_FILES = new IOException("Too many open files");

	private final TestLoop testLoop = new TestLoop();

	private final IOLoop loop = this.testLoop.ioLoop();

	private final Deque<Object> script = new ArrayDeque<>(); // exceptions and channels

	private final List<SocketChannel> accepted = new ArrayList<>();

	private final Counter failures = new Counter();

	private int calls;

	private boolean tooMuch;

	private ServerSocketChannel listener;

	private SocketChannel client;

	private Acceptor acceptor;

	@BeforeEach
	void listen() throws IOException {
		this.listener = ServerSocketChannel.open();
		this.listener.configureBlocking(false);
		this.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		this.client = SocketChannel.open(this.listener.getLocalAddress());
		this.acceptor = new Acceptor(this.loop,
				new ListeningSocket(this.listener, this.listener.getLocalAddress(), null), this::accept, this::take,
				this.failures);
		this.acceptor.start();
	}

	@AfterEach
	void close() throws IOException {
		for (SocketChannel channel : this.accepted) {
			channel.close();
		}
		this.client.close();
		this.listener.close();
		this.testLoop.close();
	}

	@Test
	void leavesTheListenerAloneWhenTheSystemRefuses() {
		this.script.add(TOO_MANY_FILES);
		try (CapturedLog log = new CapturedLog()) {
			this.testLoop.runUntilIdle(); // which a ready listener would prevent
			assertThat(log.messages(Level.WARN)).hasSize(1).first().asString().startsWith("Cannot accept connections");
		}

		assertThat(this.calls).isEqualTo(1);
		this.testLoop.clock().advance(Duration.ofMillis(99));
		this.testLoop.runUntilIdle();
		assertThat(this.calls).isEqualTo(1);
		this.testLoop.clock().advance(Duration.ofMillis(1));
		this.loop.runOnce();
		assertThat(this.calls).isGreaterThan(1);
	}

	@Test
	void waitsLongerEachTimeUpToASecondAndLogsEveryTenSeconds() {
		List<Long> times = new ArrayList<>();
		try (CapturedLog log = new CapturedLog()) {
			for (long millis = 0; millis < 15_000; millis += 50) {
				this.script.add(TOO_MANY_FILES);
				this.testLoop.runUntilIdle();
				if (this.script.isEmpty()) {
					times.add(millis);
				}
				this.script.clear();
				this.testLoop.clock().advance(Duration.ofMillis(50));
			}

			assertThat(log.messages(Level.WARN)).hasSize(2);
		}
		assertThat(times).startsWith(0L, 100L, 300L, 700L, 1500L, 2500L, 3500L);
		assertThat(this.failures.get()).isEqualTo(times.size());
	}

	@Test
	void recovers() throws IOException {
		this.script.add(TOO_MANY_FILES);
		try (CapturedLog log = new CapturedLog()) {
			this.testLoop.runUntilIdle();
			this.script.add(SocketChannel.open());
			this.testLoop.clock().advance(Duration.ofMillis(100));
			this.loop.runOnce();
			assertThat(this.accepted).hasSize(1);

			this.script.add(TOO_MANY_FILES);
			this.testLoop.runUntilIdle();
			this.script.add(SocketChannel.open());
			this.testLoop.clock().advance(Duration.ofMillis(100));
			this.loop.runOnce();
		}

		assertThat(this.accepted).hasSize(2);
	}

	@Test
	void aPeerThatLeftWhileItWaitedIsNoFailure() throws IOException {
		this.script.add(new IOException("Software caused connection abort"));
		this.script.add(SocketChannel.open());
		this.loop.runOnce();

		assertThat(this.accepted).hasSize(1);
		assertThat(this.failures.get()).isZero();
	}

	@Test
	void acceptsABoundedNumberPerEvent() throws IOException {
		for (int i = 0; i < 200; i++) {
			this.script.add(SocketChannel.open());
		}
		this.loop.runOnce();
		assertThat(this.accepted).hasSize(128);
		this.loop.runOnce();
		assertThat(this.accepted).hasSize(200);
	}

	@Test
	void closesWhileItWaitsForTheNextTry() {
		this.script.add(TOO_MANY_FILES);
		try (CapturedLog log = new CapturedLog()) {
			this.testLoop.runUntilIdle();
		}
		this.acceptor.close();
		this.testLoop.advance(Duration.ofSeconds(1));

		assertThat(this.calls).isEqualTo(1);
		assertThat(this.listener.isOpen()).isFalse();
		assertThat(this.loop.stats().timeouts()).isZero();
	}

	@Test
	void leavesTheListenerAloneForWantOfMemoryAsWell() {
		this.script.add(new OutOfMemoryError("as told"));
		try (CapturedLog log = new CapturedLog()) {
			this.testLoop.runUntilIdle();
			assertThat(log.messages(Level.WARN)).hasSize(1).first().asString().startsWith("Cannot accept connections");
		}

		assertThat(this.calls).isEqualTo(1);
		assertThat(this.failures.get()).isEqualTo(1);
	}

	@Test
	void closesAConnectionThatNobodyTakesAndBacksOff() throws IOException {
		SocketChannel refused = SocketChannel.open();
		this.script.add(refused);
		this.tooMuch = true;
		try (CapturedLog log = new CapturedLog()) {
			this.testLoop.runUntilIdle();
		}

		assertThat(refused.isOpen()).isFalse();
		assertThat(this.calls).isEqualTo(1);
	}

	private void take(SocketChannel channel) {
		if (this.tooMuch) {
			throw new OutOfMemoryError("as told");
		}
		this.accepted.add(channel);
	}

	private SocketChannel accept() throws IOException {
		this.calls++;
		Object next = this.script.poll();
		if (next instanceof IOException failure) {
			throw failure;
		}
		if (next instanceof Error failure) {
			throw failure;
		}
		return (SocketChannel) next;
	}

}
