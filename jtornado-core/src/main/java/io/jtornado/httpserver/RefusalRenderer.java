package io.jtornado.httpserver;

import io.jtornado.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Makes the content of the answers that the engine gives by itself, before any handler
 * has seen a request. It is told nothing that the client has sent, so that a page cannot
 * carry back what somebody put into a request. What it throws, or returns wrongly, is
 * logged, and the engine's own text is sent.
 * <p>
 * <b>Threading:</b> called on the loop of the connection, by several loops at a time;
 * must not block.
 */
@FunctionalInterface
public interface RefusalRenderer {

	/**
	 * Makes the content of an answer. Its status, its framing and the end of the
	 * connection are the engine's; to HEAD the body is left out.
	 * @param status the status code
	 * @param refusal why; null where the request itself is not at fault: 408 and 503
	 * @return the content, at most 16 KiB of it; null for the engine's own text
	 */
	@Nullable RefusalPage render(int status, @Nullable Refusal refusal);

}
