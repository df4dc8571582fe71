package io.jtornado.web;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.jspecify.annotations.Nullable;

/**
 * Static files on the class path. In a directory they are files as others; in a jar they
 * stay as they are, so that small ones are kept in memory.
 */
final class ClassPathSource implements StaticSource {

	private static final int SMALL = 64 * 1024;

	private static final int MAX_HELD = 4096;

	private static final long MAX_BYTES = 16 << 20;

	private final String prefix; // ends with a slash

	private final ClassLoader loader;

	private final boolean followLinks;

	private final BoundedCache<String, ClassPathFile> cache = new BoundedCache<>(MAX_HELD, MAX_BYTES,
			ClassPathSource::weight);

	/**
	 * Creates the source.
	 * @throws IllegalArgumentException if there is no such directory
	 */
	ClassPathSource(String directory, ClassLoader loader, boolean followLinks) {
		String bare = directory.startsWith("/") ? directory.substring(1) : directory;
		this.prefix = (bare.isEmpty() || bare.endsWith("/")) ? bare : bare + "/";
		this.loader = loader;
		this.followLinks = followLinks;
		if (this.prefix.isEmpty()) {
			throw new IllegalArgumentException(
					"Static files are to be served from all of the class path: name a directory of it, such as static/");
		}
		if (loader.getResource(this.prefix) == null) {
			throw new IllegalArgumentException("Static files are to be served from '" + this.prefix
					+ "', but there is no such directory on the class path; a jar needs an entry for it, as most tools write them");
		}
	}

	@Override
	public @Nullable StoredFile find(StaticPath path) throws IOException {
		String name = path.toString();
		StoredFile kept = this.cache.get(name);
		if (kept != null) {
			return kept;
		}
		URL url = this.loader.getResource(this.prefix + name);
		if (url == null) {
			return null;
		}
		if (url.getProtocol().equals("file")) {
			return onDisk(url, path);
		}
		ClassPathFile found = ClassPathFile.of(url, SMALL);
		this.cache.put(name, found);
		return found;
	}

	private static long weight(ClassPathFile file) {
		byte[] held = file.bytes();
		return (held != null) ? held.length : 0;
	}

	/** The directory is found from the file, since the class path may have several. */
	private @Nullable StoredFile onDisk(URL url, StaticPath path) throws IOException {
		Path directory = pathOf(url);
		for (int i = 0; i < path.names().size() && directory != null; i++) {
			directory = directory.getParent();
		}
		return (directory != null) ? DiskFile.find(directory, path, this.followLinks) : null;
	}

	static Path pathOf(URL url) throws IOException {
		try {
			return Path.of(new URI(url.toString()));
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			throw new IOException("Resource is at no path", ex);
		}
	}

	@Override
	public void visit(Consumer<StaticPath> visitor) throws IOException {
		for (URL url : Collections.list(this.loader.getResources(this.prefix))) {
			if (url.getProtocol().equals("file")) {
				DirectorySource.visit(pathOf(url), visitor);
			}
			else {
				visitJar(url, visitor);
			}
		}
	}

	private void visitJar(URL url, Consumer<StaticPath> visitor) throws IOException {
		if (ClassPathFile.connect(url) instanceof JarURLConnection jar) {
			try (JarFile file = jar.getJarFile()) {
				String directory = jar.getEntryName();
				file.stream()
					.limit(MAX_VISITED)
					.filter((entry) -> !entry.isDirectory() && entry.getName().startsWith(directory))
					.map(JarEntry::getName)
					.forEach((name) -> visitor
						.accept(new StaticPath(List.of(name.substring(directory.length()).split("/", -1)), false)));
			}
		}
	}

	@Override
	public String toString() {
		return "classpath:" + this.prefix;
	}

}
