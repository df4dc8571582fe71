package io.jtornado.web;

import org.jspecify.annotations.Nullable;

/**
 * Makes the pages that browsers get of errors, by
 * {@link Application.Builder#errorPage(int, ErrorPageRenderer)} for one status, or by
 * {@link Application.Builder#errorPages(ErrorPageRenderer)}. Clients that rather want
 * JSON get that, and a handler that overrides {@link RequestHandler#writeError} has pages
 * of its own. What a renderer throws is logged, and the plain page is sent.
 * <p>
 * <b>Threading:</b> called on the loop of the request, by several loops at a time; must
 * not block.
 */
@FunctionalInterface
public interface ErrorPageRenderer {

	/**
	 * Makes a page. Its status is set already. Header fields were reset to those that the
	 * handler has by default; others may be added.
	 * @param status the status, 300 to 599
	 * @param reason what the client is told of it: the phrase of the status, or the
	 * reason of an {@link HTTPException}; <b>any text, to be escaped</b>, as by
	 * {@link io.jtornado.http.HtmlText#escape}
	 * @param handler the handler that failed; {@link RequestHandler#error()} is why, and
	 * is not for clients to read
	 * @return the page in HTML; null to leave it to the next renderer, or to the plain
	 * page
	 */
	@Nullable String render(int status, String reason, RequestHandler handler);

}
