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
record RememberedSource(Map<StaticPath, @Nullable RememberedFile> known, long since,
		int bytes) implements StaticSource {

	/**
	 * This, with what was read just before of files that seem to be the same. Not for
	 * longer: who writes to a file may give it the time that it had.
	 * @param nanos how long it may be ago that it was asked for
	 */
	RememberedSource and(RememberedSource before, long nanos) {
		Map<StaticPath, @Nullable RememberedFile> joined = new HashMap<>(this.known);
		int held = this.bytes;
		for (Map.Entry<StaticPath, @Nullable RememberedFile> entry : joined.entrySet()) {
			RememberedFile file = entry.getValue();
			RememberedFile read = before.known.get(entry.getKey());
			if (file != null && read != null && file.bytes() == null && read.bytes() != null && read.same(file)
					&& this.since - read.readAt() < nanos) {
				entry.setValue(read);
				held += read.bytes().length;
			}
		}
		return new RememberedSource(joined, this.since, held);
	}

	@Override
	public @Nullable StoredFile find(StaticPath path) {
		RememberedFile file = this.known.get(path);
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
