package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.ProxyTransport;
import io.jtornado.iostream.SSLIOStream;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.iostream.SocketTransport;
import io.jtornado.iostream.Transport;

/**
 * An accepted connection on its way to its loop, where a stream is made of it. Until that
 * is done nobody else would close it.
 */
final class Arrival implements Droppable {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final TCPServer server;

	private final TCPServerOptions options;

	private final SocketChannel channel;

	private final LoopShare share;

	Arrival(TCPServer server, TCPServerOptions options, SocketChannel channel, LoopShare share) {
		this.server = server;
		this.options = options;
		this.channel = channel;
		this.share = share;
	}

	/** Called on the accepting loop. */
	void begin(IOLoop accepting) {
		this.share.assign();
		if (this.share.loop() == accepting) {
			run();
			return;
		}
		try {
			this.share.loop().addCallback(this);
		}
		catch (Throwable ex) { // for want of memory
			giveUp(CloseReason.ERROR);
			throw ex;
		}
	}

	@Override
	public void run() {
		IOStream stream;
		SocketAddress address;
		try {
			address = this.channel.getRemoteAddress();
			if (address instanceof InetSocketAddress) {
				this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			}
			stream = openStream();
		}
		catch (IOException ex) { // the peer has left already
			giveUp(CloseReason.CLIENT);
			LOGGER.debug("{} was lost", this.channel, ex);
			return;
		}
		catch (Throwable ex) { // for want of memory, say
			giveUp(CloseReason.ERROR);
			LOGGER.error("Exception for {}", this.channel, ex);
			return;
		}
		if (this.options.ssl() != null || this.options.proxyProtocol()) {
			beginOpening(stream, address);
		}
		else {
			this.server.handOver(stream, address);
		}
	}

	private void beginOpening(IOStream stream, SocketAddress address) {
		Openings openings;
		try {
			openings = this.server.openings(this.share.loop());
		}
		catch (Error ex) { // for want of memory: they are made for the first connection
			stream.close();
			this.server.connectionClosed(CloseReason.ERROR, 0);
			throw ex;
		}
		openings.begin(stream, address);
	}

	private IOStream openStream() throws IOException {
		IOLoop loop = this.share.loop();
		Transport transport = new SocketTransport(this.channel, this.share.end());
		if (this.options.proxyProtocol()) {
			transport = new ProxyTransport(transport);
		}
		SSLOptions ssl = this.options.ssl();
		return (ssl != null) ? new SSLIOStream(loop, transport, ssl, this.server.streamOptions())
				: new IOStream(loop, transport, this.server.streamOptions());
	}

	/** The loop was closed meanwhile. */
	@Override
	public void dropped() {
		giveUp(CloseReason.SHUTDOWN);
	}

	private void giveUp(CloseReason reason) {
		close(this.channel);
		this.share.end().run();
		this.server.connectionClosed(reason, 0);
	}

	static void close(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			LOGGER.debug("{} failed to close", channel, ex);
		}
	}

}
