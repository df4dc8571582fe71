package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOHandler;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.MemoryRoom;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.ioloop.SparseLine;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Accepts what comes in at one address. When the system refuses to accept, mostly for
 * want of file descriptors, the listener stays ready and would keep the loop spinning; so
 * it is left alone for a while.
 * <p>
 * <b>Threading:</b> confined to the accepting loop.
 */
final class Acceptor implements IOHandler {

	/**
	 * Where connections come from.
	 */
	@FunctionalInterface
	interface Source {

		@Nullable SocketChannel accept() throws IOException;

	}

	private static final SafeLog log = SafeLog.named("jtornado.general");

	private static final int MAX_BATCH = 128; // per event, so that the loop's other
												// channels get their turn

	private static final long MIN_DELAY = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long MAX_DELAY = TimeUnit.SECONDS.toNanos(1);

	private final IOLoop loop;

	private final ListeningSocket socket;

	private final Source source;

	private final Consumer<SocketChannel> target;

	private final Counter failures;

	private long delay; // of the next try after a failure; 0 when there was none

	private @Nullable Timeout retry; // pending while the listener is left alone

	private final SparseLine failureLine;

	Acceptor(IOLoop loop, ListeningSocket socket, Source source, Consumer<SocketChannel> target, Counter failures) {
		this.loop = loop;
		this.socket = socket;
		this.source = source;
		this.target = target;
		this.failures = failures;
		this.failureLine = new SparseLine(loop, Duration.ofSeconds(10));
	}

	SocketAddress address() {
		return this.socket.address();
	}

	/** Also false when the loop was closed before the server stopped. */
	boolean isOpen() {
		return this.socket.channel().isOpen();
	}

	void start() {
		if (this.socket.channel().isOpen()) {
			this.loop.addHandler(this.socket.channel(), this, IOLoop.READ);
		}
	}

	private void startAgain() {
		this.retry = null;
		if (this.socket.channel().isOpen()) {
			this.loop.updateHandler(this.socket.channel(), IOLoop.READ);
		}
	}

	@Override
	public void handleEvents(SelectableChannel channel, int events) {
		if ((events & IOLoop.ERROR) != 0) { // the loop is closed before the server stops
			close();
			return;
		}
		int accepted = 0;
		while (accepted < MAX_BATCH && accept()) {
			accepted++;
		}
	}

	void close() {
		if (this.retry != null) {
			this.loop.removeTimeout(this.retry);
			this.retry = null;
		}
		this.loop.removeHandler(this.socket.channel());
		closeSocket();
	}

	/** May be called from any thread when the loop is closed. */
	void closeSocket() {
		this.socket.close();
	}

	/**
	 * Accepts one connection; tells whether there may be more.
	 */
	private boolean accept() {
		SocketChannel accepted;
		try {
			MemoryRoom.require(); // the JDK would lose what it has accepted
			accepted = this.source.accept();
		}
		catch (ClosedChannelException ex) { // stopped by the last one
			return false;
		}
		catch (Throwable ex) { // an Error as well: for want of memory it would come again
			return isOfPeer(ex) || backOff(ex);
		}
		if (accepted == null) {
			return false;
		}
		try {
			this.target.accept(accepted);
		}
		catch (Throwable ex) { // nobody else has it
			Arrival.close(accepted);
			return backOff(ex);
		}
		this.delay = 0;
		return true;
	}

	/** ECONNABORTED: the peer left while it waited. */
	private static boolean isOfPeer(Throwable failure) {
		String message = failure.getMessage();
		return failure instanceof IOException && message != null && message.contains("connection abort");
	}

	private boolean backOff(Throwable failure) {
		this.failures.increment();
		this.delay = Math.min(MAX_DELAY, Math.max(MIN_DELAY, 2 * this.delay));
		// First, lest the listener be left alone for ever for want of memory.
		this.retry = this.loop.callLater(Duration.ofNanos(this.delay), this::startAgain);
		this.loop.updateHandler(this.socket.channel(), 0);
		this.failureLine.write((more) -> log.warn("Cannot accept connections on {}, trying again soon ({} failures)",
				address(), more + 1, failure));
		return false;
	}

}
