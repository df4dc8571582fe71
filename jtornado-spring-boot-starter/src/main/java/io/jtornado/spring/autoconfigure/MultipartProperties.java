package io.jtornado.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of forms of parts ({@code multipart/form-data}).
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class MultipartProperties {

	/**
	 * Maximum number of parts of a form.
	 */
	private int maxParts = 100;

	/**
	 * Maximum size of the header of a part.
	 */
	private DataSize maxPartHeaderSize = DataSize.ofKilobytes(10);

	/**
	 * Maximum size of all fields of a form that are no files. They are held in memory.
	 */
	private DataSize maxFieldsSize = DataSize.ofMegabytes(2);

	/**
	 * Maximum size of a file that is held in memory. Larger ones are stored in temporary
	 * files until their request ends.
	 */
	private DataSize fileThreshold = DataSize.ofKilobytes(64);

	/**
	 * Maximum size of all temporary files together. Further uploads are answered with
	 * 503.
	 */
	private DataSize maxStored = DataSize.ofGigabytes(1);

	/**
	 * Directory of the temporary files. That of "java.io.tmpdir" if not set.
	 */
	private @Nullable String directory;

	public int getMaxParts() {
		return this.maxParts;
	}

	public void setMaxParts(int maxParts) {
		this.maxParts = maxParts;
	}

	public DataSize getMaxPartHeaderSize() {
		return this.maxPartHeaderSize;
	}

	public void setMaxPartHeaderSize(DataSize maxPartHeaderSize) {
		this.maxPartHeaderSize = maxPartHeaderSize;
	}

	public DataSize getMaxFieldsSize() {
		return this.maxFieldsSize;
	}

	public void setMaxFieldsSize(DataSize maxFieldsSize) {
		this.maxFieldsSize = maxFieldsSize;
	}

	public DataSize getFileThreshold() {
		return this.fileThreshold;
	}

	public void setFileThreshold(DataSize fileThreshold) {
		this.fileThreshold = fileThreshold;
	}

	public DataSize getMaxStored() {
		return this.maxStored;
	}

	public void setMaxStored(DataSize maxStored) {
		this.maxStored = maxStored;
	}

	public @Nullable String getDirectory() {
		return this.directory;
	}

	public void setDirectory(@Nullable String directory) {
		this.directory = directory;
	}

}
