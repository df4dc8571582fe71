package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;

/**
 * Where a server listens at present.
 * <p>
 * <b>Threading:</b> may be used from any thread; accepts on the accepting loop.
 */
final class Acceptors {

	private final IOLoop loop;

	private final TCPServerOptions options;

	private final Consumer<SocketChannel> target;

	private final List<Acceptor> open = new CopyOnWriteArrayList<>();

	private final Counter failures = new Counter(); // written by the accepting loop

	Acceptors(IOLoop loop, TCPServerOptions options, Consumer<SocketChannel> target) {
		this.loop = loop;
		this.options = options;
		this.target = target;
	}

	void bind(List<SocketAddress> addresses) throws IOException {
		List<Acceptor> opened = new ArrayList<>();
		for (ListeningSocket socket : ListeningSockets.open(addresses, this.options)) {
			opened.add(new Acceptor(this.loop, socket, socket.channel()::accept, this.target, this.failures));
		}
		this.open.addAll(opened);
		this.loop.addCallback(task(opened, Acceptor::start));
		if (!this.open.containsAll(opened)) { // dropped
			throw new IllegalStateException(this.loop + " is closed");
		}
	}

	List<SocketAddress> addresses() {
		return this.open.stream().filter(Acceptor::isOpen).map(Acceptor::address).toList();
	}

	/** The port of the first address that has one; else -1. */
	int port() {
		for (Acceptor acceptor : this.open) {
			if (acceptor.isOpen() && acceptor.address() instanceof InetSocketAddress inet) {
				return inet.getPort();
			}
		}
		return -1;
	}

	void stop() {
		List<Acceptor> closing = List.copyOf(this.open);
		this.open.removeAll(closing);
		if (this.loop.mayTouch()) {
			closing.forEach(Acceptor::close);
		}
		else {
			this.loop.addCallback(task(closing, Acceptor::close));
		}
	}

	long failures() {
		return this.failures.get();
	}

	/**
	 * Does something with acceptors on the loop; if it is closed, they are closed as
	 * well.
	 */
	private Droppable task(List<Acceptor> acceptors, Consumer<Acceptor> action) {
		return Droppable.of(() -> acceptors.forEach(action), () -> {
			this.open.removeAll(acceptors);
			acceptors.forEach(Acceptor::closeSocket);
		});
	}

}
