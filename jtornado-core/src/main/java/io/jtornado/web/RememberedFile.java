package io.jtornado.web;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a file without looking at it again, and nothing else of it, so that
 * what is held can be counted.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class RememberedFile implements StoredFile {

	private final boolean directory;

	private final long size;

	private final long modified;

	private final @Nullable Object key;

	private final boolean readable;

	private final boolean sequential;

	private final byte @Nullable [] bytes;

	private final long readAt;

	/**
	 * Remembers a file.
	 * @param bytes all of it; null if it was not read
	 * @param readAt when that was asked for, in nanoseconds
	 */
	RememberedFile(StoredFile file, byte @Nullable [] bytes, long readAt) {
		this.directory = file.directory();
		this.size = file.size();
		this.modified = file.modified();
		this.key = file.key();
		this.readable = bytes != null || file.readable();
		this.sequential = file.sequential();
		this.bytes = bytes;
		this.readAt = readAt;
	}

	long readAt() {
		return this.readAt;
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
		return this.key;
	}

	@Override
	public boolean readable() {
		return this.readable;
	}

	@Override
	public boolean sequential() {
		return this.sequential;
	}

	@Override
	public byte @Nullable [] bytes() {
		return this.bytes;
	}

	@Override
	public FileContent open() {
		throw new NotRememberedException();
	}

}
