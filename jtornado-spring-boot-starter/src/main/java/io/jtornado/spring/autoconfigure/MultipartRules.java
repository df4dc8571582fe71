package io.jtornado.spring.autoconfigure;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * What {@link MultipartProperties} may be set to.
 */
final class MultipartRules {

	private final MultipartProperties settings;

	private final ValueRules rules;

	MultipartRules(MultipartProperties settings, ValueRules rules) {
		this.settings = settings;
		this.rules = rules;
	}

	void check() {
		this.rules.within("multipart.maxParts", this.settings.getMaxParts(), 1, Integer.MAX_VALUE);
		within("maxPartHeaderSize", this.settings.getMaxPartHeaderSize(), 1, Integer.MAX_VALUE);
		within("maxFieldsSize", this.settings.getMaxFieldsSize(), 0, Integer.MAX_VALUE);
		within("fileThreshold", this.settings.getFileThreshold(), 0, Integer.MAX_VALUE);
		within("maxStored", this.settings.getMaxStored(), 0, Long.MAX_VALUE);
		String directory = this.settings.getDirectory();
		if (StringUtils.hasText(directory) && !isWritable(directory)) {
			this.rules.reject("multipart.directory", "must be a directory that can be written to");
		}
	}

	private void within(String field, DataSize size, long least, long most) {
		this.rules.within("multipart." + field, size.toBytes(), least, most);
	}

	private static boolean isWritable(String directory) {
		try {
			Path path = Path.of(directory);
			return Files.isDirectory(path) && Files.isWritable(path);
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

}
