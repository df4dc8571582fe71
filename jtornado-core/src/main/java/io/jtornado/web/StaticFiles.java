package io.jtornado.web;

import java.nio.file.Path;

import io.jtornado.ioloop.Clock;

/**
 * A place with static files, and what of it is served: for {@link StaticFileHandler}, or
 * for {@link Application.Builder#staticFiles}.
 * <p>
 * <b>Threading:</b> immutable to see; shared by all requests.
 */
public final class StaticFiles {

	private final StaticSource source;

	private final StaticFileOptions options;

	private final ContentTypes types;

	private final ContentVersions versions = new ContentVersions(Clock.SYSTEM);

	StaticFiles(StaticSource source, StaticFileOptions options) {
		this.source = source;
		this.options = options;
		this.types = new ContentTypes(options.contentTypes());
	}

	/**
	 * Takes the files below a directory.
	 * @param directory the directory; may be a symbolic link
	 * @return the files
	 * @throws IllegalArgumentException if there is no such directory
	 */
	public static StaticFiles under(Path directory) {
		return under(directory, StaticFileOptions.DEFAULTS);
	}

	/**
	 * Takes the files below a directory.
	 * @param directory the directory; may be a symbolic link
	 * @param options what of it is served
	 * @return the files
	 * @throws IllegalArgumentException if there is no such directory
	 */
	public static StaticFiles under(Path directory, StaticFileOptions options) {
		return new StaticFiles(new DirectorySource(directory, options.followLinks()), options);
	}

	/**
	 * Takes the files below a directory of the class path, in jars or not.
	 * @param directory its name, such as {@code static/}
	 * @param loader what finds resources
	 * @return the files
	 * @throws IllegalArgumentException if there is no such directory
	 */
	public static StaticFiles resources(String directory, ClassLoader loader) {
		return resources(directory, loader, StaticFileOptions.DEFAULTS);
	}

	/**
	 * Takes the files below a directory of the class path, in jars or not.
	 * @param directory its name, such as {@code static/}
	 * @param loader what finds resources
	 * @param options what of it is served
	 * @return the files
	 * @throws IllegalArgumentException if there is no such directory
	 */
	public static StaticFiles resources(String directory, ClassLoader loader, StaticFileOptions options) {
		return new StaticFiles(new ClassPathSource(directory, loader, options.followLinks()), options);
	}

	/**
	 * Returns what is served.
	 * @return the options
	 */
	public StaticFileOptions options() {
		return this.options;
	}

	StaticSource source() {
		return this.source;
	}

	ContentTypes types() {
		return this.types;
	}

	ContentVersions versions() {
		return this.versions;
	}

	@Override
	public String toString() {
		return this.source.toString();
	}

}
