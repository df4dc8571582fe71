package io.jtornado.iostream;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

import io.jtornado.ioloop.IOHandler;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * A connected, non-blocking socket.
 * <p>
 * <b>Threading:</b> confined to its loop once it is open.
 */
public final class SocketTransport implements Transport, IOHandler {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final SocketChannel channel;

	private final @Nullable Runnable closeCallback;

	private @Nullable IOLoop loop;

	private @Nullable ReadyHandler handler;

	private boolean closed;

	/**
	 * Wraps a connected channel.
	 * @param channel the channel; it is made non-blocking
	 * @throws IOException if it is closed
	 */
	public SocketTransport(SocketChannel channel) throws IOException {
		this(channel, null);
	}

	/**
	 * Wraps a connected channel that somebody counts.
	 * @param channel the channel; it is made non-blocking
	 * @param closeCallback runs once, when the transport is closed, whoever closes it
	 * @throws IOException if it is closed
	 */
	public SocketTransport(SocketChannel channel, @Nullable Runnable closeCallback) throws IOException {
		this.channel = channel;
		this.closeCallback = closeCallback;
		channel.configureBlocking(false);
	}

	@Override
	public void open(IOLoop loop, ReadyHandler handler) throws IOException {
		this.loop = loop;
		this.handler = handler;
		loop.addHandler(this.channel, this, IOLoop.READ);
	}

	@Override
	public void handleEvents(SelectableChannel channel, int events) {
		if (this.handler != null) {
			this.handler.handleReady(events);
		}
	}

	@Override
	public void interest(int events) {
		if (this.loop != null) {
			this.loop.updateHandler(this.channel, events);
		}
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		return this.channel.read(target);
	}

	@Override
	public long write(ByteBuffer[] sources, int count) throws IOException {
		return (count == 1) ? this.channel.write(sources[0]) : this.channel.write(sources, 0, count);
	}

	/** The system sends them by itself, which costs no copy. */
	@Override
	public long writeFile(FileChannel file, long position, long count) throws IOException {
		try {
			long taken = file.transferTo(position, count, this.channel);
			if (taken == 0) { // the socket is full, or the file has ended
				FilePart.checkReadable(file, position);
			}
			return taken;
		}
		catch (FileReadException ex) {
			throw ex;
		}
		catch (IOException | NonReadableChannelException ex) {
			FilePart.checkReadable(file, position);
			throw ex;
		}
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.channel.shutdownOutput();
	}

	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		try {
			if (this.closeCallback != null) {
				this.closeCallback.run();
			}
			if (this.loop != null) {
				this.loop.removeHandler(this.channel);
			}
		}
		finally { // want of memory included: nobody comes by again
			closeChannel();
		}
	}

	private void closeChannel() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			LOGGER.debug("Closing {} failed", this.channel, ex);
		}
	}

	@Override
	public void abort() {
		try {
			// Closing without lingering sends RST: nobody can take what was sent for the
			// whole.
			this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		}
		catch (IOException ex) {
			LOGGER.debug("{} is lost already", this.channel, ex);
		}
		close();
	}

	@Override
	public @Nullable SocketAddress remoteAddress() {
		try {
			return this.channel.getRemoteAddress();
		}
		catch (IOException ex) {
			return null;
		}
	}

	@Override
	public @Nullable SocketAddress localAddress() {
		try {
			return this.channel.getLocalAddress();
		}
		catch (IOException ex) {
			return null;
		}
	}

}
