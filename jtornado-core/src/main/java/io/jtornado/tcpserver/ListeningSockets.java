package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Opens listening sockets, all of them or none.
 */
final class ListeningSockets {

	private ListeningSockets() {
	}

	static List<ListeningSocket> open(List<SocketAddress> addresses, TCPServerOptions options) throws IOException {
		if (addresses.isEmpty()) {
			throw new IllegalArgumentException("Give at least one address to listen on");
		}
		List<ListeningSocket> opened = new ArrayList<>();
		boolean complete = false;
		try {
			for (SocketAddress address : addresses) {
				opened.add(open(address, options));
			}
			complete = true;
			return opened;
		}
		finally {
			if (!complete) {
				opened.forEach(ListeningSocket::close);
			}
		}
	}

	private static ListeningSocket open(SocketAddress address, TCPServerOptions options) throws IOException {
		if (address instanceof UnixDomainSocketAddress unix) {
			return UnixSocketFile.listen(unix.getPath(), permissions(options.unixSocketMode()), options.backlog());
		}
		ServerSocketChannel channel = ServerSocketChannel.open();
		boolean bound = false;
		try {
			bind(channel, address, options);
			bound = true;
			return new ListeningSocket(channel, channel.getLocalAddress(), null);
		}
		finally {
			if (!bound) {
				channel.close();
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

	private static @Nullable Set<PosixFilePermission> permissions(@Nullable String mode) {
		return (mode != null) ? PosixFilePermissions.fromString(mode) : null;
	}

	private static String text(SocketAddress address) {
		return (address instanceof InetSocketAddress inet) ? inet.getHostString() + ":" + inet.getPort()
				: address.toString();
	}

}
