package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A resource that is no file of its own, such as an entry of a jar. */
final class ClassPathFile implements StoredFile {

	private final URL url;

	private final boolean directory;

	private final long size;

	private final long modified; // when its jar was

	private final byte @Nullable [] bytes; // if it is small

	private ClassPathFile(URL url, long size, long modified, byte @Nullable [] bytes) {
		this.url = url;
		this.directory = size < 0;
		this.size = Math.max(0, size);
		this.modified = modified;
		this.bytes = bytes;
	}

	/** Finds out about a resource, and reads it if it is small. */
	static ClassPathFile of(URL url, int small) throws IOException {
		URLConnection connection = connect(url);
		if (connection instanceof JarURLConnection jar && isDirectory(jar)) {
			return new ClassPathFile(url, -1, 0, null);
		}
		try (InputStream in = connection.getInputStream()) {
			long modified = modified(connection);
			byte[] start = in.readNBytes(small + 1);
			if (start.length <= small) {
				return new ClassPathFile(url, start.length, modified, start);
			}
			long size = connection.getContentLengthLong();
			return new ClassPathFile(url, (size > small) ? size : start.length + in.skip(Long.MAX_VALUE), modified,
					null);
		}
	}

	/**
	 * When the jar was modified. What the connection would say of a jar on the disk costs
	 * a descriptor: the JDK opens the jar once more for it, and does not close that.
	 */
	private static long modified(URLConnection connection) throws IOException {
		if (connection instanceof JarURLConnection jar && jar.getJarFileURL().getProtocol().equals("file")) {
			Path file = ClassPathSource.pathOf(jar.getJarFileURL());
			return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
		}
		return TimeUnit.MILLISECONDS.toNanos(connection.getLastModified());
	}

	private static boolean isDirectory(JarURLConnection jar) throws IOException {
		boolean directory = jar.getJarEntry() == null || jar.getJarEntry().isDirectory();
		if (directory) {
			jar.getJarFile().close();
		}
		return directory;
	}

	/**
	 * Without the cache of the JDK, which would hold the jar open for ever. What is
	 * opened here is closed with the stream.
	 */
	static URLConnection connect(URL url) throws IOException {
		URLConnection connection = url.openConnection();
		connection.setUseCaches(false);
		return connection;
	}

	@Override
	public boolean directory() {
		return this.directory;
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public long modified() {
		return this.modified;
	}

	@Override
	public @Nullable Object key() {
		return null;
	}

	@Override
	public boolean sequential() {
		return true;
	}

	@Override
	public byte @Nullable [] bytes() {
		return this.bytes;
	}

	@Override
	public FileContent open() {
		return new FileContent.OfStream(() -> connect(this.url).getInputStream(), this.size);
	}

}
