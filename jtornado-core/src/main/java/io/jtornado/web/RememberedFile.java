package io.jtornado.web;

import org.jspecify.annotations.Nullable;

/** What is known of a file without looking at it again. */
final class RememberedFile implements StoredFile {

	private final boolean directory;

	private final long size;

	private final long modified;

	private final @Nullable Object key;

	private final boolean readable;

	private final byte @Nullable [] bytes;

	RememberedFile(StoredFile file, byte @Nullable [] bytes) {
		this.directory = file.directory();
		this.size = this.directory ? 0 : file.size();
		this.modified = this.directory ? 0 : file.modified();
		this.key = this.directory ? null : file.key();
		this.readable = bytes != null || this.directory || file.readable();
		this.bytes = bytes;
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
	public byte @Nullable [] bytes() {
		return this.bytes;
	}

	@Override
	public FileContent open() {
		throw new NotRememberedException();
	}

}
