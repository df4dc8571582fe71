package io.jtornado.sample.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The files of the page, read once from the class path. Threading: immutable; the arrays
 * are shared and must not be written to.
 */
@Component
class Page {

	private final Map<String, File> files = Map.of("/", read("index.html", "text/html; charset=UTF-8"), "/page.css",
			read("page.css", "text/css; charset=UTF-8"), "/page.js", read("page.js", "text/javascript; charset=UTF-8"),
			"/icon.svg", read("icon.svg", "image/svg+xml"));

	/**
	 * The file behind a path.
	 * @param path one of the paths of {@link PageHandler}
	 */
	File file(String path) {
		File file = this.files.get(path);
		if (file == null) {
			throw new IllegalArgumentException("The page has no file for " + path);
		}
		return file;
	}

	private static File read(String name, String type) {
		try (InputStream stream = new ClassPathResource("page/" + name).getInputStream()) {
			return new File(type, stream.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The bytes of a file and what they are. Files are not compared.
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record File(String type, byte[] bytes) {
	}

}
