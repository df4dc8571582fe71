package io.jtornado.web;

import java.io.IOException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Where static files come from.
 * <p>
 * <b>Threading:</b> shared by workers, never called on a loop.
 */
interface StaticSource {

	/**
	 * Finds what a path names, without opening it.
	 * @return the file or the directory; null if there is none
	 * @throws HTTPException if there is one that may not be served
	 * @throws IOException if that cannot be told
	 */
	@Nullable StoredFile find(StaticPath path) throws IOException;

	/** Shows files that there are, until the visitor has seen enough and throws. */
	void visit(Consumer<StaticPath> visitor) throws IOException;

}
