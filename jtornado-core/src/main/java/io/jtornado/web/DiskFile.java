package io.jtornado.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A file or a directory of a file system.
 *
 * @param path where it is
 * @param followLinks whether the path may be that of a symbolic link
 * @param attributes what was known of it when it was found
 */
record DiskFile(Path path, boolean followLinks, BasicFileAttributes attributes) implements StoredFile {

	/** Of file systems everywhere, in bytes. */
	private static final int MAX_NAME = 255;

	/** Of systems everywhere, in bytes, with the zero behind it. */
	private static final int MAX_PATH = 4096;

	private static final Set<OpenOption> FOLLOWING = Set.of(StandardOpenOption.READ);

	private static final Set<OpenOption> NOT_FOLLOWING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

	/**
	 * Finds a file below a directory.
	 * @return the file; null if there is none, or none by that very name: file systems
	 * may know others for it, as by case
	 */
	static @Nullable DiskFile find(Path directory, StaticPath path, boolean followLinks) throws IOException {
		try {
			return at(path.below(directory), path, directory, followLinks);
		}
		catch (NoSuchFileException | InvalidPathException ex) {
			return null;
		}
		catch (AccessDeniedException ex) {
			throw HTTPException.bare(403, null);
		}
		catch (FileSystemException ex) {
			if (isNoName(path, directory, followLinks)) {
				return null;
			}
			throw ex;
		}
	}

	private static @Nullable DiskFile at(Path file, StaticPath path, Path directory, boolean followLinks)
			throws IOException {
		if (!followLinks && !file.toRealPath().equals(path.below(directory.toRealPath()))) {
			return null;
		}
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		if (!attributes.isDirectory() && !attributes.isRegularFile()) {
			throw HTTPException.bare(403, null);
		}
		return new DiskFile(file, followLinks, attributes);
	}

	/**
	 * Whether nothing can have such a path: Java has no exceptions of their own for what
	 * is too long, or below a file, or below a link that leads to itself. Whatever else
	 * fails is the disk's fault, and no reason to say that a file is missing.
	 */
	private static boolean isNoName(StaticPath path, Path directory, boolean followLinks) {
		Path at = directory;
		for (String name : path.names()) {
			boolean tooLong = name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME;
			at = at.resolve(name);
			if (tooLong || Files.isRegularFile(at) || (!followLinks && Files.isSymbolicLink(at))) {
				return true;
			}
		}
		return at.toString().getBytes(StandardCharsets.UTF_8).length >= MAX_PATH;
	}

	@Override
	public boolean directory() {
		return this.attributes.isDirectory();
	}

	@Override
	public long size() {
		return this.attributes.size();
	}

	@Override
	public long modified() {
		return this.attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
	}

	@Override
	public @Nullable Object key() {
		return this.attributes.fileKey();
	}

	@Override
	public boolean readable() {
		return Files.isReadable(this.path);
	}

	@Override
	public byte @Nullable [] bytes() {
		return null;
	}

	@Override
	public FileContent open() throws IOException {
		return new FileContent.OfChannel(FileChannel.open(this.path, this.followLinks ? FOLLOWING : NOT_FOLLOWING));
	}

}
