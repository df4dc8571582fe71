package io.jtornado.tcpserver;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The file by which clients find a unix domain socket. It outlives the process that made
 * it, so one that nobody listens on any more is cleared away; nothing else ever is.
 */
final class UnixSocketFile {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private static final int FILE_TYPE = 0170000;

	private static final int SOCKET = 0140000;

	/** Whoever may write to the file may connect. */
	private static final Set<PosixFilePermission> CONNECT = EnumSet.of(PosixFilePermission.OWNER_WRITE,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

	private final Path path;

	/** The file's identity, so that another's of the same name is left alone. */
	private final @Nullable Object key;

	private UnixSocketFile(Path path) throws IOException {
		this.path = path;
		this.key = attributes(path).fileKey();
	}

	/**
	 * Listens at a path.
	 * @param mode who may connect; null: whom the process's umask lets
	 */
	static ListeningSocket listen(Path path, @Nullable Set<PosixFilePermission> mode, int backlog) throws IOException {
		removeIfStale(path);
		ServerSocketChannel channel = bind(path, backlog);
		try {
			if (mode != null && isMoreOpen(path, mode)) {
				// Somebody may have connected before the mode was set: he is cut off.
				channel.close();
				Files.delete(path);
				channel = bindPrivately(path, mode, backlog);
			}
			else if (mode != null) {
				Files.setPosixFilePermissions(path, mode);
			}
			channel.configureBlocking(false);
			return new ListeningSocket(channel, UnixDomainSocketAddress.of(path), new UnixSocketFile(path));
		}
		catch (UnsupportedOperationException ex) {
			channel.close();
			Files.deleteIfExists(path);
			throw new IOException(path + " cannot have a mode on this file system: set unixSocketMode to null,"
					+ " and let the directory decide who may connect", ex);
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	private static ServerSocketChannel bind(Path path, int backlog) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			return channel.bind(UnixDomainSocketAddress.of(path), backlog);
		}
		catch (IOException ex) { // which does not say where
			channel.close();
			throw failure(ex.getMessage(), path, ex);
		}
	}

	/**
	 * Binds and listens, which Java does in one step, where nobody else can go, and gives
	 * the socket its name when it has its mode. System tools show the name of before, so
	 * this is for lax umasks alone. A link, and not a move, since that would replace what
	 * has come to the path meanwhile.
	 */
	private static ServerSocketChannel bindPrivately(Path path, Set<PosixFilePermission> mode, int backlog)
			throws IOException {
		Path directory = Files.createDirectory(
				path.resolveSibling(".s" + Integer.toHexString(System.identityHashCode(mode))),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Path hidden = directory.resolve("s");
		ServerSocketChannel channel = null;
		boolean named = false;
		try {
			channel = bind(hidden, backlog);
			Files.setPosixFilePermissions(hidden, mode);
			Files.createLink(path, hidden);
			named = true;
			return channel;
		}
		finally {
			if (channel != null && !named) {
				channel.close();
			}
			Files.deleteIfExists(hidden);
			Files.delete(directory);
		}
	}

	private static boolean isMoreOpen(Path path, Set<PosixFilePermission> mode) throws IOException {
		Set<PosixFilePermission> open = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
		open.retainAll(CONNECT);
		return !mode.containsAll(open);
	}

	/** What a process has left that did not end in an orderly way. */
	private static void removeIfStale(Path path) throws IOException {
		try {
			if (!isSocket(path)) {
				throw failure("Something that is no socket, and is left alone, is in the way", path, null);
			}
			if (isAnswered(path)) {
				throw failure("Address already in use", path, null);
			}
			Files.delete(path);
			LOGGER.debug("Removed {}, which nobody listens on", path);
		}
		catch (NoSuchFileException ex) {
			LOGGER.debug("{} is free", path);
		}
	}

	private static boolean isSocket(Path path) throws IOException {
		BasicFileAttributes attributes = attributes(path);
		if (!attributes.isOther() || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
			return attributes.isOther(); // symbolic links and directories are not
		}
		int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
		return (mode & FILE_TYPE) == SOCKET;
	}

	private static boolean isAnswered(Path path) throws IOException {
		try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			probe.configureBlocking(false);
			probe.connect(UnixDomainSocketAddress.of(path));
			return true;
		}
		catch (ConnectException ex) { // refused: nobody is there
			return false;
		}
		catch (IOException ex) { // busy, forbidden or of another kind: somebody's
			LOGGER.debug("{} may be in use", path, ex);
			return true;
		}
	}

	private static BasicFileAttributes attributes(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	private static BindException failure(@Nullable String why, Path path, @Nullable IOException cause) {
		BindException named = new BindException(why + ": " + path);
		if (cause != null) {
			named.initCause(cause);
		}
		return named;
	}

	/**
	 * Removes the file if it is still the one that was made here. Called while the socket
	 * is open: afterwards the system might give its identity to another file.
	 */
	void delete() {
		try {
			if (Objects.equals(attributes(this.path).fileKey(), this.key)) {
				Files.delete(this.path);
			}
		}
		catch (NoSuchFileException ex) {
			LOGGER.debug("{} is gone already", this.path);
		}
		catch (IOException ex) {
			LOGGER.warn("{} stays behind", this.path, ex);
		}
	}

}
