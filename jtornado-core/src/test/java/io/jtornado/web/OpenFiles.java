package io.jtornado.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The descriptors of this process, on Linux. */
final class OpenFiles {

	private OpenFiles() {
	}

	/** How many there are of a file, also once it was deleted. */
	static long of(Path file) {
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			return open.filter((link) -> leadsTo(link, file)).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean leadsTo(Path link, Path file) {
		try {
			return Files.readSymbolicLink(link).toString().startsWith(file.toString());
		}
		catch (IOException ex) { // closed meanwhile
			return false;
		}
	}

}
