package io.jtornado.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Notes what one lookup finds in a source, and what it does not find.
 * <p>
 * <b>Threading:</b> of one lookup, on its worker.
 */
final class RecordingSource implements StaticSource {

	private final StaticSource source;

	private final Map<StaticPath, @Nullable StoredFile> found = new HashMap<>();

	RecordingSource(StaticSource source) {
		this.source = source;
	}

	@Override
	public @Nullable StoredFile find(StaticPath path) throws IOException {
		StoredFile file = this.source.find(path);
		this.found.put(path, file);
		return file;
	}

	@Override
	public void visit(Consumer<StaticPath> visitor) throws IOException {
		this.source.visit(visitor);
	}

	/**
	 * What is known now, with what was read if that was all of a file; null if somebody
	 * may be writing to it, or to what lies beside it.
	 * @param since when this was asked for, in nanoseconds
	 * @param now the time, in milliseconds since 1970
	 */
	@Nullable RememberedSource remember(FileAnswer answer, long since, long now) {
		byte[] bytes = (answer.status() == 200) ? answer.bytes() : null;
		StaticPath read = answer.file().variant().path();
		if (!answer.settled() || !areSettled(now) || (bytes != null && !isStill(read, answer.file().file()))) {
			return null;
		}
		Map<StaticPath, @Nullable RememberedFile> known = new HashMap<>();
		this.found.forEach((path, file) -> known.put(path,
				(file != null) ? new RememberedFile(file, path.equals(read) ? bytes : null, since) : null));
		return new RememberedSource(known, since, (bytes != null) ? bytes.length : 0);
	}

	private boolean areSettled(long now) {
		for (StoredFile file : this.found.values()) {
			if (file != null && !file.directory() && !file.settled(now)) {
				return false;
			}
		}
		return true;
	}

	/** Whether nobody has written to a file while it was read. */
	private boolean isStill(StaticPath path, StoredFile file) {
		try {
			return file.same(this.source.find(path));
		}
		catch (IOException | HTTPException ex) {
			return false;
		}
	}

}
