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
 * @param since when it was true, in nanoseconds
 * @param bytes how many are held of what is in the files
 */
record RememberedSource(Map<StaticPath, @Nullable StoredFile> known, long since, int bytes) implements StaticSource {

	/** This, with what was read before of files that are still the same. */
	RememberedSource and(@Nullable RememberedSource before) {
		if (before == null) {
			return this;
		}
		Map<StaticPath, @Nullable StoredFile> joined = new HashMap<>(this.known);
		int held = this.bytes;
		for (Map.Entry<StaticPath, @Nullable StoredFile> former : before.known.entrySet()) {
			StoredFile read = former.getValue();
			StoredFile file = this.known.get(former.getKey());
			byte[] content = (read != null) ? read.bytes() : null;
			if (read != null && content != null && file != null && file.bytes() == null && read.same(file)) {
				joined.put(former.getKey(), read);
				held += content.length;
			}
		}
		return new RememberedSource(joined, this.since, held);
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
