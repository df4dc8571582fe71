package io.jtornado.web;

import org.jspecify.annotations.Nullable;

/** What is known of a file without looking at it again. */
final class RememberedFile implements StoredFile {

	private final StoredFile file;

	private final boolean readable;

	private final byte @Nullable [] bytes;

	RememberedFile(StoredFile file, byte @Nullable [] bytes) {
		this.file = file;
		this.readable = bytes != null || file.readable();
		this.bytes = bytes;
	}

	@Override
	public boolean directory() {
		return this.file.directory();
	}

	@Override
	public long size() {
		return this.file.size();
	}

	@Override
	public long modified() {
		return this.file.modified();
	}

	@Override
	public @Nullable Object key() {
		return this.file.key();
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
