package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens listening sockets, all of them or none.
 */
final class ListeningSockets {

	private ListeningSockets() {
	}

	static List<ServerSocketChannel> open(List<SocketAddress> addresses, TCPServerOptions options) throws IOException {
		if (addresses.isEmpty()) {
			throw new IllegalArgumentException("Give at least one address to listen on");
		}
		List<ServerSocketChannel> opened = new ArrayList<>();
		boolean complete = false;
		try {
			for (SocketAddress address : addresses) {
				ServerSocketChannel channel = ServerSocketChannel.open();
				opened.add(channel);
				bind(channel, address, options);
			}
			complete = true;
			return opened;
		}
		finally {
			if (!complete) {
				for (ServerSocketChannel channel : opened) {
					channel.close();
				}
			}
		}
	}

	private static void bind(ServerSocketChannel channel, SocketAddress address, TCPServerOptions options)
			throws IOException {
		channel.configureBlocking(false);
		if (options.reusePort()) {
			if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
				throw new UnsupportedOperationException("This system cannot share ports: switch reusePort off");
			}
			channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
		}
		try {
			channel.bind(address, options.backlog());
		}
		catch (BindException ex) { // which does not say where
			BindException named = new BindException(ex.getMessage() + ": " + text(address));
			named.initCause(ex);
			throw named;
		}
	}

	private static String text(SocketAddress address) {
		return (address instanceof InetSocketAddress inet) ? inet.getHostString() + ":" + inet.getPort()
				: address.toString();
	}

}
