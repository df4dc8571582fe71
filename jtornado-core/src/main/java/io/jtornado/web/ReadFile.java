package io.jtornado.web;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A file that was looked at again, and is still the one that was read before: it need not
 * be read for that.
 * <p>
 * <b>Threading:</b> as the file, of one lookup, on its worker.
 */
final class ReadFile implements StoredFile {

	private final StoredFile file;

	private final byte[] bytes;

	ReadFile(StoredFile file, byte[] bytes) {
		this.file = file;
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
		return this.file.readable();
	}

	@Override
	public boolean sequential() {
		return this.file.sequential();
	}

	@Override
	public byte[] bytes() {
		return this.bytes;
	}

	@Override
	public FileContent open() throws IOException {
		return this.file.open();
	}

}
