package io.jtornado.web;

import java.io.IOException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Where static files come from.
 * <p>
 * <b>Threading:</b> shared by workers; on a loop only what is remembered is asked.
 */
interface StaticSource {

	/** How many entries are looked at, directories among them. */
	int MAX_VISITED = 10_000;

	/**
	 * Finds what a path names, without opening it.
	 * @return the file or the directory; null if there is none
	 * @throws HTTPException if there is one that may not be served
	 * @throws IOException if that cannot be told
	 */
	@Nullable StoredFile find(StaticPath path) throws IOException;

	/**
	 * Shows files that there are, and perhaps the directories on the way, until the
	 * visitor has seen enough and throws, or so many entries were looked at that an
	 * application would wait too long for its start.
	 */
	void visit(Consumer<StaticPath> visitor) throws IOException;

}
