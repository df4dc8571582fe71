package io.jtornado.spring;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What to change where a listener cannot listen.
 */
final class ListenAdvice {

	private ListenAdvice() {
	}

	static String of(SocketAddress address, Throwable failure) {
		return (address instanceof UnixDomainSocketAddress unix) ? of(unix.getPath())
				: ofPort(String.valueOf(failure.getMessage()));
	}

	private static String of(Path path) {
		Path directory = path.toAbsolutePath().getParent();
		if (directory == null || Files.isDirectory(path)) {
			return "Set unix-socket to the path of a file in a directory.";
		}
		if (!Files.isDirectory(directory)) {
			return "Create the directory " + directory + ", or set unix-socket to a path in one that is there.";
		}
		if (!Files.isWritable(directory)) {
			return "Let this process write to the directory " + directory
					+ ", or set unix-socket to a path in another one.";
		}
		if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return "Stop the process that listens there, or move the file away if it is no socket,"
					+ " or set unix-socket to another path.";
		}
		return "Set unix-socket to another path; most systems take no more than about a hundred characters.";
	}

	private static String ofPort(String message) {
		if (message.contains("Permission denied")) {
			return "Set port to one from 1024 on, or let this process use the lower ones (CAP_NET_BIND_SERVICE).";
		}
		if (message.contains("Cannot assign")) {
			return "Set address to one of this machine, or remove it to listen on all of them.";
		}
		return "Set address and port to what this process may listen on.";
	}

}
