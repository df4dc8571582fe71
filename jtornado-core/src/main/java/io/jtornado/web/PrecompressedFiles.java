package io.jtornado.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.http.AcceptEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The compressed forms of a file that lie beside it. One of no use, since it may not be
 * read, say, is as good as missing: the file itself is there.
 * <p>
 * <b>Threading:</b> of one lookup, where that is: on a worker, or on the loop.
 */
final class PrecompressedFiles {

	private final StaticSource source;

	private final StaticPath path;

	private final StoredFile plain;

	private final Map<String, Representation.Variant> usable = new LinkedHashMap<>();

	private boolean varies; // also for what is of no use now, and may be later

	private PrecompressedFiles(StaticSource source, StaticPath path, StoredFile plain) {
		this.source = source;
		this.path = path;
		this.plain = plain;
	}

	/** Looks for what lies beside a file; those come first that are smaller. */
	static PrecompressedFiles beside(StaticPath path, StoredFile plain, StaticSource source) {
		PrecompressedFiles files = new PrecompressedFiles(source, path, plain);
		files.look("br", ".br");
		files.look("gzip", ".gz");
		return files;
	}

	/** One that is older is of what the file was before. */
	private void look(String coding, String ending) {
		StaticPath sibling = this.path.sibling(ending);
		try {
			StoredFile file = this.source.find(sibling);
			if (file != null && !file.directory() && file.modified() >= this.plain.modified()) {
				this.varies = true;
				if (file.readable()) {
					this.usable.put(coding, new Representation.Variant(sibling, file, coding, true));
				}
			}
		}
		catch (IOException | HTTPException ex) {
			this.varies = true;
		}
	}

	/** The form for a client, which may be the file itself. */
	Representation.Variant choose(@Nullable String acceptEncoding) {
		Representation.Variant chosen = null;
		if (!this.usable.isEmpty()) {
			chosen = this.usable.get(AcceptEncoding.of(acceptEncoding).choose(List.copyOf(this.usable.keySet())));
		}
		return (chosen != null) ? chosen : new Representation.Variant(this.path, this.plain, null, this.varies);
	}

}
