package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place where a server listens.
 *
 * @param channel non-blocking, bound
 * @param address where, with the true port
 * @param file of a unix domain socket; null: it is none
 */
record ListeningSocket(ServerSocketChannel channel, SocketAddress address, @Nullable UnixSocketFile file) {

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.general");

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
