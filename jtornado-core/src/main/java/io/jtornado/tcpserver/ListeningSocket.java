package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * One place where a server listens.
 *
 * @param channel non-blocking, bound
 * @param address where, with the true port
 * @param file of a unix domain socket; null: it is none
 */
record ListeningSocket(ServerSocketChannel channel, SocketAddress address, @Nullable UnixSocketFile file) {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	void close() {
		if (this.file != null && this.channel.isOpen()) {
			this.file.delete();
		}
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			LOGGER.debug("{} failed to close", this.address, ex);
		}
	}

}
