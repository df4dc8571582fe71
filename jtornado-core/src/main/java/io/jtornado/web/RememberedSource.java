package io.jtornado.web;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What one lookup has found, for others that ask the same.
 * <p>
 * <b>Threading:</b> immutable; asked on any loop, since it waits for no disk.
 *
 * @param known the files by their paths; null for what is not there
 * @param since when a worker was asked for it, in nanoseconds
 * @param bytes how many are held of what is in the files
 */
record RememberedSource(Map<StaticPath, @Nullable StoredFile> known, long since, int bytes) implements StaticSource {

	/** This, with what was read before of files that are still the same. */
	RememberedSource and(RememberedSource before) {
		Map<StaticPath, @Nullable StoredFile> joined = new HashMap<>(this.known);
		int held = this.bytes;
		for (Map.Entry<StaticPath, @Nullable StoredFile> entry : joined.entrySet()) {
			StoredFile file = entry.getValue();
			byte[] content = before.bytesOf(entry.getKey(), file);
			if (file != null && content != null && file.bytes() == null) {
				entry.setValue(new RememberedFile(file, content));
				held += content.length;
			}
		}
		return new RememberedSource(joined, this.since, held);
	}

	/** What was read of a file, if it is still the same; null for nothing. */
	byte @Nullable [] bytesOf(StaticPath path, @Nullable StoredFile now) {
		StoredFile read = this.known.get(path);
		return (read != null && read.same(now)) ? read.bytes() : null;
	}

	@Override
	public @Nullable StoredFile find(StaticPath path) {
		StoredFile file = this.known.get(path);
		if (file == null && !this.known.containsKey(path)) {
			throw new NotRememberedException();
		}
		return file;
	}

	@Override
	public void visit(Consumer<StaticPath> visitor) {
		throw new NotRememberedException();
	}

}
