package io.jtornado.web;

import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * What may be in a {@code multipart/form-data} body, and where its files are kept while
 * the request is served.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param maxParts the most parts of a body, 1 and up; beyond it the client gets a 400
 * @param maxPartHeaderSize the most bytes of the header of a part, 1 and up; beyond it
 * the client gets a 400
 * @param maxFieldsSize the most bytes of all fields that are no files, names included, 0
 * and up; beyond it the client gets a 413. They are always in memory
 * @param fileThreshold the most bytes of a file that is kept in memory, 0 and up; larger
 * ones are in temporary files, if the application has an executor to write them
 * @param maxStored the most bytes of all temporary files of the application together, 0
 * and up; beyond it clients get a 503
 * @param directory where temporary files are made; null for the JDK's own place
 */
public record MultipartOptions(int maxParts, int maxPartHeaderSize, int maxFieldsSize, int fileThreshold,
		long maxStored, @Nullable Path directory) {

	/**
	 * 100 parts, 10 KiB of header for each, 2 MiB of fields, files in memory up to 64
	 * KiB, and a GiB of others.
	 */
	public static final MultipartOptions DEFAULTS = new MultipartOptions(100, 10 * 1024, 2 << 20, 64 * 1024, 1L << 30,
			null);

	public MultipartOptions {
		check("maxParts", maxParts, 1);
		check("maxPartHeaderSize", maxPartHeaderSize, 1);
		check("maxFieldsSize", maxFieldsSize, 0);
		check("fileThreshold", fileThreshold, 0);
		check("maxStored", maxStored, 0);
		if (directory != null && !(Files.isDirectory(directory) && Files.isWritable(directory))) {
			throw new IllegalArgumentException("directory must be one that can be written to, not " + directory);
		}
	}

	private static void check(String name, long value, int least) {
		if (value < least) {
			throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
		}
	}

	/**
	 * Returns these options with another bound on parts.
	 * @param parts the most parts
	 * @return new options
	 */
	public MultipartOptions withMaxParts(int parts) {
		return new MultipartOptions(parts, this.maxPartHeaderSize, this.maxFieldsSize, this.fileThreshold,
				this.maxStored, this.directory);
	}

	/**
	 * Returns these options with another bound on part headers.
	 * @param bytes the most bytes of one
	 * @return new options
	 */
	public MultipartOptions withMaxPartHeaderSize(int bytes) {
		return new MultipartOptions(this.maxParts, bytes, this.maxFieldsSize, this.fileThreshold, this.maxStored,
				this.directory);
	}

	/**
	 * Returns these options with another bound on fields.
	 * @param bytes the most bytes of all of them
	 * @return new options
	 */
	public MultipartOptions withMaxFieldsSize(int bytes) {
		return new MultipartOptions(this.maxParts, this.maxPartHeaderSize, bytes, this.fileThreshold, this.maxStored,
				this.directory);
	}

	/**
	 * Returns these options with another threshold.
	 * @param bytes the most bytes of a file in memory
	 * @return new options
	 */
	public MultipartOptions withFileThreshold(int bytes) {
		return new MultipartOptions(this.maxParts, this.maxPartHeaderSize, this.maxFieldsSize, bytes, this.maxStored,
				this.directory);
	}

	/**
	 * Returns these options with another bound on temporary files.
	 * @param bytes the most bytes of all of them
	 * @return new options
	 */
	public MultipartOptions withMaxStored(long bytes) {
		return new MultipartOptions(this.maxParts, this.maxPartHeaderSize, this.maxFieldsSize, this.fileThreshold,
				bytes, this.directory);
	}

	/**
	 * Returns these options with another place for temporary files.
	 * @param place a directory that can be written to; null for the JDK's own
	 * @return new options
	 */
	public MultipartOptions withDirectory(@Nullable Path place) {
		return new MultipartOptions(this.maxParts, this.maxPartHeaderSize, this.maxFieldsSize, this.fileThreshold,
				this.maxStored, place);
	}

}
