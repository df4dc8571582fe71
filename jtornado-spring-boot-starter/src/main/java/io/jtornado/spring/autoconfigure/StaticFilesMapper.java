package io.jtornado.spring.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.jtornado.web.StaticFileOptions;
import io.jtornado.web.StaticFiles;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The settings of static files in the core's words.
 */
final class StaticFilesMapper {

	private static final String CLASSPATH = "classpath:";

	private static final String FILE = "file:";

	/** Longer than the letter of a drive. */
	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.*-]+:.*");

	private final JTornadoProperties properties;

	StaticFilesMapper(JTornadoProperties properties) {
		this.properties = properties;
	}

	/**
	 * Returns the files that are served, {@code null} if there are none.
	 * @throws IllegalArgumentException if there is no such place
	 */
	@Nullable StaticFiles files() {
		String location = this.properties.getStaticPath();
		if (!StringUtils.hasText(location)) {
			return null;
		}
		if (location.startsWith(CLASSPATH)) {
			ClassLoader loader = ClassUtils.getDefaultClassLoader();
			return StaticFiles.resources(location.substring(CLASSPATH.length()),
					(loader != null) ? loader : ClassLoader.getSystemClassLoader(), options());
		}
		if (!location.startsWith(FILE) && SCHEME.matcher(location).matches()) {
			throw new IllegalArgumentException(
					"Static files are to be served from '" + location + "': write file:, classpath: or a directory");
		}
		return StaticFiles.under(directory(location), options());
	}

	private static Path directory(String location) {
		try {
			if (!location.startsWith(FILE)) {
				return Path.of(location);
			}
			return location.startsWith(FILE + "/") ? Path.of(new URI(location))
					: Path.of(location.substring(FILE.length()));
		}
		catch (InvalidPathException | URISyntaxException ex) {
			throw new IllegalArgumentException("Static files are to be served from '" + location
					+ "', which cannot be a directory: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Returns what of them is served.
	 * @throws IllegalArgumentException if that cannot be
	 */
	StaticFileOptions options() {
		StaticFilesProperties settings = this.properties.getStaticFiles();
		return new StaticFileOptions(StringUtils.hasText(settings.getDefaultFile()) ? settings.getDefaultFile() : null,
				settings.isFollowLinks(), settings.isDotFiles(), settings.isPrecompressed(), settings.getCacheTime(),
				settings.getContentTypes());
	}

}
